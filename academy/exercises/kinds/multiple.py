"""Several right answers. (right ticked - wrong ticked) / number of right ones, never below 0."""

from academy.exercises.kinds import choices
from academy.exercises.kinds.base import Answer, Field, Shown, option_choices
from academy.exercises.question import Question

credit, right, said = choices.right_less_wrong, choices.right_ticks, choices.said_ticks


def problems(question: Question) -> tuple[str, ...]:
    if len(question.options) < 2:
        return ("E94",)
    return () if any(option.correct for option in question.options) else ("E95",)


def read(question: Question, chosen: Answer, complete: bool) -> Answer | str:
    return choices.read_ticks(question, chosen)


def shown(question: Question, seed: int) -> Shown:
    return Shown("checkbox", (Field("", "", option_choices(question, seed)),))
