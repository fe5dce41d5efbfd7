"""What every kind of question can do.

An answer is a tuple of texts whatever the kind, so that one form field, one JSON list and one state hold them all:
option ids, or a typed text, or `name=value` pairs (ids have no «=»).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from academy.exercises.question import Question
from academy.exercises.shuffle import shuffled

Answer = tuple[str, ...]
LONGEST = 500  # characters of a typed answer


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to fill in: `choices` are (value, text) in display order, () where something is typed."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """What a player needs to draw a question.

    `widget`: radio, checkbox, select, order, text, number, gaps, passages, best-worst. `texts` (gaps only) are the
    stretches of text around the fields: one more than there are fields.
    """

    widget: str
    fields: tuple[Field, ...]
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """One part of an answer in words: what it answers, what was said, whether that is right, why, what was expected."""

    label: str
    text: str
    right: bool
    feedback: str = ""
    expected: str = ""


class Kind(Protocol):
    """Implemented by the modules of this package. All functions are pure and total."""

    def problems(self, question: Question) -> Iterable[str]:
        """Codes of lint (E94 …) for what makes the question unplayable."""

    def read(self, question: Question, chosen: Answer, complete: bool) -> Answer | str:
        """The answer in its one canonical form, () when it says nothing, or the code of a refusal (a str).

        `complete`: a half-given answer is refused as "incomplete" (it is about to be explained).
        """

    def credit(self, question: Question, chosen: Answer) -> Fraction:
        """From 0 to 1, whatever `chosen` holds."""

    def right(self, question: Question) -> Answer:
        """The answer that earns everything."""

    def said(self, question: Question, chosen: Answer) -> tuple[Said, ...]:
        """The answer in words, part by part."""

    def shown(self, question: Question, seed: int) -> Shown: ...


def option_choices(question: Question, seed: int | None) -> tuple[tuple[str, str], ...]:
    """(id, text) of the options, shuffled by the seed or, with None, as authored."""
    texts = {option.id: option.text for option in question.options}
    order = tuple(texts) if seed is None else shuffled(texts, seed, f"options:{question.id}")
    return tuple((id, texts[id]) for id in order)


def pairs(chosen: Answer) -> dict[str, str]:
    """`name=value` texts as a dict; the last of a name wins, texts without «=» are left out."""
    return dict((name, value) for name, sign, value in (one.partition("=") for one in chosen) if sign)
