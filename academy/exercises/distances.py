"""How many decisions are left: "2 to 4 more", read off the graph of positions."""

from collections import deque
from functools import lru_cache
from typing import NamedTuple

from academy.exercises.machine import Position
from academy.exercises.scenario import Scenario, ScenarioState
from academy.exercises.statespace import Space, key_of, space


class Distance(NamedTuple):
    """`most` is None when the story can go in circles from here, or was too large to be looked through."""

    least: int
    most: int | None


def distance(scenario: Scenario, state: ScenarioState) -> Distance | None:
    """Decisions from a state to the nearest and the farthest end; None when the state is not in the graph."""
    if state.status != "playing":
        return Distance(0, 0)
    position = Position(state.at, state.meters, state.taken, state.fired, state.seen)
    if len(state.meters) != len(scenario.meters):
        return None
    return _distances(scenario).get(key_of(scenario, position))


@lru_cache(maxsize=256)
def _distances(scenario: Scenario) -> dict[Position, Distance]:
    graph = space(scenario)
    backwards: dict[Position, list[Position]] = {}
    for key, edges in graph.edges.items():
        for following in {edge[2] for edge in edges}:
            backwards.setdefault(following, []).append(key)
    least, most = _nearest(graph, backwards), _farthest(graph, backwards)
    return {key: Distance(steps, most.get(key) if graph.complete else None) for key, steps in least.items()}


def _nearest(graph: Space, backwards: dict[Position, list[Position]]) -> dict[Position, int]:
    found = {key: 0 for key in graph.positions if not graph.edges.get(key)}
    waiting = deque(found)
    while waiting:
        key = waiting.popleft()
        for previous in backwards.get(key, ()):
            if previous not in found:
                found[previous] = found[key] + 1
                waiting.append(previous)
    return found


def _farthest(graph: Space, backwards: dict[Position, list[Position]]) -> dict[Position, int]:
    """Peels positions off from the ends: one that can come back to itself is never peeled, so it has no answer."""
    open_ways = {key: len({edge[2] for edge in graph.edges.get(key, ())}) for key in graph.positions}
    found = {key: 0 for key, ways in open_ways.items() if not ways}
    waiting = deque(found)
    while waiting:
        key = waiting.popleft()
        for previous in backwards.get(key, ()):
            open_ways[previous] -= 1
            if not open_ways[previous]:
                found[previous] = 1 + max(found[edge[2]] for edge in graph.edges[previous])
                waiting.append(previous)
    return found
