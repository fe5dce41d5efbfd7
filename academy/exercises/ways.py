"""Ways through a scenario: the shortest one to each ending, and where clicking at random leads."""

import random
from collections import Counter, deque
from dataclasses import dataclass

from academy.exercises.machine import Machine, Position
from academy.exercises.scenario import Scenario
from academy.exercises.statespace import space


@dataclass(frozen=True, slots=True)
class Way:
    """`play` lists "step/choice" from the start to the step `end`."""

    end: str
    play: tuple[str, ...]


def shortest_ways(scenario: Scenario) -> dict[str, Way]:
    """For each step where a play can end, the fewest decisions that lead there (breadth-first over positions)."""
    graph = space(scenario)
    came: dict[Position, tuple[Position, str] | None] = {graph.start: None}
    ways: dict[str, Way] = {}
    waiting = deque([graph.start])
    while waiting:
        key = waiting.popleft()
        if not graph.edges.get(key) and key.at not in ways:
            ways[key.at] = Way(key.at, _back(came, key))
        for choice, _, following in graph.edges.get(key, ()):
            if following not in came:
                came[following] = (key, f"{key.at}/{choice}")
                waiting.append(following)
    return ways


def _back(came: dict[Position, tuple[Position, str] | None], key: Position) -> tuple[str, ...]:
    play = []
    while (step := came[key]) is not None:
        key, name = step
        play.append(name)
    return tuple(reversed(play))


def count_plays(scenario: Scenario) -> int | None:
    """How many different plays there are; None when the story can go in circles or was only partly explored."""
    graph = space(scenario)
    if not graph.complete:
        return None
    order: list[Position] = []
    entered: set[Position] = set()
    left: set[Position] = set()
    stack = [(graph.start, False)]
    while stack:
        key, leaving = stack.pop()
        if leaving:
            left.add(key)
            order.append(key)
        elif key not in entered:
            entered.add(key)
            stack.append((key, True))
            stack += [(following, False) for _, _, following in graph.edges.get(key, ())]
            if any(following in entered - left for _, _, following in graph.edges.get(key, ())):
                return None
    plays: dict[Position, int] = {}
    for key in order:
        plays[key] = sum(plays[following] for _, _, following in graph.edges.get(key, ())) or 1
    return plays[graph.start]


def random_ends(scenario: Scenario, plays: int = 400, seed: int = 1) -> Counter[str]:
    """How often each step is the end when every choice is drawn by lot; `plays` plays, the same for the same seed."""
    lots, machine = random.Random(seed), Machine(scenario)
    ends: Counter[str] = Counter()
    for _ in range(plays):
        position = machine.start()
        for _ in range(20 * (len(scenario.steps) + 1)):
            choices = machine.visible(position)
            if not choices:
                break
            position = machine.choose(position, lots.choice(choices)).position
        ends[position.at] += 1
    return ends
