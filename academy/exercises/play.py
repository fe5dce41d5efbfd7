"""Playing an exercise: start, what can be done, one action, and the replay of all of them. Pure and total."""

from collections.abc import Iterable
from typing import Any, overload

from academy.exercises.actions import (
    ACTIONS,
    Accepted,
    Action,
    Answer,
    Choose,
    Close,
    Exercise,
    Handle,
    Open,
    Refused,
    Rewind,
    Save,
    Send,
    State,
    Submit,
    Unreadable,
    Wait,
    action_from_json,
    action_to_json,
    refuse,
)  # fmt: skip
from academy.exercises.forms import form_of
from academy.exercises.machine import Event
from academy.exercises.quiz import Question, Quiz, QuizState
from academy.exercises.scenario import Choice, Scenario, ScenarioState

__all__ = [
    "Accepted", "Action", "Answer", "Choose", "Close", "Event", "Handle", "Open", "Refused", "Rewind", "Save", "Send",
    "State", "Submit", "Unreadable", "Wait",
    "action_from_json", "action_to_json", "options", "play", "replay", "start",
]  # fmt: skip


@overload
def start(exercise: Scenario, seed: int) -> ScenarioState: ...
@overload
def start(exercise: Quiz, seed: int) -> QuizState: ...
@overload
def start(exercise: Exercise, seed: int) -> State: ...
def start(exercise: Exercise, seed: int) -> State:
    """The state before the first action. The seed orders what is shown and draws questions, nothing else."""
    state: State = form_of(exercise).start(exercise, seed)
    return state


@overload
def options(exercise: Scenario, state: ScenarioState) -> tuple[Choice, ...]: ...
@overload
def options(exercise: Quiz, state: QuizState) -> tuple[Question, ...]: ...
@overload
def options(exercise: Exercise, state: State) -> tuple[Any, ...]: ...
def options(exercise: Exercise, state: State) -> tuple[Any, ...]:
    """What can be done now: the visible choices in display order, or the questions that can still be answered."""
    form = form_of(exercise)
    return form.options(exercise, state) if isinstance(state, form.state) else ()


def play(exercise: Exercise, state: State, action: Action) -> Accepted | Refused:
    """One action. An action that was sent from an older state is refused as stale, whatever it asks.

    Never raises: an action of the wrong kind, or with values of the wrong type, is refused.
    """
    if not isinstance(action, ACTIONS):
        return refuse("unknown_action")
    if type(action.seq) is not int or action.seq != state.seq:
        return refuse("stale")
    if state.status != "playing":
        return refuse("done")
    form = form_of(exercise)
    if not isinstance(state, form.state):
        return refuse("unknown_action")
    outcome: Accepted | Refused = form.act(exercise, state, action)
    return outcome


@overload
def replay(exercise: Scenario, seed: int, actions: Iterable[Action]) -> ScenarioState: ...
@overload
def replay(exercise: Quiz, seed: int, actions: Iterable[Action]) -> QuizState: ...
@overload
def replay(exercise: Exercise, seed: int, actions: Iterable[Action]) -> State: ...
def replay(exercise: Exercise, seed: int, actions: Iterable[Action]) -> State:
    """The state after all actions, from the start; refused ones change nothing."""
    state: State = start(exercise, seed)
    for action in actions:
        outcome = play(exercise, state, action)
        if isinstance(outcome, Accepted):
            state = outcome.state
    return state
