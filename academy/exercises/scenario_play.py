"""Playing a scenario: one choice after another."""

from dataclasses import replace

from academy.exercises.actions import Accepted, Action, Choose, Refused, Rewind, refuse
from academy.exercises.canonical import content_hash
from academy.exercises.machine import Event, Machine, Position, machine_of
from academy.exercises.scenario import Choice, Scenario, ScenarioState
from academy.exercises.shuffle import shuffled


def start(scenario: Scenario, seed: int) -> ScenarioState:
    """The state before the first choice; the seed only orders the choices shown."""
    machine = machine_of(scenario)
    position, points, events = machine.opening()
    status = "done" if position.done else "playing"
    at, seen = machine.name_of(position), _named(events, "entered")
    return ScenarioState(content_hash(scenario), seed, 0, at, position.meters, points, seen=seen, status=status)


def options(scenario: Scenario, state: ScenarioState) -> tuple[Choice, ...]:
    """The visible choices in display order."""
    machine = machine_of(scenario)
    visible = {one.id: one for one in machine.visible(position_of(machine, state))} if _fits(machine, state) else {}
    if not scenario.shuffled:
        return tuple(visible.values())
    return tuple(visible[one] for one in shuffled(visible, state.seed, f"choices:{state.at}"))


def act(scenario: Scenario, state: ScenarioState, action: Action) -> Accepted | Refused:
    if isinstance(action, Rewind):
        return _rewind(scenario, state, action)
    if not isinstance(action, Choose):
        return refuse("unknown_action")
    machine = machine_of(scenario)
    if not _fits(machine, state):
        return refuse("broken")
    position = position_of(machine, state)
    move = next((one for one in machine.moves(position) if one.choice.id == action.choice), None)
    if move is None:
        return refuse("unknown_choice")
    taken = machine.choose(position, move.choice)
    after = replace(
        state,
        seq=state.seq + 1,
        at=machine.name_of(taken.position),
        meters=taken.position.meters,
        points=tuple(old + new for old, new in zip(state.points, taken.gains, strict=True)),
        taken=state.taken | {move.place},
        fired=state.fired | _named(taken.events, "alarm"),
        critical=state.critical | _named(taken.events, "critical"),
        status="done" if taken.position.done else "playing",
        path=(*state.path, move.place),
        seen=state.seen | _named(taken.events, "entered"),
    )
    return Accepted(after, taken.events)


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


def position_of(machine: Machine, state: ScenarioState) -> Position:
    """The machine's view of a state."""
    flags = machine.flags_of(f"taken:{place}" for place in state.taken)
    flags |= machine.flags_of(f"seen:{step}" for step in state.seen)
    flags |= machine.flags_of(f"fired:{alarm}" for alarm in state.fired)
    return Position(machine.number_of(state.at), state.meters, flags, state.status != "playing")


def _named(events: tuple[Event, ...], kind: str) -> frozenset[str]:
    return frozenset(event.name for event in events if event.kind == kind)


def _fits(machine: Machine, state: ScenarioState) -> bool:
    scenario = machine.scenario
    sizes = len(state.meters) == len(scenario.meters) and len(state.points) == len(scenario.competencies)
    return sizes and state.at in machine.step_numbers
