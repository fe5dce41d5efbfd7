"""Ways through a scenario: the shortest one to each ending, how many there are, and where clicking at random leads."""

import random
from collections import Counter, deque
from dataclasses import dataclass

from academy.exercises.exploration import Space, space
from academy.exercises.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Way:
    """`play` lists "step/choice" from the start to the step `end`."""

    end: str
    play: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShortestWays:
    """The fewest decisions from the start to every node: `came[n]` is (node before, place of the choice)."""

    order: list[int]
    came: dict[int, tuple[int, str] | None]

    def to(self, node: int) -> tuple[str, ...]:
        play = []
        while (step := self.came[node]) is not None:
            node, place = step
            play.append(place)
        return tuple(reversed(play))


def shortest(graph: Space) -> ShortestWays:
    """Breadth-first."""
    came: dict[int, tuple[int, str] | None] = {0: None}
    order = [0]
    for node in order:
        for move, following in graph.edges[node]:
            if following not in came:
                came[following] = (node, move.place)
                order.append(following)
    return ShortestWays(order, came)


def shortest_ways(scenario: Scenario) -> dict[str, Way]:
    """For each step where a play can end, the fewest decisions that lead there."""
    graph = space(scenario)
    ways = shortest(graph)
    found: dict[str, Way] = {}
    for node in ways.order:
        if graph.positions[node].done:
            end = graph.name_of(node)
            if end not in found:
                found[end] = Way(end, ways.to(node))
    return found


def way_to(scenario: Scenario, step: str) -> tuple[str, ...] | None:
    """The fewest decisions that lead to a step; None when no play goes there."""
    graph = space(scenario)
    ways = shortest(graph)
    return next((ways.to(node) for node in ways.order if graph.name_of(node) == step), None)


def count_plays(scenario: Scenario) -> int | None:
    """How many different plays there are; None when the story can go in circles or was only partly explored."""
    graph = space(scenario)
    circles = any(len(part) > 1 for part in graph.components) or any(
        following == node for node, edges in enumerate(graph.edges) for _, following in edges
    )
    if circles or not graph.complete:
        return None
    plays = [0] * len(graph.positions)
    for (node,) in graph.components:  # those without a way on come first
        plays[node] = sum(plays[following] for _, following in graph.edges[node]) or 1
    return plays[0]


def random_ends(scenario: Scenario, plays: int = 400, seed: int = 1) -> Counter[str]:
    """How often each step is the end when every choice is drawn by lot; `plays` plays, the same for the same seed."""
    lots, graph = random.Random(seed), space(scenario)
    ends: Counter[str] = Counter()
    for _ in range(plays):
        node = 0
        for _ in range(20 * (len(scenario.steps) + 1)):
            if not graph.edges[node]:
                break
            node = lots.choice(graph.edges[node])[1]
        ends[graph.name_of(node)] += 1
    return ends


@dataclass(frozen=True, slots=True)
class Distances:
    """By node, decisions to the nearest end and to the farthest (None: the story can go in circles from there)."""

    least: list[int | None]
    most: list[int | None]


def distances(graph: Space) -> Distances:
    size = len(graph.positions)
    before: list[list[int]] = [[] for _ in range(size)]
    for node, edges in enumerate(graph.edges):
        for following in {following for _, following in edges}:
            before[following].append(node)
    ends = [node for node in range(size) if not graph.edges[node]]
    return Distances(_nearest(before, ends, size), _farthest(graph, before, ends))


def _nearest(before: list[list[int]], ends: list[int], size: int) -> list[int | None]:
    found: list[int | None] = [None] * size
    waiting = deque((node, 0) for node in ends)
    while waiting:
        node, steps = waiting.popleft()
        if found[node] is None:
            found[node] = steps
            waiting.extend((previous, steps + 1) for previous in before[node])
    return found


def _farthest(graph: Space, before: list[list[int]], ends: list[int]) -> list[int | None]:
    """Peels nodes off from the ends: one that can come back to itself is never peeled, so it has no answer."""
    open_ways = [len({following for _, following in edges}) for edges in graph.edges]
    found: list[int | None] = [None] * len(open_ways)
    for node in ends:
        found[node] = 0
    waiting = deque(ends)
    while waiting:
        node = waiting.popleft()
        for previous in before[node]:
            open_ways[previous] -= 1
            if not open_ways[previous]:
                found[previous] = 1 + max(found[following] or 0 for _, following in graph.edges[previous])
                waiting.append(previous)
    return found
