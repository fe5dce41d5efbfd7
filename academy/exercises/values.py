"""The best sum of points from every node of a space: V*.

Only choices that can be taken once carry points, and taking one changes a live flag for good, so no circle of the
space earns anything: inside a component all nodes are worth the same, the best way out of it. One pass over the
components, last ones first, finds every value: O(nodes + edges).
"""

from collections.abc import Callable
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from academy.exercises.exploration import Space
from academy.exercises.machine import Move

Worth = Callable[[Move], int]
NO_MOVE = -1


@dataclass(frozen=True, slots=True)
class Values:
    """By node: `best` (None when no play from there ends as asked), the number of the `edge` that leads there
    (NO_MOVE at an end), and how many decisions are `left` on that way."""

    best: list[int | None]
    edge: list[int]
    left: list[int]


@dataclass(order=True, slots=True)
class _Exit:
    rank: tuple[int, int]  # the smaller the better: (minus the value, decisions left)
    node: int
    edge: int


def solve(graph: Space, worth: Worth, counts: Callable[[int], bool] | None = None, *, worst: bool = False) -> Values:
    """The most points (or with `worst` the fewest) a play can earn that ends at a node that counts.

    Equal points: fewest decisions, then authored order.
    """
    size = len(graph.positions)
    values = Values([None] * size, [NO_MOVE] * size, [0] * size)
    part_of = [0] * size
    for number, part in enumerate(graph.components):
        for node in part:
            part_of[node] = number
    sign = -1 if worst else 1
    for part in graph.components:
        exits = [found for node in part if (found := _way_out(graph, values, worth, counts, part_of, node, sign))]
        if not exits:
            continue
        top = min(found.rank[0] for found in exits)
        exits = [found for found in exits if found.rank[0] == top]
        if len(part) == 1:
            _settle(values, exits[0], -top * sign)
        else:
            _spread(graph, values, part_of, exits, -top * sign)
    return values


def _way_out(
    graph: Space, values: Values, worth: Worth, counts: Callable[[int], bool] | None, part_of: list[int], node: int,
    sign: int,
) -> _Exit | None:  # fmt: skip
    """The best that can be done at a node without staying in its component."""
    edges = graph.edges[node]
    if graph.positions[node].done:
        return _Exit((0, 0), node, NO_MOVE) if counts is None or counts(node) else None
    found: _Exit | None = None
    for number, (move, following) in enumerate(edges):
        ahead = values.best[following]
        if ahead is None or part_of[following] == part_of[node]:
            continue
        rank = (-sign * (worth(move) + ahead), values.left[following] + 1)
        if found is None or rank < found.rank:
            found = _Exit(rank, node, number)
    return found


def _settle(values: Values, found: _Exit, value: int) -> None:
    values.best[found.node], values.edge[found.node], values.left[found.node] = value, found.edge, found.rank[1]


def _spread(graph: Space, values: Values, part_of: list[int], exits: list[_Exit], value: int) -> None:
    """Inside a circle: every node takes the shortest way to a best exit."""
    part = part_of[exits[0].node]
    before: dict[int, list[tuple[int, int]]] = {}
    waiting = list(exits)
    heapify(waiting)
    for node in graph.components[part]:
        for number, (_, following) in enumerate(graph.edges[node]):
            if part_of[following] == part:
                before.setdefault(following, []).append((node, number))
    while waiting:
        found = heappop(waiting)
        if values.best[found.node] is not None:
            continue
        _settle(values, found, value)
        for node, number in before.get(found.node, ()):
            if values.best[node] is None:
                heappush(waiting, _Exit((found.rank[0], found.rank[1] + 1), node, number))
