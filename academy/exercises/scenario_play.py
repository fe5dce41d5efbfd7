"""Playing a scenario: one choice after another."""

from dataclasses import replace

from academy.exercises.actions import Accepted, Action, Choose, Refused, refuse
from academy.exercises.canonical import content_hash
from academy.exercises.machine import Machine, Position
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
