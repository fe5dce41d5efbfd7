"""HTML of other tools → our Markdown, and back. Only what a question needs survives; scripts and styles never do."""

import base64
import binascii
import re
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

_BREAKS = {
    "p",
    "div",
    "br",
    "ul",
    "ol",
    "tr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "blockquote",
    "pre",
    "section",
}
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`"}
_DROPPED = {"script", "style", "head", "object", "iframe", "template", "noscript"}


@dataclass(slots=True)
class Text:
    """`images`: (source, alternative text) in order."""

    text: str = ""
    images: list[tuple[str, str]] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.images: list[tuple[str, str]] = []
        self.links: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _DROPPED:
            self.hidden += 1
        elif tag == "li":
            self.parts.append("\n- ")
        elif tag in _BREAKS:
            self.parts.append("\n")
        elif tag in _MARKS:
            self.parts.append(_MARKS[tag])
        elif tag == "a":
            href = given.get("href", "")
            self.links.append(href if href.startswith(("https://", "http://")) else "")
            self.parts.append("[" if self.links[-1] else "")
        elif tag == "img":
            self.images.append((given.get("src", ""), given.get("alt", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag in _DROPPED:
            self.hidden = max(0, self.hidden - 1)
        elif tag in _BREAKS and tag != "br":
            self.parts.append("\n")
        elif tag in _MARKS:
            self.parts.append(_MARKS[tag])
        elif tag == "a" and self.links:
            href = self.links.pop()
            self.parts.append(f"]({href})" if href else "")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(re.sub(r"[ \t\r\n]+", " ", data))


def from_html(html: str) -> Text:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    text = re.sub(r"\*\*\s*\*\*|``", "", "".join(reader.parts))
    lines = [re.sub(r" {2,}", " ", line).strip() for line in text.split("\n")]
    return Text("\n".join(line for line in lines if line), reader.images)


def inline_image(source: str) -> tuple[str, bytes] | None:
    """(name, content) of an image that stands in its own address (`data:image/png;base64,…`)."""
    found = re.match(r"data:image/(png|jpe?g|gif|webp);base64,", source[:40], re.I)
    if not found:
        return None
    try:
        data = base64.b64decode("".join(source[found.end() :].split()), validate=True)
    except (binascii.Error, ValueError):
        return None
    return f"image.{found[1].lower()}", data


def looks_like_html(text: str) -> bool:
    return bool(re.search(r"<(p|br|b|i|strong|em|span|div|ul|ol|li|img|a|h[1-6]|code|table)\b[^>]*/?>", text, re.I))


def to_html(text: str) -> str:
    """Paragraphs, bold and italics; everything else stays as typed."""
    safe = escape(text, quote=False)
    safe = re.sub(r"\*\*([^*\n]+)\*\*", r"<strong>\1</strong>", safe)
    safe = re.sub(r"(?<![*\w])\*([^*\n]+)\*(?![*\w])", r"<em>\1</em>", safe)
    return "".join(f"<p>{line}</p>" for line in safe.split("\n") if line.strip())
