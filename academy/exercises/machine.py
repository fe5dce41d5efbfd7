"""The rules of a scenario as a machine: from a position and a choice to the next position. No scoring, no seed."""

import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from academy.exercises.scenario import Choice, Condition, Effect, Scenario, Step, Test

_OPERATORS: dict[str, Callable[[int, int], bool]] = {
    "<": operator.lt, "<=": operator.le, "=": operator.eq, "!=": operator.ne, ">=": operator.ge, ">": operator.gt,
}  # fmt: skip
_NOTHING: frozenset[str] = frozenset()


class Position(NamedTuple):
    """All that decides what can still happen. `done` when no decision is left."""

    at: str
    meters: tuple[int, ...]
    taken: frozenset[str] = _NOTHING
    fired: frozenset[str] = _NOTHING
    seen: frozenset[str] = _NOTHING
    done: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """Something to tell the learner.

    kind: meter | alarm | entered | critical | ended | answered | submitted | rewound.
    """

    kind: str
    name: str
    delta: int = 0
    value: int = 0


class Move(NamedTuple):
    position: Position
    gains: tuple[int, ...]  # points by competency, unweighted
    events: tuple[Event, ...]


class Machine:
    """Look-up tables of one scenario and the transition on them. Never raises, however broken the scenario is."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.steps: dict[str, Step] = {}
        for step in scenario.steps:
            self.steps.setdefault(step.id, step)
        self.meter_index = {meter.id: index for index, meter in enumerate(scenario.meters)}
        self.competency_index = {competency.id: index for index, competency in enumerate(scenario.competencies)}

    def start(self) -> Position:
        """The first decision (or the end, when the scenario leads to none)."""
        return self.opening().position

    def opening(self) -> Move:
        """The way to the first decision, as a move without a choice."""
        meters = tuple(min(max(meter.start, meter.min), meter.max) for meter in self.scenario.meters)
        position, events = self._enter(Position(self.scenario.start, meters), self.scenario.start)
        return Move(position, (0,) * len(self.scenario.competencies), tuple(events))

    def visible(self, position: Position) -> tuple[Choice, ...]:
        """The choices open at a position, in authored order."""
        step = self.steps.get(position.at)
        if position.done or step is None or step.kind != "scene":
            return ()
        return tuple(choice for choice in step.choices if self._open(position, step, choice))

    def choose(self, position: Position, choice: Choice) -> Move:
        """Takes a visible choice. Order: effects, mark as taken, first alarm that rings, then enter the target."""
        meters, events = self._move_meters(position.meters, choice.effects)
        place = f"{position.at}/{choice.id}"
        if choice.critical:
            events.append(Event("critical", place))
        moved = position._replace(meters=meters, taken=position.taken | {place})
        target = choice.target
        for alarm in self.scenario.alarms:
            if alarm.id not in moved.fired and self.holds(alarm.when, moved):
                moved, target = moved._replace(fired=moved.fired | {alarm.id}), alarm.target
                events.append(Event("alarm", alarm.id))
                break
        entered, more = self._enter(moved, target)
        return Move(entered, self.gains(choice), (*events, *more))

    def gains(self, choice: Choice) -> tuple[int, ...]:
        """Points a choice gives. Only a choice that cannot be repeated gives any."""
        points = [0] * len(self.competency_index)
        if not choice.repeatable:
            for effect in choice.effects:
                if effect.name in self.competency_index:
                    points[self.competency_index[effect.name]] += effect.delta
        return tuple(points)

    def holds(self, condition: Condition, position: Position) -> bool:
        return not condition or any(all(self._test(test, position) for test in group) for group in condition)

    def _test(self, test: Test, position: Position) -> bool:
        kind, _, rest = test.meter.partition(":")
        if kind == "seen":
            value = int(rest in position.seen)
        elif kind == "taken":
            value = int(rest in position.taken)
        elif test.meter in self.meter_index:
            value = position.meters[self.meter_index[test.meter]]
        else:
            return False
        compare = _OPERATORS.get(test.op)
        return compare is not None and compare(value, test.value)

    def _open(self, position: Position, step: Step, choice: Choice) -> bool:
        if not choice.repeatable and f"{step.id}/{choice.id}" in position.taken:
            return False
        return self.holds(choice.when, position)

    def _move_meters(self, meters: tuple[int, ...], effects: tuple[Effect, ...]) -> tuple[tuple[int, ...], list[Event]]:
        values = list(meters)
        for effect in effects:
            index = self.meter_index.get(effect.name)
            if index is not None:
                meter = self.scenario.meters[index]
                wanted = values[index] + effect.delta if effect.set is None else effect.set
                values[index] = min(max(wanted, meter.min), meter.max)
        events = [
            Event("meter", meter.id, values[index] - meters[index], values[index])
            for index, meter in enumerate(self.scenario.meters)
            if values[index] != meters[index]
        ]
        return tuple(values), events

    def _enter(self, position: Position, target: str) -> tuple[Position, list[Event]]:
        """Enters a step and follows routers. A missing target, a router in a circle or a scene without a visible
        choice ends the play on the spot: broken content must never trap a learner."""
        events: list[Event] = []
        for _ in range(len(self.steps) + 1):
            step = self.steps.get(target)
            if step is None:
                break
            meters, moved = self._move_meters(position.meters, step.on_enter)
            position = position._replace(at=step.id, meters=meters, seen=position.seen | {step.id})
            events += [*moved, Event("entered", step.id)]
            if step.kind == "scene" and self.visible(position):
                return position, events
            route = self._route(step, position)
            if route is None:
                break
            target = route
        events.append(Event("ended", position.at))
        return position._replace(done=True), events

    def _route(self, step: Step, position: Position) -> str | None:
        if step.kind != "router":
            return None
        return next((route.target for route in step.choices if self.holds(route.when, position)), None)
