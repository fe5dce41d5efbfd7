"""Playing an exercise: start, what can be done, one action, and the replay of all of them. Pure and total."""

from collections.abc import Iterable
from dataclasses import replace
from typing import overload

from academy.exercises.actions import (
    Accepted,
    Action,
    Answer,
    Choose,
    Refused,
    State,
    Submit,
    Unreadable,
    action_from_json,
    action_to_json,
    refuse,
)  # fmt: skip
from academy.exercises.canonical import content_hash
from academy.exercises.machine import Event, Machine, Position
from academy.exercises.quiz import Question, Quiz, QuizState, draw_items
from academy.exercises.scenario import Choice, Scenario, ScenarioState
from academy.exercises.shuffle import shuffled

__all__ = [
    "Accepted", "Action", "Answer", "Choose", "Event", "Refused", "State", "Submit", "Unreadable",
    "action_from_json", "action_to_json", "options", "play", "replay", "start",
]  # fmt: skip


@overload
def start(exercise: Scenario, seed: int) -> ScenarioState: ...
@overload
def start(exercise: Quiz, seed: int) -> QuizState: ...
def start(exercise: Scenario | Quiz, seed: int) -> State:
    """The state before the first action. The seed orders what is shown and draws questions, nothing else."""
    version = content_hash(exercise)
    if isinstance(exercise, Quiz):
        return QuizState(version, seed, 0, draw_items(exercise, seed))
    position = Machine(exercise).start()
    state = ScenarioState(version, seed, 0, exercise.start, (), (0,) * len(exercise.competencies))
    return _at(state, position)


@overload
def options(exercise: Scenario, state: ScenarioState) -> tuple[Choice, ...]: ...
@overload
def options(exercise: Quiz, state: QuizState) -> tuple[Question, ...]: ...
def options(exercise: Scenario | Quiz, state: State) -> tuple[Choice, ...] | tuple[Question, ...]:
    """What can be done now: the visible choices in display order, or the questions that can still be answered."""
    if isinstance(exercise, Scenario) and isinstance(state, ScenarioState):
        machine = Machine(exercise)
        position = _position(state)
        visible = {choice.id: choice for choice in machine.visible(position)} if _fits(machine, state) else {}
        return tuple(visible[one] for one in shuffled(visible, state.seed, f"choices:{state.at}"))
    if isinstance(exercise, Quiz) and isinstance(state, QuizState) and state.status == "playing":
        asked = (exercise.question(item) for item in state.items)
        return tuple(q for q in asked if q and not (exercise.show_feedback and state.answer(q.id)))
    return ()


def play(exercise: Scenario | Quiz, state: State, action: Action) -> Accepted | Refused:
    """One action. An action that was sent from an older state is refused as stale, whatever it asks.

    Never raises: an action of the wrong kind, or with values of the wrong type, is refused.
    """
    if not isinstance(action, Choose | Answer | Submit):
        return refuse("unknown_action")
    if type(action.seq) is not int or action.seq != state.seq:
        return refuse("stale")
    if state.status != "playing":
        return refuse("done")
    if isinstance(exercise, Scenario) and isinstance(state, ScenarioState) and isinstance(action, Choose):
        return _choose(exercise, state, action)
    if isinstance(exercise, Quiz) and isinstance(state, QuizState):
        if isinstance(action, Answer):
            return _answer(exercise, state, action)
        if isinstance(action, Submit):
            return Accepted(replace(state, seq=state.seq + 1, status="done"), (Event("submitted", ""),))
    return refuse("unknown_action")


@overload
def replay(exercise: Scenario, seed: int, actions: Iterable[Action]) -> ScenarioState: ...
@overload
def replay(exercise: Quiz, seed: int, actions: Iterable[Action]) -> QuizState: ...
def replay(exercise: Scenario | Quiz, seed: int, actions: Iterable[Action]) -> State:
    """The state after all actions, from the start; refused ones change nothing."""
    state: State = start(exercise, seed)
    for action in actions:
        outcome = play(exercise, state, action)
        if isinstance(outcome, Accepted):
            state = outcome.state
    return state


def _choose(scenario: Scenario, state: ScenarioState, action: Choose) -> Accepted | Refused:
    machine = Machine(scenario)
    if not _fits(machine, state):
        return refuse("broken")
    position = _position(state)
    choice = next((one for one in machine.visible(position) if one.id == action.choice), None)
    if choice is None:
        return refuse("unknown_choice")
    move = machine.choose(position, choice)
    place = f"{state.at}/{choice.id}"
    after = replace(
        state,
        seq=state.seq + 1,
        points=tuple(old + new for old, new in zip(state.points, move.gains, strict=True)),
        critical=state.critical | {place} if choice.critical else state.critical,
        path=(*state.path, place),
    )
    return Accepted(_at(after, move.position), move.events)


def _answer(quiz: Quiz, state: QuizState, action: Answer) -> Accepted | Refused:
    question = quiz.question(action.item) if isinstance(action.item, str) else None
    if question is None or question.id not in state.items:
        return refuse("unknown_item")
    if quiz.show_feedback and state.answer(question.id):
        return refuse("answered")
    known = [option.id for option in question.options]
    if not isinstance(action.chosen, tuple) or any(one not in known for one in action.chosen):
        return refuse("unknown_option")
    chosen = tuple(one for one in known if one in action.chosen)
    if not chosen:
        return refuse("empty")
    if question.kind == "single" and len(chosen) > 1:
        return refuse("one_only")
    given = {**dict(state.answers), question.id: chosen}
    answers = tuple((item, given[item]) for item in state.items if item in given)
    return Accepted(replace(state, seq=state.seq + 1, answers=answers), (Event("answered", question.id),))


def _fits(machine: Machine, state: ScenarioState) -> bool:
    scenario = machine.scenario
    sizes = len(state.meters) == len(scenario.meters) and len(state.points) == len(scenario.competencies)
    return sizes and state.at in machine.steps


def _position(state: ScenarioState) -> Position:
    return Position(state.at, state.meters, state.taken, state.fired, state.seen, state.status != "playing")


def _at(state: ScenarioState, position: Position) -> ScenarioState:
    return replace(
        state,
        at=position.at,
        meters=position.meters,
        taken=position.taken,
        fired=position.fired,
        seen=position.seen,
        status="done" if position.done else "playing",
    )
