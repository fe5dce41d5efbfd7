"""An exercise and its translation, text by text: what is said in one language, beside what is said in the other."""

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from academy.exercises.lint.translation import HEAD, SHORTEST, Text, Translatable, block_of, stale_blocks, texts_of
from academy.exercises.reply import ReplyBrief
from academy.library.authoring.drafts import block_anchors
from academy.library.models.exercise_page import ExercisePage
from academy.library.translations import current, marks_for, source_of


@dataclass(frozen=True)
class Beside:
    """`state`: "missing", "same" (still the source's words), "gone" (the source has no such text), or ""."""

    label: str
    source: str
    target: str
    state: str


@dataclass
class Block:
    """`id` is what a confirmation names; `url` leads to the block in the translation's form."""

    id: str
    title: str
    url: str
    stale: bool
    texts: list[Beside] = field(default_factory=list)


@dataclass
class SideBySide:
    """`source`, `target`: the pages, None where there is none; `blocks` are empty while a draft cannot be read."""

    source: Any
    target: Any
    blocks: list[Block] = field(default_factory=list)

    def count(self, state: str) -> int:
        return sum(text.state == state for block in self.blocks for text in block.texts)

    @property
    def missing(self) -> int:
        return self.count("missing")

    @property
    def same(self) -> int:
        return self.count("same")

    @property
    def stale(self) -> int:
        return sum(block.stale for block in self.blocks)


def pages_of(page: ExercisePage) -> tuple[Any, Any]:
    """(source, translation) for either of them; None for the one that does not exist."""
    source = source_of(page)
    if source is not None:
        return source, page
    found = page.get_translations().order_by("locale__language_code").first()
    if found is None or source_of(found) is None:
        return page, None
    return page, found.get_latest_revision_as_object()


def side_by_side(page: ExercisePage) -> SideBySide:
    """The published source (its draft while it was never published) beside the translation's latest draft."""
    source, target = pages_of(page)
    found = SideBySide(source, target)
    if target is None:
        return found
    mine, (theirs, _problems) = current(source), target.read_engine()
    if mine is None or type(theirs) is not type(mine):
        return found
    stale = set(stale_blocks(mine, marks_for(target)))
    edit, anchors = reverse("wagtailadmin_pages:edit", args=[target.pk]), block_anchors(target)
    said = {(text.where, text.name): text for text in texts_of(theirs)}
    blocks: dict[str, Block] = {}

    def block(where: str) -> Block:
        id = block_of(where)
        if id not in blocks:
            blocks[id] = Block(id, _title(mine, id), edit + anchors.get(id, ""), id in stale)
        return blocks[id]

    for text in texts_of(mine):
        other = said.pop((text.where, text.name), None)
        if text.text.strip() or (other and other.text.strip()):
            block(text.where).texts.append(_beside(mine, text, other.text.strip() if other else ""))
    for text in said.values():
        if text.text.strip():
            block(text.where).texts.append(Beside(_label(text), "", text.text, "gone"))
    found.blocks = list(blocks.values())
    return found


def _beside(source: Translatable, text: Text, target: str) -> Beside:
    said = text.text.strip()
    state = "missing" if said and not target else "gone" if target and not said else ""
    if said == target and len(said) >= SHORTEST and " " in said and not isinstance(source, ReplyBrief):
        state = "same"
    return Beside(_label(text), said, target, state)


def _title(source: Translatable, block: str) -> str:
    if block == HEAD:
        return _("The exercise as a whole")
    title = next((step.title for step in getattr(source, "steps", ()) if step.id == block), "")
    mention = next((one for one in getattr(source, "mentions", ()) if one.id == block), None)
    return title or (mention.author if mention else "") or str(_BLOCKS.get(block, block))


_BLOCKS = {
    "situation": gettext_lazy("Situation"),
    "received": gettext_lazy("Message received"),
    "task": gettext_lazy("What is asked"),
    "model": gettext_lazy("Model answer"),
    "counter_example": gettext_lazy("What to avoid"),
    "rules": gettext_lazy("Rules of voice"),
}
_LABELS = {
    "title": gettext_lazy("Title"),
    "summary": gettext_lazy("Summary"),
    "text": gettext_lazy("Text"),
    "message": gettext_lazy("Message"),
    "author": gettext_lazy("Who writes"),
    "feedback": gettext_lazy("Feedback"),
    "critical": gettext_lazy("Red line"),
    "line": gettext_lazy("Line"),
    "picture": gettext_lazy("Alternative text"),
    "label": gettext_lazy("Name"),
}


def _label(text: Text) -> str:
    """ "Feedback (prive)", "Line 2": what the text is, and of which choice."""
    word, _space, number = text.name.partition(" ")
    shown = f"{_LABELS.get(word, word)} {number}".strip()
    inner = text.where.partition("/")[2]
    return f"{shown} ({inner})" if inner else shown
