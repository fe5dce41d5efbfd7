"""The voice check as the page shows it: the text with its places marked, and what is said of each. It advises.

The exercise's own rules are those the attempt pins; the charter's are today's. That is deliberate: a remark never
grades, and no rule of the charter holds a sending back, so an edit meanwhile changes advice and no outcome.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from academy.exercises import personal_data
from academy.exercises.reply import ReplyBrief, Rule
from academy.exercises.voice import Finding, check
from academy.learning.players.reply_words import level_words, personal_words, said_of


@dataclass(frozen=True)
class Remark:
    """`number` is where to find it in the text; `own` the word of whoever wrote the rule, `why` ours; `charter`: the
    rule holds for every reply of the brand."""

    number: int
    level: str
    level_name: str
    own: str
    why: str
    prefer: str
    excerpt: str
    placed: bool
    charter: bool


@dataclass(frozen=True)
class Piece:
    """A stretch of the text; `starts`: remarks that begin here, `level`: the gravest one that covers it."""

    text: str
    level: str = ""
    starts: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Checked:
    remarks: list[Remark]
    pieces: list[Piece]

    @property
    def blocking(self) -> int:
        return sum(remark.level == "blocking" for remark in self.remarks)


def checked(brief: ReplyBrief, text: str, charter: Sequence[Rule] = ()) -> Checked:
    findings = check(brief, text, charter)
    names = level_words()
    remarks = [
        Remark(
            number, one.level, names[one.level], one.message, said_of(one), one.prefer,
            text[one.start : one.end][:80], one.end > one.start, one.charter,
        )
        for number, one in enumerate(findings, 1)
    ]  # fmt: skip
    return Checked(remarks, _pieces(text, findings))


def _pieces(text: str, findings: tuple[Finding, ...]) -> list[Piece]:
    """The text cut at every place where a remark begins or ends: whole, in order."""
    placed = [(number, one) for number, one in enumerate(findings, 1) if one.end > one.start]
    cuts = sorted({0, len(text), *(one.start for _n, one in placed), *(min(one.end, len(text)) for _n, one in placed)})
    pieces = []
    for start, end in pairwise(cuts):
        over = [(number, one) for number, one in placed if one.start <= start and end <= one.end]
        level = over[0][1].level if over else ""  # findings come gravest first
        pieces.append(Piece(text[start:end], level, [number for number, one in over if one.start == start]))
    return pieces


@dataclass(frozen=True)
class Personal:
    """Personal data found in a text, and the text with placeholders instead."""

    kinds: list[str]
    text: str


def personal_in(text: str, locale: str) -> Personal | None:
    """None when nothing that a public reply must never hold is found."""
    proposed, found = personal_data.pseudonymise(text, locale, personal_data.PUBLIC)
    names = personal_words()
    return Personal(list(dict.fromkeys(names[one.kind] for one in found)), proposed) if found else None
