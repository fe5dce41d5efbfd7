"""Making practice groups: three to five people of the same language, level and exercise, none with their own manager.

Pure, and the same people always give the same groups.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from hashlib import sha256

LEAST, MOST = 3, 5


@dataclass(frozen=True)
class Candidate:
    """`place`: language, level and exercise, from the widest to the narrowest that people may have in common."""

    id: int
    name: str
    department: str
    place: tuple[str, str, str]


@dataclass(frozen=True)
class Circle:
    """A group to be made. `shared`: what its people have in common, the first parts of their place."""

    shared: tuple[str, ...]
    people: tuple[Candidate, ...]


@dataclass(frozen=True)
class Proposal:
    """`left`: who finds no group yet, for want of people alike."""

    circles: tuple[Circle, ...]
    left: tuple[Candidate, ...]

    @property
    def mark(self) -> str:
        """The same for the same groups: what was previewed is what is made."""
        said = ";".join(",".join(str(one.id) for one in circle.people) for circle in self.circles)
        return sha256(said.encode()).hexdigest()[:16]


def propose(candidates: Iterable[Candidate], apart: Collection[frozenset[int]]) -> Proposal:
    """Groups of people alike in all three; who is left, in language and level; then in language alone. `apart`: pairs
    who never share a group (a person and their manager)."""
    left = sorted(candidates, key=lambda one: (one.department, one.name, one.id))
    circles: list[Circle] = []
    for shared in (3, 2, 1):
        alike: dict[tuple[str, ...], list[Candidate]] = defaultdict(list)
        for one in left:
            alike[one.place[:shared]].append(one)
        left = []
        for place in sorted(alike):
            made, over = _deal(alike[place], apart)
            circles += [Circle(place, people) for people in made]
            left += over
    return Proposal(tuple(circles), tuple(sorted(left, key=lambda one: (one.name, one.id))))


def _deal(people: list[Candidate], apart: Collection[frozenset[int]]) -> tuple[list[tuple[Candidate, ...]], list]:
    """Dealt in turn, so that departments mix; each to the smallest group they may be in. → groups, who is over."""
    if len(people) < LEAST:
        return [], people
    number = max(len(people) // 4, -(-len(people) // MOST))
    groups: list[list[Candidate]] = [[] for _group in range(number)]
    over = []
    for one in people:
        open_ones = [group for group in groups if len(group) < MOST and not _clash(one, group, apart)]
        min(open_ones, key=len).append(one) if open_ones else over.append(one)
    made = [tuple(group) for group in groups if len(group) >= LEAST]
    return made, over + [one for group in groups if len(group) < LEAST for one in group]


def _clash(one: Candidate, group: Iterable[Candidate], apart: Collection[frozenset[int]]) -> bool:
    return any(frozenset((one.id, other.id)) in apart for other in group)
