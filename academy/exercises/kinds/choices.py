"""What the kinds with options to tick share."""

from fractions import Fraction

from academy.exercises.kinds.base import Answer, Said
from academy.exercises.question import Question


def read_ticks(question: Question, chosen: Answer) -> Answer | str:
    """The ticked ids in authored order."""
    known = [option.id for option in question.options]
    if any(one not in known for one in chosen):
        return "unknown_option"
    return tuple(dict.fromkeys(one for one in known if one in chosen))


def right_less_wrong(question: Question, chosen: Answer) -> Fraction:
    """(right chosen - wrong chosen) / number of right options, never below 0: ticking everything does not pay."""
    picked = set(chosen)
    right = {option.id for option in question.options if option.correct}
    if not right:
        return Fraction(0)
    return max(Fraction(0), Fraction(len(picked & right) - len(picked - right), len(right)))


def right_ticks(question: Question) -> Answer:
    return tuple(option.id for option in question.options if option.correct)


def said_ticks(question: Question, chosen: Answer) -> tuple[Said, ...]:
    return tuple(Said("", o.text, o.correct, o.feedback) for o in question.options if o.id in chosen)
