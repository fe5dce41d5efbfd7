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
    """What a choice, a prompt or a feedback says, without the feedback inside it."""
    return from_html(_html(node, None)).text if node else ""


def _html(node: Node, body: Body | None) -> str:
    out = [escape(node.text)]
    for one in node.children:
        if one.tag.endswith("Interaction"):
            if body is not None:
                body.interactions.append(one)
                prompt = one.child("prompt")
                out.append(f"<p>{_html(prompt, None)}</p>" if prompt else HOLE)
        elif one.tag in ("img", "object") and (one.get("src") or one.get("data")):
            out.append(f'<img src="{escape(one.get("src") or one.get("data"))}" alt="{escape(one.get("alt"))}">')
        elif one.tag not in _SKIPPED:
            out.append(f"<{one.tag}>{_html(one, body)}</{one.tag}>")
        out.append(escape(one.tail))
    return "".join(out)
