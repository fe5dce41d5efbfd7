"""Every state a scenario can reach, and the best sum of points from each: V*.

Only once-only choices carry points (lint E09), so no cycle of the state graph earns anything and V* can be found by
relaxing states until nothing improves. The same denominator V*(start) serves everybody, and every lost point has an
address: regret of a decision = V*(before) - (points of the choice + V*(after)) ≥ 0, and the regrets of a play add up
to what it missed.
"""

from collections import deque
from dataclasses import dataclass, field, replace
from functools import lru_cache

from academy.exercises.graph import cyclic_steps, tested_meters, tested_steps
from academy.exercises.scenario import Scenario, ScenarioState

LIMIT = 20_000
Key = tuple[object, ...]


@dataclass(slots=True)
class Space:
    """`edges[key]` lists (choice id, points earned, next key); `complete` is False when LIMIT stopped the search."""

    start: Key
    states: dict[Key, ScenarioState]
    edges: dict[Key, list[tuple[str, int, Key]]]
    best: dict[Key, int] = field(default_factory=dict)
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Decision:
    """One choice of a play: what it earned, what it cost against the best, and the best choice there."""

    step: str
    choice: str
    points: int
    regret: int
    best: str
    before: ScenarioState
    after: ScenarioState


@dataclass(frozen=True, slots=True)
class Debrief:
    """`decisive` is the index of the costliest decision, -1 when nothing was lost; `competencies` maps id to
    (earned, most that can be earned in it)."""

    decisions: tuple[Decision, ...]
    decisive: int
    best_play: tuple[str, ...]
    competencies: tuple[tuple[str, int, int], ...]


def weighted(scenario: Scenario, points: tuple[int, ...]) -> int:
    return sum(c.weight * p for c, p in zip(scenario.competencies, points, strict=True))


def key_of(scenario: Scenario, state: ScenarioState) -> Key:
    """What decides the future of a play: the step, the meters and visits some test reads, the choices used up where
    the story can go in circles. Not the points earned nor the way taken."""
    tested, circles = tested_meters(scenario), cyclic_steps(scenario)
    return (
        state.at,
        tuple(value for meter, value in zip(scenario.meters, state.meters, strict=True) if meter.id in tested),
        frozenset(name for name in state.taken if name.partition("/")[0] in circles),
        state.fired,
        state.seen & tested_steps(scenario),
        state.status,
    )


@lru_cache(maxsize=256)
def space(scenario: Scenario) -> Space:
    from academy.exercises.play import start

    first = replace(start(scenario, 0), version="")
    graph = Space(key_of(scenario, first), {key_of(scenario, first): first}, {})
    queue = deque([graph.start])
    while queue:
        key = queue.popleft()
        graph.edges[key] = []
        for choice, points, after in _moves(scenario, graph.states[key]):
            following = key_of(scenario, after)
            if following not in graph.states:
                if len(graph.states) >= LIMIT:
                    graph.complete = False
                    continue
                graph.states[following] = after
                queue.append(following)
            graph.edges[key].append((choice, points, following))
    _solve(graph)
    return graph


def _moves(scenario: Scenario, state: ScenarioState) -> list[tuple[str, int, ScenarioState]]:
    from academy.exercises.play import Accepted, Choose, options, play

    moves = []
    authored = {choice.id: i for i, choice in enumerate(step.choices)} if (step := scenario.step(state.at)) else {}
    for choice in sorted(options(scenario, state), key=lambda c: authored.get(c.id, 0)):
        outcome = play(scenario, state, Choose(choice.id, state.seq))
        if isinstance(outcome, Accepted):
            after = outcome.state
            gained = weighted(scenario, after.points) - weighted(scenario, state.points)
            # The way and the points do not decide the future: dropped, so that equal states meet.
            moves.append((choice.id, gained, replace(after, path=(), seq=0, points=tuple(0 for _ in after.points))))
    return moves


def _solve(graph: Space) -> None:
    backwards: dict[Key, set[Key]] = {}
    for key, edges in graph.edges.items():
        for _, _, following in edges:
            backwards.setdefault(following, set()).add(key)
    floor = -(10**9)
    graph.best = {key: floor if graph.edges.get(key) else 0 for key in graph.states}
    waiting = deque(key for key in graph.states if not graph.edges.get(key))
    rounds = 0
    limit = 50 * (len(graph.states) + 1)
    while waiting and rounds < limit:
        rounds += 1
        for previous in backwards.get(waiting.popleft(), ()):
            value = max(points + graph.best[following] for _, points, following in graph.edges[previous])
            if value > graph.best[previous]:
                graph.best[previous] = value
                waiting.append(previous)


def best_sum(scenario: Scenario) -> int:
    """P*: the best sum of weighted points any play earns."""
    graph = space(scenario)
    return max(0, graph.best[graph.start])


def _best_choice(graph: Space, key: Key) -> tuple[str, Key] | None:
    edges = graph.edges.get(key)
    if not edges:
        return None
    choice, _, following = max(edges, key=lambda edge: edge[1] + graph.best[edge[2]])
    return choice, following


def best_play(scenario: Scenario) -> tuple[str, ...]:
    """The reference play as "step/choice": the author's own when pinned, else the best one found."""
    if scenario.reference:
        return scenario.reference
    graph = space(scenario)
    key, path, seen = graph.start, [], set()
    while key not in seen and (move := _best_choice(graph, key)):
        seen.add(key)
        path.append(f"{graph.states[key].at}/{move[0]}")
        key = move[1]
    return tuple(path)


def debrief(scenario: Scenario, state: ScenarioState) -> Debrief:
    """Replays the path of `state` and says, decision by decision, what it was worth."""
    from academy.exercises.play import Accepted, Choose, play, start

    graph = space(scenario)
    current = start(scenario, state.seed)
    decisions = []
    for name in state.path:
        step, _, choice = name.partition("/")
        outcome = play(scenario, current, Choose(choice, current.seq))
        if not isinstance(outcome, Accepted):
            break
        after = outcome.state
        points = weighted(scenario, after.points) - weighted(scenario, current.points)
        before_value, after_value = (
            graph.best.get(key_of(scenario, current), 0),
            graph.best.get(key_of(scenario, after), 0),
        )
        move = _best_choice(graph, key_of(scenario, current))
        regret = max(0, before_value - points - after_value)
        decisions.append(Decision(step, choice, points, regret, move[0] if move else choice, current, after))
        current = after
    losses = [decision.regret for decision in decisions]
    decisive = losses.index(max(losses)) if losses and max(losses) > 0 else -1
    best = _most_per_competency(scenario)
    competencies = tuple(
        (competency.id, earned, most)
        for competency, earned, most in zip(scenario.competencies, current.points, best, strict=True)
    )
    return Debrief(tuple(decisions), decisive, best_play(scenario), competencies)


@lru_cache(maxsize=256)
def _most_per_competency(scenario: Scenario) -> tuple[int, ...]:
    return tuple(
        best_sum(
            replace(
                scenario,
                reference=(),
                competencies=tuple(replace(c, weight=1 if c.id == wanted.id else 0) for c in scenario.competencies),
            )
        )
        for wanted in scenario.competencies
    )
