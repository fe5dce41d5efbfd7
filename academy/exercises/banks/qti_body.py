"""The body of a QTI item: its prompt as Markdown, its interactions, its images."""

from dataclasses import dataclass, field
from html import escape

from academy.exercises.banks.markup import from_html
from academy.exercises.banks.xml import Node

HOLE = "\ue0ff"
_SKIPPED = {"feedbackInline", "feedbackBlock", "rubricBlock", "templateInline", "templateBlock", "stylesheet"}


@dataclass(slots=True)
class Body:
    """`prose` has a HOLE where an inline interaction stood."""

    prose: str = ""
    interactions: list[Node] = field(default_factory=list)
    images: list[tuple[str, str]] = field(default_factory=list)


def read_body(node: Node) -> Body:
    body = Body()
    read = from_html(_html(node, body))
    body.prose, body.images = read.text, read.images
    return body


def words(node: Node | None) -> str:
    """What a choice, a prompt or a feedback says, without the feedback inside it; a picture alone: its own words."""
    if node is None:
        return ""
    read = from_html(_html(node, None))
    return read.text or next((alt for _source, alt in read.images if alt), "")


def pictures(node: Node) -> list[str]:
    """Addresses of all images inside, wherever they stand."""
    return [one.get("src") or one.get("data") for one in node.all("img", "object") if one.get("src") or one.get("data")]


def _html(node: Node, body: Body | None) -> str:
    out = [escape(node.text)]
    for one in node.children:
        if one.tag.endswith("Interaction"):
            if body is not None:
                body.interactions.append(one)
                prompt = one.child("prompt")
                out.append(f"<p>{_html(prompt, None)}</p>" if prompt else HOLE)
        elif one.tag in ("img", "object") and (one.get("src") or one.get("data")):
            words = one.get("alt") or " ".join(one.content().split())  # what an <object> holds stands for it
            out.append(f'<img src="{escape(one.get("src") or one.get("data"))}" alt="{escape(words)}">')
        elif one.tag not in _SKIPPED:
            out.append(f"<{one.tag}>{_html(one, body)}</{one.tag}>")
        out.append(escape(one.tail))
    return "".join(out)
