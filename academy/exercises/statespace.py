"""What the plays of a scenario are worth: the best sum of points, the best play, and the debrief of one play.

The same denominator P* = V*(start) serves everybody, and every lost point has an address: the regret of a decision is
V*(before) - (points of the choice + V*(after)) ≥ 0, and the regrets of a play add up to what it missed.
"""

from dataclasses import dataclass
from functools import lru_cache

from academy.exercises.exploration import LIMIT, Space, space
from academy.exercises.machine import Machine, Move, machine_of
from academy.exercises.scenario import Scenario, ScenarioState
from academy.exercises.values import NO_MOVE, Values, Worth, solve

__all__ = ["LIMIT", "Debrief", "Decision", "Space", "best_play", "best_points", "debrief", "space", "values_of"]


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


def worth_of(machine: Machine) -> Worth:
    """The weighted points of a move."""
    weights = tuple(competency.weight for competency in machine.scenario.competencies)
    known: dict[str, int] = {}

    def worth(move: Move) -> int:
        points = known.get(move.place)
        if points is None:
            points = sum(w * gain for w, gain in zip(weights, machine.gains(move.choice), strict=True))
            known[move.place] = points
        return points

    return worth


@lru_cache(maxsize=16)
def values_of(scenario: Scenario) -> Values:
    """V* at every position."""
    graph = space(scenario)
    return solve(graph, worth_of(graph.machine))


@lru_cache(maxsize=1024)
def best_points(scenario: Scenario) -> int:
    """P*: the best sum of weighted points any play earns. When the space was too large to explore: the best known,
    which counts the pinned reference play."""
    best = values_of(scenario).best[0] or 0
    if not space(scenario).complete:
        best = max(best, _points_of(scenario, scenario.reference))
    return max(0, best)


def _points_of(scenario: Scenario, play: tuple[str, ...]) -> int:
    machine = machine_of(scenario)
    worth = worth_of(machine)
    return sum(worth(move) for _, move in _walk(machine, play))


@lru_cache(maxsize=1024)
def best_play(scenario: Scenario) -> tuple[str, ...]:
    """The example play as "step/choice": the author's own when pinned, else the best one found."""
    return scenario.reference or found_play(scenario)


def found_play(scenario: Scenario) -> tuple[str, ...]:
    """The best play there is, whatever the author pinned."""
    return play_from(space(scenario), values_of(scenario), 0)


def play_from(graph: Space, values: Values, node: int) -> tuple[str, ...]:
    """The play that earns the values from a node on."""
    path = []
    while values.edge[node] != NO_MOVE:
        move, node = graph.edges[node][values.edge[node]]
        path.append(move.place)
    return tuple(path)


def _walk(machine: Machine, play: tuple[str, ...]) -> list[tuple[tuple[int, ...], Move]]:
    """The moves of a play with the meters before each, up to the first that is not open."""
    position, found = machine.start(), []
    for place in play:
        move = next((one for one in machine.moves(position) if one.place == place), None)
        if move is None:
            break
        found.append((position.meters, move))
        position = machine.after(position, move)
    return found


def debrief(scenario: Scenario, state: ScenarioState) -> Debrief:
    """Replays the path of `state` and says, decision by decision, what it was worth."""
    graph, values, machine = space(scenario), values_of(scenario), machine_of(scenario)
    worth = worth_of(machine)
    position = machine.start()
    decisions = []
    for _, move in _walk(machine, state.path):
        after = machine.after(position, move)
        here, there = graph.number_of(position), graph.number_of(after)
        best, regret = move.choice.id, 0
        if here is not None and values.edge[here] != NO_MOVE:
            best = graph.edges[here][values.edge[here]][0].choice.id
            ahead = values.best[there] if there is not None else None
            regret = max(0, (values.best[here] or 0) - worth(move) - (ahead or 0))
        step = machine.name_of(position)
        decisions.append(Decision(step, move.choice.id, worth(move), regret, best, position.meters, after.meters))
        position = after
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
    """The most any complete play can earn in each competency, unweighted."""
    graph = space(scenario)

    def most(number: int) -> int:
        return solve(graph, lambda move: graph.machine.gains(move.choice)[number]).best[0] or 0

    return tuple(max(0, most(number)) for number in range(len(scenario.competencies)))
