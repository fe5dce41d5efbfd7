"""Short answer. The options are forms an author foresees, right or wrong; the first that fits decides.

Earns 1 for a right form, the share (`worth`) of a partly right one. `*` stands for anything; `ignore` says what may
differ.
"""

from fractions import Fraction

from academy.exercises.kinds.base import LONGEST, Answer, Field, Said, Shown
from academy.exercises.kinds.typed import cleaned, same
from academy.exercises.question import Option, Question


def fitting(question: Question, typed: str) -> Option | None:
    return next((option for option in question.options if same(typed, option.text, question.ignore)), None)


def problems(question: Question) -> tuple[str, ...]:
    return () if any(option.correct and option.text.strip() for option in question.options) else ("E95",)


def read(question: Question, chosen: Answer, complete: bool) -> Answer | str:
    if len(chosen) > 1:
        return "one_only"
    if any(len(one) > LONGEST for one in chosen):
        return "too_long"
    return tuple(text for one in chosen if (text := cleaned(one)))


def credit(question: Question, chosen: Answer) -> Fraction:
    option = fitting(question, chosen[0]) if len(chosen) == 1 and len(chosen[0]) <= LONGEST else None
    if option is None:
        return Fraction(0)
    return Fraction(1) if option.correct else Fraction(min(max(option.worth, 0), 100), 100)


def right(question: Question) -> Answer:
    return tuple(option.text.replace("*", "") for option in question.options if option.correct)[:1]


def said(question: Question, chosen: Answer) -> tuple[Said, ...]:
    if not chosen:
        return ()
    option = fitting(question, chosen[0])
    expected = next((o.text for o in question.options if o.correct), "")
    return (Said("", chosen[0], bool(option and option.correct), option.feedback if option else "", expected),)


def shown(question: Question, seed: int) -> Shown:
    return Shown("text", (Field("", ""),))
