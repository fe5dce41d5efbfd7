"""One right answer. Earns 1 for it, or the share (`worth`) of a partly right one; several ticks earn nothing."""

from fractions import Fraction

from academy.exercises.kinds import choices
from academy.exercises.kinds.base import Answer, Field, Shown, option_choices
from academy.exercises.question import Question

said = choices.said_ticks
right = choices.right_ticks


def problems(question: Question) -> tuple[str, ...]:
    correct = sum(option.correct for option in question.options)
    if len(question.options) < 2:
        return ("E94",)
    return () if correct == 1 else ("E95",) if not correct else ("E96",)


def read(question: Question, chosen: Answer, complete: bool) -> Answer | str:
    ticks = choices.read_ticks(question, chosen)
    return "one_only" if not isinstance(ticks, str) and len(ticks) > 1 else ticks


def credit(question: Question, chosen: Answer) -> Fraction:
    picked = set(chosen)
    option = question.option(next(iter(picked))) if len(picked) == 1 else None
    if option is None:
        return Fraction(0)
    return Fraction(1) if option.correct else Fraction(min(max(option.worth, 0), 100), 100)


def shown(question: Question, seed: int) -> Shown:
    return Shown("radio", (Field("", "", option_choices(question, seed)),))
