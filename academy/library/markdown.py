"""Markdown to safe HTML. `markdown` renders, nh3 cleans last, always."""

import hashlib
import re

import markdown
import nh3
from django.core.cache import caches
from django.utils.safestring import SafeString, mark_safe

LIMIT = 40_000  # characters; longer texts are cut, because some Markdown is quadratic to render
BRACKETS = 500  # measured in the stack study: thousands of '[' take seconds

_TAGS = {
    "a", "abbr", "blockquote", "br", "code", "dd", "del", "dl", "dt", "em", "h2", "h3", "h4", "hr", "li", "ol", "p",
    "pre", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "abbr": {"title"}, "th": {"scope"}, "ol": {"start"}}
_EXTENSIONS = ["tables", "sane_lists", "abbr", "def_list"]
_FINE = "\u202f"  # narrow no-break space: French typography before ; ! ? and inside guillemets
_NBSP = "\u00a0"


def french_spaces(text: str) -> str:
    """Non-breaking spaces where French typography wants them; text inside backticks and URLs stays as it is."""
    text = re.sub(r"(?<=[\w»”)%’']) ([;!?])", _FINE + r"\1", text)
    text = re.sub(r"(?<=[\w»”)%]) (:)(?=\s|$)", _NBSP + r"\1", text, flags=re.M)
    text = re.sub(r"« ?(?=\S)", "«" + _FINE, text)
    text = re.sub(r"(?<=\S) ?»", _FINE + "»", text)
    text = re.sub(r"(?<=\d) (?=\d{3}(?!\d))", _FINE, text)  # 4 000
    return re.sub(r"(?<=\d) (?=(?:%|€|h|min|km|ans|jours|mois)\b|%|€)", _NBSP, text)


def render(text: str, language: str = "fr") -> SafeString:
    """Safe HTML of a Markdown text. Cached by content: the same text is rendered once."""
    key = f"md4:{language}:{hashlib.sha256(text.encode()).hexdigest()}"
    cache = caches["texts"]
    html = cache.get(key)
    if html is None:
        html = _render(text, language)
        cache.set(key, html, 7 * 24 * 3600)
    return mark_safe(html)


def _render(text: str, language: str) -> str:
    text = text[:LIMIT]
    if text.count("[") > BRACKETS:
        text = text.replace("[", "(")
    if language.startswith("fr"):
        text = french_spaces(text)
    html = markdown.markdown(text, extensions=_EXTENSIONS, output_format="html")
    # A lesson's title is the h1: headings inside start at h2.
    html = re.sub(r"<(/?)h1>", r"<\1h2>", html)
    return nh3.clean(
        html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer",
    )  # fmt: skip


def render_inline(text: str, language: str = "fr") -> SafeString:
    """One line of Markdown (a choice, an option) without a surrounding paragraph."""
    html = str(render(text, language))
    if html.startswith("<p>") and html.endswith("</p>") and html.count("<p>") == 1:
        html = html[3:-4]
    return mark_safe(html)
