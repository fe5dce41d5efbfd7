"""The verdict on a play, whatever the form of exercise: score, passed or not, and why not."""

from academy.exercises.actions import Exercise, State
from academy.exercises.forms import form_of
from academy.exercises.verdict import Result, percent

__all__ = ["Result", "percent", "result"]


def result(exercise: Exercise, state: State) -> Result:
    """Raises TypeError when exercise and state are not of the same kind."""
    form = form_of(exercise)
    if not isinstance(state, form.state):
        raise TypeError("the state belongs to another kind of exercise")
    found: Result = form.result(exercise, state)
    return found
