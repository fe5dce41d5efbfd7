"""The rules of a scenario as a machine: from a position and a choice to the next position. No scoring, no seed.

The scenario is compiled once: steps become indexes, and everything a test can ask about the past (steps seen, choices
taken, alarms fired) becomes one bit of an integer. Players and the exploration of all plays use the same transition.
"""

import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from academy.exercises.scenario import Choice, Condition, Effect, Meter, Scenario, Step, Test

_OPERATORS: dict[str, Callable[[int, int], bool]] = {
    "<": operator.lt, "<=": operator.le, "=": operator.eq, "!=": operator.ne, ">=": operator.ge, ">": operator.gt,
}  # fmt: skip
NOWHERE = -1  # the index of a step that does not exist


@dataclass(frozen=True, slots=True)
class Event:
    """Something to tell the learner.

    kind: meter | alarm | entered | critical | ended | answered | submitted | rewound …
    """

    kind: str
    name: str
    delta: int = 0
    value: int = 0


class Position(NamedTuple):
    """All that decides what can still happen. `flags` are bits (see Machine.flag); `done`: no decision is left."""

    step: int
    meters: tuple[int, ...]
    flags: int = 0
    done: bool = False


class Check(NamedTuple):
    """A compiled test: compares a flag (0 or 1) or a meter, by its number, with a value."""

    is_flag: bool
    number: int
    compare: Callable[[int, int], bool]
    value: int


Guard = tuple[tuple[Check, ...], ...]  # one group must hold, all checks in it; () always holds


class Shift(NamedTuple):
    """A compiled effect on the meter `number`, kept between low and high."""

    number: int
    delta: int
    set: int | None
    low: int
    high: int


class Move(NamedTuple):
    """A compiled choice: of a scene, or a route of a router."""

    choice: Choice
    place: str  # "step/choice"
    bit: int  # the flag "taken"
    when: Guard
    shifts: tuple[Shift, ...]
    target: int


class Routed(NamedTuple):
    """A route of a router that was tried on the way, and whether its test held."""

    move: Move
    held: bool


class Bell(NamedTuple):
    """A compiled alarm."""

    id: str
    bit: int
    when: Guard
    target: int


class Stage(NamedTuple):
    """A compiled step."""

    step: Step
    bit: int  # the flag "seen"
    moves: tuple[Move, ...]
    on_enter: tuple[Shift, ...]


class Taken(NamedTuple):
    """What a choice led to. `gains` are points by competency, unweighted."""

    position: Position
    gains: tuple[int, ...]
    events: tuple[Event, ...]


@lru_cache(maxsize=512)
def machine_of(scenario: Scenario) -> "Machine":
    return Machine(scenario)


class Machine:
    """The transition on one scenario. Total: never raises, however broken the scenario is."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.meter_numbers = {meter.id: number for number, meter in enumerate(scenario.meters)}
        self.competency_numbers = {one.id: number for number, one in enumerate(scenario.competencies)}
        self.step_numbers: dict[str, int] = {}
        for number, step in enumerate(scenario.steps):
            self.step_numbers.setdefault(step.id, number)
        self.steps = {id: scenario.steps[number] for id, number in self.step_numbers.items()}
        self._flags: dict[str, int] = {}
        self._number_flags()
        self.bells = tuple(
            Bell(alarm.id, self.flag(f"fired:{alarm.id}"), self._guard(alarm.when), self.number_of(alarm.target))
            for alarm in scenario.alarms
        )
        self.passing = self._guard(scenario.passing.when)
        self.stages = tuple(self._stage(step) for step in scenario.steps)

    # Names and numbers

    def _number_flags(self) -> None:
        names = ["", *(f"seen:{step.id}" for step in self.scenario.steps)]  # flag 0 is never set
        names += [f"taken:{step.id}/{choice.id}" for step in self.scenario.steps for choice in step.choices]
        names += [f"fired:{alarm.id}" for alarm in self.scenario.alarms]
        for name in names:
            self._flags.setdefault(name, len(self._flags))

    def flag(self, name: str) -> int:
        """The number of the bit for "seen:<step>", "taken:<step>/<choice>" or "fired:<alarm>"; 0 when unknown."""
        return self._flags.get(name, 0)

    def flags_of(self, names: Iterable[str]) -> int:
        bits = 0
        for name in names:
            bits |= 1 << self.flag(name)
        return bits & ~1

    def number_of(self, step_id: str) -> int:
        return self.step_numbers.get(step_id, NOWHERE)

    def name_of(self, position: Position) -> str:
        """The id of the step one is at; the start's when there is none."""
        return self.scenario.steps[position.step].id if position.step >= 0 else self.scenario.start

    # Compiling

    def _stage(self, step: Step) -> Stage:
        moves = tuple(self._move(step, choice) for choice in step.choices)
        return Stage(step, self.flag(f"seen:{step.id}"), moves, self._shifts(step.on_enter))

    def _move(self, step: Step, choice: Choice) -> Move:
        place = f"{step.id}/{choice.id}"
        return Move(
            choice, place, self.flag(f"taken:{place}"), self._guard(choice.when), self._shifts(choice.effects),
            self.number_of(choice.target),
        )  # fmt: skip

    def _guard(self, condition: Condition) -> Guard:
        return tuple(tuple(self._check(test) for test in group) for group in condition)

    def _check(self, test: Test) -> Check:
        compare = _OPERATORS.get(test.op, _never)
        if test.meter.startswith(("seen:", "taken:")):
            return Check(True, self.flag(test.meter), compare, test.value)
        number = self.meter_numbers.get(test.meter)
        return Check(True, 0, _never, 0) if number is None else Check(False, number, compare, test.value)

    def _shifts(self, effects: tuple[Effect, ...]) -> tuple[Shift, ...]:
        found = []
        for effect in effects:
            number = self.meter_numbers.get(effect.name)
            if number is not None:
                meter = self.scenario.meters[number]
                found.append(Shift(number, effect.delta, effect.set, meter.min, meter.max))
        return tuple(found)

    # Playing

    def start(self) -> Position:
        """The first decision (or the end, when the scenario leads to none)."""
        return self._start(None)

    def opening(self) -> Taken:
        """The way to the first decision, told as if a choice had led there."""
        trace: list[Event] = []
        return Taken(self._start(trace), (0,) * len(self.scenario.competencies), tuple(trace))

    def start_routes(self) -> list[Routed]:
        """What routers asked on the way to the first decision."""
        routes: list[Routed] = []
        self._start(None, routes)
        return routes

    def _start(self, trace: list[Event] | None, routes: list[Routed] | None = None) -> Position:
        meters = tuple(min(max(meter.start, meter.min), meter.max) for meter in self.scenario.meters)
        return self._enter(Position(NOWHERE, meters), self.number_of(self.scenario.start), trace, routes)

    def moves(self, position: Position) -> list[Move]:
        """The moves open at a position, in authored order."""
        if position.done or position.step < 0:
            return []
        return self._open(self.stages[position.step], position.meters, position.flags)

    def visible(self, position: Position) -> tuple[Choice, ...]:
        return tuple(move.choice for move in self.moves(position))

    def choose(self, position: Position, choice: Choice) -> Taken:
        """Takes an open choice and tells what happened; one that is not at hand changes nothing."""
        moves = self.stages[position.step].moves if position.step >= 0 else ()
        move = next((one for one in moves if one.choice == choice), None)
        if move is None:
            return Taken(position, (0,) * len(self.scenario.competencies), ())
        trace: list[Event] = []
        after = self.after(position, move, trace)
        return Taken(after, self.gains(choice), tuple(trace))

    def after(
        self, position: Position, move: Move, trace: list[Event] | None = None, routes: list[Routed] | None = None
    ) -> Position:
        """Order: effects, mark as taken, the first alarm that rings, then enter the target. `routes` collects what
        routers asked on the way."""
        meters = self._shifted(position.meters, move.shifts, trace)
        flags, target = position.flags | (1 << move.bit), move.target
        if move.choice.critical and trace is not None:
            trace.append(Event("critical", move.place))
        for bell in self.bells:
            if not flags >> bell.bit & 1 and _holds(bell.when, meters, flags):
                flags, target = flags | (1 << bell.bit), bell.target
                if trace is not None:
                    trace.append(Event("alarm", bell.id))
                break
        return self._enter(Position(position.step, meters, flags), target, trace, routes)

    def gains(self, choice: Choice) -> tuple[int, ...]:
        """Points a choice gives. Only a choice that cannot be repeated gives any (invariant I5)."""
        points = [0] * len(self.competency_numbers)
        if not choice.repeatable:
            for effect in choice.effects:
                number = self.competency_numbers.get(effect.name)
                if number is not None:
                    points[number] += effect.delta
        return tuple(points)

    def holds(self, move: Move, position: Position) -> bool:
        """Whether the condition of a move holds, taken already or not."""
        return _holds(move.when, position.meters, position.flags)

    def passes(self, position: Position) -> bool:
        """Whether the condition for passing holds."""
        return _holds(self.passing, position.meters, position.flags)

    def _open(self, stage: Stage, meters: tuple[int, ...], flags: int) -> list[Move]:
        if stage.step.kind != "scene":
            return []
        return [
            move
            for move in stage.moves
            if (move.choice.repeatable or not flags >> move.bit & 1) and _holds(move.when, meters, flags)
        ]

    def _shifted(
        self, meters: tuple[int, ...], shifts: tuple[Shift, ...], trace: list[Event] | None
    ) -> tuple[int, ...]:
        if not shifts:
            return meters
        values = list(meters)
        for number, delta, fixed, low, high in shifts:
            wanted = values[number] + delta if fixed is None else fixed
            values[number] = low if wanted < low else high if wanted > high else wanted
        if trace is not None:
            trace.extend(
                Event("meter", self.scenario.meters[number].id, new - old, new)
                for number, (old, new) in enumerate(zip(meters, values, strict=True))
                if new != old
            )
        return tuple(values)

    def _enter(
        self, position: Position, target: int, trace: list[Event] | None, routes: list[Routed] | None = None
    ) -> Position:
        """Enters a step and follows routers. A missing target, a router in a circle or a scene without a visible
        choice ends the play on the spot: broken content must never trap a learner."""
        at, meters, flags, _ = position
        for _ in range(len(self.stages) + 1):
            if target == NOWHERE:
                break
            at, stage = target, self.stages[target]
            meters = self._shifted(meters, stage.on_enter, trace)
            flags |= 1 << stage.bit
            if trace is not None:
                trace.append(Event("entered", stage.step.id))
            if stage.step.kind != "router":
                if self._open(stage, meters, flags):
                    return Position(at, meters, flags)
                break
            target = NOWHERE
            for move in stage.moves:
                held = _holds(move.when, meters, flags)
                if routes is not None:
                    routes.append(Routed(move, held))
                if held:
                    target = move.target
                    break
        if trace is not None:
            trace.append(Event("ended", self.scenario.steps[at].id if at >= 0 else self.scenario.start))
        return Position(at, meters, flags, True)


def holds_in(meters: tuple[Meter, ...], values: tuple[int, ...], condition: Condition) -> bool:
    """A condition on meters alone, outside a scenario: a test of anything else never holds."""
    numbers = {meter.id: number for number, meter in enumerate(meters[: len(values)])}
    guard = tuple(
        tuple(
            Check(False, numbers[test.meter], _OPERATORS.get(test.op, _never), test.value)
            if test.meter in numbers
            else Check(True, 0, _never, 0)
            for test in group
        )
        for group in condition
    )
    return _holds(guard, values, 0)


def _never(_have: int, _value: int) -> bool:
    return False


def _holds(guard: Guard, meters: tuple[int, ...], flags: int) -> bool:
    if not guard:
        return True
    for group in guard:
        for is_flag, number, compare, value in group:
            if not compare(flags >> number & 1 if is_flag else meters[number], value):
                break
        else:
            return True
    return False
