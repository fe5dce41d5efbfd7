"""The review sheet: six criteria with their levels in words, comments on passages, one thing to try next."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from academy.exercises.passages import passages
from academy.exercises.reply import ReplyBrief
from academy.exercises.rubric import TOP
from academy.learning.replies.judging import Said

NEXT_LIMIT, COMMENT_LIMIT = 1_000, 600


@dataclass(frozen=True)
class Level:
    value: int
    words: str
    chosen: bool = False


@dataclass(frozen=True)
class CriterionField:
    id: str
    label: str
    eliminatory: bool
    levels: list[Level]
    missing: bool = False


@dataclass(frozen=True)
class Passage:
    number: int
    start: int
    end: int
    text: str
    comment: str = ""


class ReviewForm:
    """`errors` is filled by `read()`; fields keep what was typed."""

    def __init__(self, brief: ReplyBrief, text: str, data: Mapping[str, Any] | None = None, *, own: bool = False):
        self.brief, self.text, self.data, self.own = brief, text, data or {}, own
        self.errors: list[str] = []

    @property
    def criteria(self) -> list[CriterionField]:
        found = []
        for one in self.brief.rubric:
            words = one.levels_in(self.brief.locale) or ("",) * (TOP + 1)
            given = self._level(one.id, one.top)
            levels = [Level(value, word, value == given) for value, word in enumerate(words)]
            label = one.label_in(self.brief.locale)
            found.append(CriterionField(one.id, label, one.eliminatory, levels, bool(self.errors) and given is None))
        return found

    @property
    def passages(self) -> list[Passage]:
        return [
            Passage(number, start, end, self.text[start:end], self._said(f"passage-{number}"))
            for number, (start, end) in enumerate(passages(self.text), 1)
        ]

    @property
    def next_try(self) -> str:
        return self._said("next_try")

    def read(self) -> Said | None:
        """What was said; None with `errors` when a part is missing or too long."""
        levels = {one.id: self._level(one.id, one.top) for one in self.brief.rubric}
        if None in levels.values():
            self.errors.append(_("Choose a level for every criterion."))
        comments = tuple((one.start, one.end, one.comment) for one in self.passages if one.comment)
        if any(len(text) > COMMENT_LIMIT for _start, _end, text in comments):
            self.errors.append(_("A comment is too long: %(most)d signs at most.") % {"most": COMMENT_LIMIT})
        if not self.own and not self.next_try:
            self.errors.append(_("Say one thing to try next: it is what the author will keep."))
        if len(self.next_try) > NEXT_LIMIT:
            self.errors.append(_("The advice is too long: %(most)d signs at most.") % {"most": NEXT_LIMIT})
        if self.errors:
            return None
        return Said({name: level for name, level in levels.items() if level is not None}, comments, self.next_try)

    def _said(self, name: str) -> str:
        return str(self.data.get(name, "")).replace("\r\n", "\n").strip()

    def _level(self, name: str, top: int) -> int | None:
        said = self._said(f"level-{name}")
        return int(said) if said.isascii() and said.isdigit() and int(said) <= top else None
