"""What the exploration of all plays gives to every check: explored once for one run of lint."""

from dataclasses import dataclass, field
from functools import cached_property

from academy.exercises.exploration import Space, space
from academy.exercises.scenario import Scenario
from academy.exercises.scenario_result import passing_ending
from academy.exercises.statespace import best_points, values_of, worth_of
from academy.exercises.values import Values, Worth, solve
from academy.exercises.verdict import percent
from academy.exercises.ways import ShortestWays, shortest


@dataclass
class Judged:
    """`graph` holds the positions of the story, `ends` the same with the condition for passing told apart."""

    scenario: Scenario
    graph: Space = field(init=False)

    def __post_init__(self) -> None:
        self.graph = space(self.scenario)

    @cached_property
    def ends(self) -> Space:
        return space(self.scenario, True)

    @cached_property
    def worth(self) -> Worth:
        return worth_of(self.graph.machine)

    @cached_property
    def values(self) -> Values:
        return values_of(self.scenario)

    @cached_property
    def ways(self) -> ShortestWays:
        return shortest(self.graph)

    @property
    def possible(self) -> int:
        return best_points(self.scenario)

    @cached_property
    def passing_nodes(self) -> frozenset[int]:
        """Nodes of `ends` where a play ends as the rule for passing asks, points and red lines left aside."""
        allowed = {step.id for step in self.scenario.steps if passing_ending(self.scenario, step.id)}
        return frozenset(
            node
            for node, position in enumerate(self.ends.positions)
            if position.done and self.ends.name_of(node) in allowed and self.ends.machine.passes(position)
        )

    @cached_property
    def clean(self) -> Space:
        """`ends` without the red lines."""
        if not any(choice.critical for step in self.scenario.steps for choice in step.choices):
            return self.ends
        return self.ends.without(lambda move: bool(move.choice.critical))

    @cached_property
    def passing(self) -> Values:
        """The most points of a play that ends as asked and crosses no red line."""
        return solve(self.clean, self.worth, self.passing_nodes.__contains__)

    def score(self, points: int) -> int:
        return percent(points, self.possible)

    @cached_property
    def needed(self) -> int:
        """The fewest points whose score reaches the pass mark."""
        mark, possible = self.scenario.passing.score, self.possible
        points = max(0, (mark * possible) // 100 - 1)
        while points <= possible and percent(points, possible) < mark:
            points += 1
        return points

    @cached_property
    def regrets(self) -> dict[str, tuple[int, int]]:
        """By place of a choice: the least and the most it ever costs against the best there."""
        found: dict[str, tuple[int, int]] = {}
        for node, edges in enumerate(self.graph.edges):
            best = self.values.best[node]
            if best is None:
                continue
            for move, following in edges:
                ahead = self.values.best[following]
                if ahead is not None:
                    cost = best - self.worth(move) - ahead
                    low, high = found.get(move.place, (cost, cost))
                    found[move.place] = min(low, cost), max(high, cost)
        return found

    def good(self, place: str) -> bool:
        """Whether a choice is at least once the best there."""
        return self.regrets.get(place, (1, 1))[0] <= 0
