"""The kinds of question: one module each, all with the same functions (see `base.Kind`)."""

from fractions import Fraction

from academy.exercises.kinds import (
    gaps,
    judgement,
    matching,
    multiple,
    numeric,
    ordering,
    short,
    single,
    spot,
    truefalse,
)
from academy.exercises.kinds.base import Field, Kind, Said, Shown
from academy.exercises.question import Question

__all__ = ["KINDS", "Field", "Kind", "Said", "Shown", "credit", "kind_of"]

KINDS: dict[str, Kind] = {
    "single": single, "multiple": multiple, "truefalse": truefalse, "matching": matching, "ordering": ordering,
    "short": short, "numeric": numeric, "gaps": gaps, "spot": spot, "judgement": judgement,
}  # fmt: skip


def kind_of(question: Question) -> Kind:
    """An unknown kind (a version written by a later release) is played as a multiple choice."""
    return KINDS.get(question.kind, multiple)


def credit(question: Question, chosen: tuple[str, ...]) -> Fraction:
    """What an answer is worth, from 0 to 1; the rule is stated in the module of each kind. Never raises."""
    return kind_of(question).credit(question, chosen) if chosen else Fraction(0)
