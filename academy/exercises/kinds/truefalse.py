"""True or false: a single choice of two, always shown in the order written."""

from academy.exercises.kinds import single
from academy.exercises.kinds.base import Field, Shown, option_choices
from academy.exercises.question import Question

read, credit, right, said = single.read, single.credit, single.right, single.said


def problems(question: Question) -> tuple[str, ...]:
    return ("E97",) if len(question.options) != 2 else single.problems(question)


def shown(question: Question, seed: int) -> Shown:
    return Shown("radio", (Field("", "", option_choices(question, None)),))
