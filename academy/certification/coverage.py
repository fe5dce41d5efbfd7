"""Coverage: how many voices each channel has on each topic, against a target; what a departure would uncover.

Ten thousand people share a few scopes: the database says for each person which scopes they hold (one row a person),
and everything else is counted on those few combinations.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Aggregate, Case, CharField, Exists, Min, OuterRef, Value, When
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils import timezone
from django.utils.translation import get_language

from academy.certification.lives import cells_of, freezes_of
from academy.certification.models import Award, CoverageTarget
from academy.certification.updates.acts import enforce
from academy.library.models import Channel, Topic
from academy.people.models import Brand, Department, Membership, User

DEFAULT, RED_TOPIC = 2, 3
SOON = timedelta(days=60)
MOST_NAMED = 150  # people offered by name to simulate a departure: those on whom most depends

Place = tuple[str, str]  # channel, topic


@dataclass(frozen=True)
class Axis:
    """A channel, a topic or a department, as the map needs it."""

    kind: str
    pk: int
    code: str
    name_fr: str
    name_en: str
    more: str = ""  # sensitivity of a topic, the key of the department above

    @property
    def name(self) -> str:
        return self.name_en if (get_language() or "fr").startswith("en") else self.name_fr


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


@dataclass(frozen=True)
class Scope:
    cells: frozenset[Place]  # those no stop switch holds, in the language asked for
    languages: tuple[str, ...]
    level_fr: str
    level_en: str


@dataclass
class Coverage:
    channels: list[Axis]
    topics: list[Axis]
    departments: list[Axis]
    cells: dict[Place, Cell]
    falls: list[tuple[Cell, Cell]]  # before and after a simulated departure
    languages: list[str]
    named: list[User] = field(default_factory=list)  # on whom most depends
    endings: list[Ending] = field(default_factory=list)
    voices: int = 0  # people with at least one right
    top_share: int = 0  # percent of all held cells that the busiest person holds
    concentration: float = 0.0  # Σ share², 1 when one person holds everything

    def rows(self) -> list[tuple[Axis, list[Cell]]]:
        return [(c, [self.cells[c.code, t.code] for t in self.topics]) for c in self.channels]

    def count(self, state: str) -> int:
        return sum(cell.state == state for cell in self.cells.values())

    def gaps(self) -> list[Cell]:
        """What is uncovered, then what is fragile, the emptiest first."""
        wanting = [cell for cell in self.cells.values() if cell.state in ("uncovered", "fragile")]
        return sorted(wanting, key=lambda cell: (cell.count > 0, cell.lasting - cell.target))


class Joined(Aggregate):
    """Distinct texts of a group in one, with commas."""

    function, allow_distinct, output_field = "GROUP_CONCAT", True, CharField()

    def __init__(self, expression):
        super().__init__(expression, distinct=True)

    def as_postgresql(self, compiler, connection):
        template = "STRING_AGG(%(distinct)s%(expressions)s, ',')"
        return self.as_sql(compiler, connection, template=template)


def coverage_of(
    brand: Brand, language="", department: "Department | str | None" = None, without=None, on: date | None = None
) -> Coverage:
    """The whole map in eight queries, the first of which lets missed deadlines count. `department` is one or its code,
    with everything below it; `without` the id of a person who would leave; `on` another day than today."""
    enforce(brand)
    today = on or timezone.localdate()
    axes = axes_of(brand)
    inside = _below(axes["department"], getattr(department, "code", department) or "")
    targets = {(t.channel_id, t.topic_id): t.minimum for t in CoverageTarget.objects.filter(brand=brand)}
    scopes, held = _scopes(brand, language, today), _held(brand, inside, today)
    groups = Counter(held.values())
    cells_per_group = {combination: _cells_in(combination, scopes) for combination in groups}
    before = _cells(axes, targets, _counts(groups, cells_per_group))
    cells = before
    if without in held:
        groups[held[without]] -= 1
        cells = _cells(axes, targets, _counts(groups, cells_per_group))
    found = Coverage(
        axes["channel"], axes["topic"], axes["department"], cells,
        [(before[place], cells[place]) for place in cells if cells[place].state != before[place].state],
        sorted({code for scope in scopes.values() for code in scope.languages}),
    )  # fmt: skip
    ending = _ending(brand, held, scopes, today)
    _name_people(found, before, held, cells_per_group, ending)
    _weigh(found, held, cells_per_group)
    return found


def axes_of(brand: Brand) -> dict[str, list[Axis]]:
    """Channels, topics and departments in their order: one query."""
    rows = Channel.objects.filter(brand=brand).values_list(
        _text("channel"), "pk", "code", "name_fr", "name_en", _text("")
    )
    topics = Topic.objects.filter(brand=brand).values_list(
        _text("topic"), "pk", "code", "name_fr", "name_en", "sensitivity"
    )
    above = Coalesce(Cast("parent_id", CharField()), _text(""))
    departments = Department.objects.filter(brand=brand).values_list(
        _text("department"), "pk", "code", "name", "name", above
    )
    found: dict[str, list[Axis]] = {"channel": [], "topic": [], "department": []}
    for row in rows.order_by().union(topics.order_by(), departments.order_by(), all=True):
        axis = Axis(*row)
        found[axis.kind].append(axis)
    for kind in ("channel", "topic"):
        found[kind].sort(key=lambda axis: axis.pk)
    found["department"].sort(key=lambda axis: axis.name_fr.casefold())
    return found


def _text(value: str) -> Value:
    return Value(value, output_field=CharField())


def _below(departments: list[Axis], code: str) -> list[int] | None:
    """Ids of the department and all below it; None when none is asked for."""
    chosen = {axis.pk for axis in departments if axis.code == code}
    if not chosen:
        return None
    while more := {a.pk for a in departments if a.more in {str(pk) for pk in chosen}} - chosen:
        chosen |= more
    return sorted(chosen)


def _scopes(brand: Brand, language: str, today: date) -> dict[str, Scope]:
    """Scope hash → what it opens today: a handful, whatever the number of awards. Two queries."""
    stops = [stop for stop in freezes_of(brand) if stop.holds_on(today)]
    running = Award.objects.filter(brand=brand, expires__gte=today).order_by()
    samples = running.values("scope_hash").annotate(first=Min("pk")).values("first")
    found = {}
    for key, scope, code in Award.objects.filter(pk__in=samples).values_list("scope_hash", "scope", "level__code"):
        codes, names = tuple(scope.get("languages") or ()), scope.get("level") or {}
        free = frozenset(cell for cell in cells_of(scope) if not any(stop.stops(code, *cell) for stop in stops))
        fits = not language or language in codes
        found[key] = Scope(free if fits else frozenset(), codes, names.get("fr", code), names.get("en", code))
    return found


def _held(brand: Brand, inside: list[int] | None, today: date) -> dict[int, str]:
    """Person → the scopes they hold, as "hash+,hash-": + lasts beyond 60 days. One query, one row a person."""
    members = Membership.objects.valid_on(today).filter(brand=brand, user__is_active=True)
    if inside is not None:
        members = members.filter(department__in=inside)
    lasts = Case(When(expires__gt=today + SOON, then=Value("+")), default=Value("-"), output_field=CharField())
    rows = Award.objects.for_brand(brand).in_force_on(today).filter(person__in=members.values("user")).order_by()
    return dict(rows.values_list("person_id").annotate(held=Joined(Concat("scope_hash", lasts))))


def _cells_in(combination: str, scopes: dict[str, Scope]) -> dict[Place, bool]:
    """Place → whether the right to it lasts."""
    found: dict[Place, bool] = {}
    for part in combination.split(","):
        scope = scopes.get(part[:-1])
        for place in scope.cells if scope else ():
            found[place] = found.get(place, False) or part[-1] == "+"
    return found


def _counts(groups: Counter, cells_per_group) -> dict[Place, list[int]]:
    counts: dict[Place, list[int]] = defaultdict(lambda: [0, 0])
    for combination, people in groups.items():
        for place, lasts in cells_per_group[combination].items():
            counts[place][0] += people
            counts[place][1] += people if lasts else 0
    return counts


def _cells(axes, targets, counts) -> dict[Place, Cell]:
    found = {}
    for c in axes["channel"]:
        for t in axes["topic"]:
            count, lasting = counts.get((c.code, t.code), (0, 0))
            target = targets.get((c.pk, t.pk), RED_TOPIC if t.more == "red" else DEFAULT)
            found[c.code, t.code] = Cell(c.code, t.code, count, lasting, target)
    return found


def _ending(brand: Brand, held: dict[int, str], scopes: dict[str, Scope], today: date, limit: int = 20):
    """(person id, scope, last day) of what ends within 60 days, soonest first."""
    newer = Award.objects.filter(
        person=OuterRef("person"), level=OuterRef("level"), cycle__gt=OuterRef("cycle"), issued__lte=today
    )
    soon = Award.objects.for_brand(brand).in_force_on(today).filter(expires__lte=today + SOON).exclude(Exists(newer))
    rows = soon.order_by("expires", "pk").values_list("person_id", "scope_hash", "expires")[: 10 * limit]
    return [(person, scopes[key], day) for person, key, day in rows if person in held and key in scopes][:limit]


def _name_people(found: Coverage, before, held, cells_per_group, ending) -> None:
    """Names of whose right ends soon and of those on whom most depends: one query for both."""
    tight = {place for place, cell in before.items() if cell.target and cell.count <= cell.target}
    weight = {group: (len(cells.keys() & tight), len(cells)) for group, cells in cells_per_group.items()}
    heavy = sorted(held, key=lambda person: weight[held[person]], reverse=True)[:MOST_NAMED]
    wanted = {*heavy, *(person for person, _scope, _day in ending)}
    people = User.objects.filter(pk__in=wanted).only("pk", "name", "email", "shown_name").in_bulk()
    found.named = sorted((people[pk] for pk in heavy if pk in people), key=lambda user: user.name.casefold())
    english = (get_language() or "fr").startswith("en")
    found.endings = [
        Ending(people[person].display_name, scope.level_en if english else scope.level_fr, day)
        for person, scope, day in ending
        if person in people
    ]


def _weigh(found: Coverage, held: dict[int, str], cells_per_group) -> None:
    """Share of voice: how much of all that is held lies with the busiest person, and Σ share² (DOMAIN §4)."""
    sizes = Counter(len(cells_per_group[combination]) for combination in held.values())
    total = sum(size * people for size, people in sizes.items())
    found.voices = sum(people for size, people in sizes.items() if size)
    if total:
        found.top_share = round(100 * max(sizes) / total)
        found.concentration = sum(people * (size / total) ** 2 for size, people in sizes.items())
