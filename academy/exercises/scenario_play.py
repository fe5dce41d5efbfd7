"""Playing a scenario: one choice after another."""

from dataclasses import replace

from academy.exercises.actions import Accepted, Action, Choose, Refused, Rewind, refuse
from academy.exercises.canonical import content_hash
from academy.exercises.machine import Event, Machine, Position
from academy.exercises.scenario import Choice, Scenario, ScenarioState
from academy.exercises.shuffle import shuffled


def start(scenario: Scenario, seed: int) -> ScenarioState:
    """The state before the first choice; the seed only orders the choices shown."""
    position = Machine(scenario).start()
    points = (0,) * len(scenario.competencies)
    return _at(ScenarioState(content_hash(scenario), seed, 0, scenario.start, (), points), position)


def options(scenario: Scenario, state: ScenarioState) -> tuple[Choice, ...]:
    """The visible choices in display order."""
    machine = Machine(scenario)
    visible = {choice.id: choice for choice in machine.visible(_position(state))} if _fits(machine, state) else {}
    return tuple(visible[one] for one in shuffled(visible, state.seed, f"choices:{state.at}"))


def act(scenario: Scenario, state: ScenarioState, action: Action) -> Accepted | Refused:
    if isinstance(action, Rewind):
        return _rewind(scenario, state, action)
    if not isinstance(action, Choose):
        return refuse("unknown_action")
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


def _rewind(scenario: Scenario, state: ScenarioState, action: Rewind) -> Accepted | Refused:
    """The same play without the decisions from index `to` on; the sequence number goes on counting."""
    if type(action.to) is not int or not 0 <= action.to < len(state.path):
        return refuse("unknown_turn")
    back = start(scenario, state.seed)
    for place in state.path[: action.to]:
        outcome = act(scenario, back, Choose(place.partition("/")[2], back.seq))
        if isinstance(outcome, Refused) or not isinstance(outcome.state, ScenarioState):
            return refuse("broken")
        back = outcome.state
    return Accepted(replace(back, seq=state.seq + 1), (Event("rewound", back.at),))


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
