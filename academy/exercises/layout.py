"""Where the steps of a scenario stand on its map: layers from top to bottom, few crossings, no dragging.

The method is Sugiyama's: break circles, put every step below the longest way that leads to it, let long arrows pass
through empty places, then order each layer by the mean place of its neighbours, down and up a few times.
"""

from dataclasses import dataclass
from itertools import pairwise

from academy.exercises.scenario import Scenario, Step

NODE_WIDTH, NODE_HEIGHT = 168, 60
GAP_X, GAP_Y = 28, 62
SWEEPS = 8


@dataclass(frozen=True, slots=True)
class Node:
    """One step; `x`, `y` is its upper left corner in pixels. `lost`: nothing leads to it."""

    step: Step
    x: int
    y: int
    lost: bool = False

    @property
    def middle(self) -> int:
        return self.x + NODE_WIDTH // 2


@dataclass(frozen=True, slots=True)
class Arrow:
    """One choice or route. `points` from the source's foot to the target's head; `back` leads upwards or to itself."""

    source: str
    target: str
    choice: str
    text: str
    conditional: bool
    back: bool
    points: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Map:
    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]
    width: int
    height: int


def layout(scenario: Scenario) -> Map:
    """The map of a scenario, however broken: arrows to unknown steps are left out, lost steps stand below."""
    steps = {step.id: step for step in reversed(scenario.steps)}
    links = [(s.id, c.target, c) for s in steps.values() for c in s.choices if c.target in steps]
    order = _depth_first(scenario.start, steps)
    forward = {(a, b) for a, b, _ in links if a in order and b in order and order[a] > order[b]}
    layers = _layers(scenario, steps, order, forward)
    places, chains = _with_empty_places(layers, forward)
    rows = _ordered(places, chains)
    widest = max((len(row) for row in rows), default=1)
    width = widest * (NODE_WIDTH + GAP_X) + GAP_X
    spots = {
        name: (_left(index, len(row), width), GAP_X + level * (NODE_HEIGHT + GAP_Y))
        for level, row in enumerate(rows)
        for index, name in enumerate(row)
    }
    nodes = tuple(Node(step, *spots[step.id], lost=step.id not in order) for step in scenario.steps if step.id in spots)
    arrows = tuple(
        Arrow(a, b, choice.id, choice.text, bool(choice.when), (a, b) not in forward, _line(a, b, chains, spots))
        for a, b, choice in links
    )
    return Map(nodes, arrows, width, 2 * GAP_X + len(rows) * (NODE_HEIGHT + GAP_Y) - GAP_Y)


def _left(index: int, count: int, width: int) -> int:
    return (width - count * (NODE_WIDTH + GAP_X) + GAP_X) // 2 + index * (NODE_WIDTH + GAP_X)


def _depth_first(start: str, steps: dict[str, Step]) -> dict[str, int]:
    """Finishing numbers of a depth-first search: an arrow towards a lower number does not close a circle."""
    finished: dict[str, int] = {}
    opened: set[str] = set()
    stack = [(start, iter(_targets(steps, start)))] if start in steps else []
    opened.update(name for name, _ in stack)
    while stack:
        name, targets = stack[-1]
        following = next((target for target in targets if target not in opened), None)
        if following is None:
            finished[name] = len(finished)
            stack.pop()
        else:
            opened.add(following)
            stack.append((following, iter(_targets(steps, following))))
    return finished


def _targets(steps: dict[str, Step], name: str) -> list[str]:
    return [choice.target for choice in steps[name].choices if choice.target in steps]


def _layers(
    scenario: Scenario, steps: dict[str, Step], order: dict[str, int], forward: set[tuple[str, str]]
) -> dict[str, int]:
    """The longest way from the start to each step; alarms' targets too; what nothing leads to comes last."""
    level = dict.fromkeys(order, 0)
    below: dict[str, list[str]] = {}
    for a, b in sorted(forward):
        below.setdefault(a, []).append(b)
    for name in sorted(order, key=lambda one: -order[one]):
        for target in below.get(name, ()):
            level[target] = max(level[target], level[name] + 1)
    last = max(level.values(), default=-1)
    for step in scenario.steps:
        level.setdefault(step.id, last + 1)
    return level


Chains = dict[tuple[str, str], list[str]]


def _with_empty_places(level: dict[str, int], forward: set[tuple[str, str]]) -> tuple[list[list[str]], Chains]:
    """→ the names in each layer, and for each arrow the names it passes through, its ends included."""
    rows: list[list[str]] = [[] for _ in range(max(level.values(), default=0) + 1)]
    for name, depth in level.items():
        rows[depth].append(name)
    chains: Chains = {}
    for a, b in sorted(forward):
        between = [f"\0{a}\0{b}\0{depth}" for depth in range(level[a] + 1, level[b])]
        for depth, name in enumerate(between, level[a] + 1):
            rows[depth].append(name)
        chains[a, b] = [a, *between, b]
    return rows, chains


def _ordered(rows: list[list[str]], chains: Chains) -> list[list[str]]:
    """Each layer in the order of its neighbours' mean place, swept down and up."""
    above: dict[str, list[str]] = {}
    below: dict[str, list[str]] = {}
    for chain in chains.values():
        for upper, lower in pairwise(chain):
            below.setdefault(upper, []).append(lower)
            above.setdefault(lower, []).append(upper)
    for sweep in range(SWEEPS):
        down = sweep % 2 == 0
        neighbours = above if down else below
        for row in rows if down else reversed(rows):
            place = {name: index - len(r) / 2 for r in rows for index, name in enumerate(r)}
            row.sort(key=lambda name: _mean([place[one] for one in neighbours.get(name, ())], place[name]))
    return rows


def _mean(values: list[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _line(a: str, b: str, chains: Chains, spots: dict[str, tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    half = NODE_WIDTH // 2
    (ax, ay), (bx, by) = spots[a], spots[b]
    if (a, b) not in chains:  # back up, or sideways: out at the right side and in at the right side
        return ((ax + NODE_WIDTH, ay + NODE_HEIGHT // 2), (bx + NODE_WIDTH, by + NODE_HEIGHT // 2))
    points = [(ax + half, ay + NODE_HEIGHT)]
    for name in chains[a, b][1:-1]:
        x, y = spots[name]
        points += [(x + half, y), (x + half, y + NODE_HEIGHT)]
    return (*points, (bx + half, by))
