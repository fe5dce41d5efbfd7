"""Spot the problem: the options are the passages of a post in reading order, the `correct` ones are faulty.

(faulty marked - sound marked) / number of faulty ones, never below 0.
"""

from academy.exercises.kinds import multiple
from academy.exercises.kinds.base import Field, Shown, option_choices
from academy.exercises.question import Question

problems, read, credit, right, said = (
    multiple.problems, multiple.read, multiple.credit, multiple.right, multiple.said
)  # fmt: skip


def shown(question: Question, seed: int) -> Shown:
    return Shown("passages", (Field("", "", option_choices(question, None)),))
