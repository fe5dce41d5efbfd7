"""Every position a scenario can reach, and the best sum of points from each: V*.

Only once-only choices carry points, so no cycle earns anything and V* can be found by relaxing positions until
nothing improves. The same denominator V*(start) serves everybody, and every lost point has an address: regret of a
decision = V*(before) - (points of the choice + V*(after)) ≥ 0, and the regrets of a play add up to what it missed.
"""

from collections import deque
from dataclasses import dataclass, field, replace
from functools import lru_cache

from academy.exercises.graph import cyclic_steps, tested_choices, tested_meters, tested_steps
from academy.exercises.machine import Machine, Position
from academy.exercises.scenario import Scenario, ScenarioState

LIMIT = 20_000


@dataclass(slots=True)
class Space:
    """`edges[key]` lists (choice id, points earned, next key); `complete` is False when LIMIT stopped the search."""

    start: Position
    positions: dict[Position, Position]
    edges: dict[Position, list[tuple[str, int, Position]]]
    best: dict[Position, int] = field(default_factory=dict)
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Decision:
    """One choice of a play: what it earned, what it cost against the best, and the best choice there."""

    step: str
    choice: str
    points: int
    regret: int
    best: str
    meters_before: tuple[int, ...]
    meters_after: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Debrief:
    """`decisive` is the index of the costliest decision, -1 when nothing was lost; `competencies` lists
    (id, earned, most that can be earned in it)."""

    decisions: tuple[Decision, ...]
    decisive: int
    best_play: tuple[str, ...]
    competencies: tuple[tuple[str, int, int], ...]


def _weighted(scenario: Scenario, gains: tuple[int, ...]) -> int:
    return sum(c.weight * gain for c, gain in zip(scenario.competencies, gains, strict=True))


def key_of(scenario: Scenario, position: Position) -> Position:
    """What decides the future of a play: the step, the meters and visits some test reads, the choices used up where
    the story can go in circles. Not the way taken."""
    tested, circles, choices = tested_meters(scenario), cyclic_steps(scenario), tested_choices(scenario)
    return position._replace(
        meters=tuple(
            value if meter.id in tested else 0 for meter, value in zip(scenario.meters, position.meters, strict=True)
        ),
        taken=frozenset(n for n in position.taken if n.partition("/")[0] in circles or n in choices),
        seen=position.seen & tested_steps(scenario),
    )


@lru_cache(maxsize=256)
def space(scenario: Scenario) -> Space:
    machine = Machine(scenario)
    first = machine.start()
    start = key_of(scenario, first)
    graph = Space(start, {start: first}, {})
    queue = deque([start])
    while queue:
        key = queue.popleft()
        graph.edges[key] = []
        position = graph.positions[key]
        for choice in machine.visible(position):
            move = machine.choose(position, choice)
            following = key_of(scenario, move.position)
            if following not in graph.positions:
                if len(graph.positions) >= LIMIT:
                    graph.complete = False
                    continue
                graph.positions[following] = move.position
                queue.append(following)
            graph.edges[key].append((choice.id, _weighted(scenario, move.gains), following))
    _solve(graph)
    return graph


def _solve(graph: Space) -> None:
    backwards: dict[Position, set[Position]] = {}
    for key, edges in graph.edges.items():
        for _, _, following in edges:
            backwards.setdefault(following, set()).add(key)
    floor = -(10**9)
    graph.best = {key: floor if graph.edges.get(key) else 0 for key in graph.positions}
    waiting = deque(key for key in graph.positions if not graph.edges.get(key))
    rounds = 50 * (len(graph.positions) + 1)
    while waiting and rounds:
        rounds -= 1
        for previous in backwards.get(waiting.popleft(), ()):
            value = max(points + graph.best[following] for _, points, following in graph.edges[previous])
            if value > graph.best[previous]:
                graph.best[previous] = value
                waiting.append(previous)


def best_points(scenario: Scenario) -> int:
    """P*: the best sum of weighted points any play earns."""
    graph = space(scenario)
    return max(0, graph.best[graph.start])


def _best_move(graph: Space, key: Position) -> tuple[str, Position] | None:
    edges = graph.edges.get(key)
    if not edges:
        return None
    choice, _, following = max(edges, key=lambda edge: edge[1] + graph.best[edge[2]])
    return choice, following


def best_play(scenario: Scenario) -> tuple[str, ...]:
    """The example play as "step/choice": the author's own when pinned, else the best one found."""
    if scenario.reference:
        return scenario.reference
    graph = space(scenario)
    key, path, seen = graph.start, [], set()
    while key not in seen and (move := _best_move(graph, key)):
        seen.add(key)
        path.append(f"{key.at}/{move[0]}")
        key = move[1]
    return tuple(path)


def debrief(scenario: Scenario, state: ScenarioState) -> Debrief:
    """Replays the path of `state` and says, decision by decision, what it was worth."""
    graph, machine = space(scenario), Machine(scenario)
    position = machine.start()
    decisions = []
    for name in state.path:
        choice = scenario.choice(name)
        if choice is None or choice not in machine.visible(position):
            break
        move = machine.choose(position, choice)
        points = _weighted(scenario, move.gains)
        here, there = key_of(scenario, position), key_of(scenario, move.position)
        best = _best_move(graph, here)
        regret = max(0, graph.best.get(here, 0) - points - graph.best.get(there, 0))
        decisions.append(
            Decision(
                position.at,
                choice.id,
                points,
                regret,
                best[0] if best else choice.id,
                position.meters,
                move.position.meters,
            )
        )
        position = move.position
    losses = [decision.regret for decision in decisions]
    decisive = losses.index(max(losses)) if losses and max(losses) > 0 else -1
    most = _most_per_competency(scenario)
    competencies = tuple(
        (competency.id, earned, limit)
        for competency, earned, limit in zip(scenario.competencies, state.points, most, strict=True)
    )
    return Debrief(tuple(decisions), decisive, best_play(scenario), competencies)


@lru_cache(maxsize=256)
def _most_per_competency(scenario: Scenario) -> tuple[int, ...]:
    def alone(wanted: str) -> Scenario:
        competencies = tuple(replace(c, weight=int(c.id == wanted)) for c in scenario.competencies)
        return replace(scenario, competencies=competencies)

    return tuple(best_points(alone(competency.id)) for competency in scenario.competencies)
