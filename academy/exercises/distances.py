"""How many decisions are left: "2 to 4 more", read off the graph of positions."""

from functools import lru_cache
from typing import NamedTuple

from academy.exercises.exploration import space
from academy.exercises.scenario import Scenario, ScenarioState
from academy.exercises.scenario_play import position_of
from academy.exercises.ways import Distances, distances


class Distance(NamedTuple):
    """`most` is None when the story can go in circles from here, or was too large to be looked through."""

    least: int
    most: int | None


def distance(scenario: Scenario, state: ScenarioState) -> Distance | None:
    """Decisions from a state to the nearest and the farthest end; None when the state is not in the graph."""
    if state.status != "playing":
        return Distance(0, 0)
    if len(state.meters) != len(scenario.meters):
        return None
    graph = space(scenario)
    node = graph.number_of(position_of(graph.machine, state))
    if node is None:
        return None
    found = _distances(scenario)
    least = found.least[node]
    return None if least is None else Distance(least, found.most[node] if graph.complete else None)


@lru_cache(maxsize=16)
def _distances(scenario: Scenario) -> Distances:
    return distances(space(scenario))
