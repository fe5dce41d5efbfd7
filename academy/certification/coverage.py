"""Coverage: how many voices each channel has on each topic, against a target; what a departure would uncover."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Min
from django.utils import timezone

from academy.certification.lives import cells_of, freezes_of
from academy.certification.models import Award, CoverageTarget
from academy.library.models import Channel, Topic
from academy.people.models import Brand, Department, Membership

DEFAULT, RED_TOPIC = 2, 3
SOON = timedelta(days=60)


@dataclass(frozen=True)
class Cell:
    channel: str
    topic: str
    count: int  # people who may speak today
    lasting: int  # those whose right does not end within 60 days
    target: int

    @property
    def state(self) -> str:
        """none wanted, uncovered (red), fragile (amber) or covered (green); soon counts as lost."""
        if not self.target:
            return "idle"
        if not self.count:
            return "uncovered"
        return "covered" if self.lasting >= self.target else "fragile"


@dataclass(frozen=True)
class Ending:
    person: str
    level: str
    expires: date


@dataclass
class Coverage:
    channels: list[Channel]
    topics: list[Topic]
    cells: dict[tuple[str, str], Cell]
    holders: dict[int, set[tuple[str, str]]]  # person → cells
    falls: list[tuple[Cell, Cell]]  # before and after a simulated departure
    languages: list[str]

    def rows(self) -> list[tuple[Channel, list[Cell]]]:
        return [(c, [self.cells[c.code, t.code] for t in self.topics]) for c in self.channels]

    def count(self, state: str) -> int:
        return sum(cell.state == state for cell in self.cells.values())


def coverage_of(
    brand: Brand, language="", department: Department | None = None, without: int | None = None
) -> Coverage:
    """The whole map in seven queries: people are grouped by the few distinct scopes there are."""
    today = timezone.localdate()
    channels, topics = list(Channel.objects.filter(brand=brand)), list(Topic.objects.filter(brand=brand))
    targets = {(t.channel_id, t.topic_id): t.minimum for t in CoverageTarget.objects.filter(brand=brand)}
    scopes = _scopes(brand, language, today)
    people = _people(brand, department, today)
    held = _held(brand, people, scopes, today)
    before = _cells(channels, topics, targets, held, None)
    cells = _cells(channels, topics, targets, held, without) if without else before
    falls = [(before[k], cells[k]) for k in cells if cells[k].state != before[k].state]
    holders = {person: {c for c, _long in cells_} for person, cells_ in held.items()} if len(held) < 2_000 else {}
    spoken = sorted({code for _cells_, codes in scopes.values() for code in codes})
    return Coverage(channels, topics, cells, holders, falls, spoken)


def _scopes(brand: Brand, language: str, today: date):
    """Scope hash → (its open cells, its languages): a handful, whatever the number of awards."""
    stops = [stop for stop in freezes_of(brand) if stop.holds_on(today)]
    found = {}
    running = Award.objects.filter(brand=brand, expires__gte=today).order_by()
    samples: dict[str, int] = {}
    for key, pk in running.values_list("scope_hash").annotate(Min("pk")):
        samples[key] = pk
    told = Award.objects.filter(pk__in=samples.values()).select_related("level")
    scopes = {award.scope_hash: (award.scope, award.level.code) for award in told}
    for key, (scope, code) in scopes.items():
        codes = scope.get("languages") or []
        free = frozenset(cell for cell in cells_of(scope) if not any(stop.stops(code, *cell) for stop in stops))
        found[key] = (free if not language or language in codes else frozenset(), codes)
    return found


def _people(brand: Brand, department: Department | None, today: date) -> set[int]:
    inside = Membership.objects.valid_on(today).filter(brand=brand, user__is_active=True)
    if department:
        inside = inside.filter(department__in=department.with_descendants())
    return set(inside.values_list("user_id", flat=True))


def _held(brand: Brand, people: set[int], scopes, today: date):
    """Person → {(cell, does it last beyond 60 days)}."""
    running = Award.objects.for_brand(brand).in_force_on(today).order_by()
    per_person: dict[int, set] = defaultdict(set)
    late = today + SOON
    for person, key, expires in running.values_list("person_id", "scope_hash", "expires"):
        if person in people:
            per_person[person].add((key, expires > late))
    known: dict[frozenset, frozenset] = {}
    held = {}
    for person, keys in per_person.items():
        group = frozenset(keys)
        if group not in known:
            lasting = {cell for key, long in group if long for cell in scopes[key][0]}
            ending = {cell for key, long in group if not long for cell in scopes[key][0]} - lasting
            known[group] = frozenset({(c, True) for c in lasting} | {(c, False) for c in ending})
        held[person] = known[group]
    return held


def _cells(channels, topics, targets, held, without) -> dict[tuple[str, str], Cell]:
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    groups: dict[frozenset, int] = defaultdict(int)
    for person, cells in held.items():
        groups[cells] += person != without
    for cells, people in groups.items():
        for cell, lasts in cells:
            counts[cell][0] += people
            counts[cell][1] += people if lasts else 0
    return {
        (c.code, t.code): Cell(
            c.code, t.code, *counts[c.code, t.code],
            targets.get((c.pk, t.pk), RED_TOPIC if t.sensitivity == "red" else DEFAULT),
        )
        for c in channels
        for t in topics
    }  # fmt: skip


def endings(brand: Brand, today: date, limit: int = 20) -> list[Ending]:
    """What ends within 60 days, soonest first."""
    soon = Award.objects.for_brand(brand).valid_on(today).filter(expires__lte=today + SOON)
    rows = soon.select_related("level").order_by("expires")[:limit]
    return [Ending(award.holder, award.level.name, award.expires) for award in rows]
