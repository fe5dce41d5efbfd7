"""Every position a scenario can reach, as a graph: the plays of a scenario are its paths."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from academy.exercises.components import components
from academy.exercises.liveness import Liveness
from academy.exercises.machine import Machine, Move, Position, machine_of
from academy.exercises.scenario import Scenario

LIMIT = 25_000  # positions


@dataclass(frozen=True, slots=True)
class Space:
    """Nodes are numbered, the start is 0. `positions[n]` is one real position of node n, `edges[n]` its open moves
    in authored order with the node each leads to. `components` lists the strongly connected parts, those without a
    way on first. Not `complete`: LIMIT stopped the search, and edges to what was not reached are missing."""

    machine: Machine
    liveness: Liveness
    numbers: dict[Position, int]
    positions: list[Position]
    edges: list[list[tuple[Move, int]]]
    components: list[list[int]]
    complete: bool

    def number_of(self, position: Position) -> int | None:
        return self.numbers.get(self.liveness.key(position))

    def name_of(self, node: int) -> str:
        """The id of the step where the node is."""
        return self.machine.name_of(self.positions[node])

    def without(self, barred: Callable[[Move], bool]) -> "Space":
        """The same nodes without the moves barred."""
        edges = [[edge for edge in edges if not barred(edge[0])] for edges in self.edges]
        return Space(
            self.machine, self.liveness, self.numbers, self.positions, edges, components(_plain(edges)), self.complete
        )


@lru_cache(maxsize=16)  # large ones weigh tens of megabytes
def space(scenario: Scenario, judged: bool = False, limit: int = LIMIT) -> Space:
    """Breadth-first from the start. `judged`: nodes also differ where the condition for passing does."""
    machine = machine_of(scenario)
    if judged and not scenario.passing.when:
        return space(scenario) if limit == LIMIT else space(scenario, limit=limit)  # one entry of the cache
    liveness = Liveness(machine, judged)
    first = machine.start()
    numbers, positions = {liveness.key(first): 0}, [first]
    edges: list[list[tuple[Move, int]]] = []
    complete = True
    waiting = deque([first])
    while waiting:
        position = waiting.popleft()
        found: list[tuple[Move, int]] = []
        edges.append(found)
        for move in machine.moves(position):
            following = machine.after(position, move)
            key = liveness.key(following)
            number = numbers.get(key)
            if number is None:
                if len(positions) >= limit:
                    complete = False
                    continue
                number = numbers[key] = len(positions)
                positions.append(following)
                waiting.append(following)
            found.append((move, number))
    return Space(machine, liveness, numbers, positions, edges, components(_plain(edges)), complete)


def _plain(edges: list[list[tuple[Move, int]]]) -> list[list[int]]:
    return [[following for _, following in found] for found in edges]
