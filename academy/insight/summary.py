"""A manager's three questions: who may speak today, who is stuck, what ends soon. And progress by department."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Count, Max, Q
from django.utils import timezone

from academy.certification.models import Award
from academy.insight.progress import people_in
from academy.learning.models import Progress
from academy.people.models import Brand, Department, Membership

STUCK_AFTER = timedelta(days=21)
SOON = timedelta(days=60)
SHOWN = 4


@dataclass(frozen=True)
class Named:
    """A person in one of the lists, and since or until when."""

    name: str
    day: date
    what: str = ""


@dataclass(frozen=True)
class Shares:
    """How many people of a department are how far."""

    department: str
    done: int = 0
    running: int = 0
    new: int = 0

    @property
    def total(self) -> int:
        return self.done + self.running + self.new

    def _percent(self, part: int) -> float:
        return round(100 * part / self.total, 2) if self.total else 0

    @property
    def bars(self) -> list[tuple[str, str, str]]:
        """(state, offset, width) of the parts of a bar; texts with a point, as SVG wants them."""
        done, running = self._percent(self.done), self._percent(self.running)
        rest = 100 - done - running if self.new else 0
        parts = [("done", 0.0, done), ("running", done, running), ("new", done + running, rest)]
        return [(state, f"{start:.2f}%", f"{width:.2f}%") for state, start, width in parts if width > 0]


@dataclass(frozen=True)
class Summary:
    people: int
    may_speak: int
    levels: list[tuple[str, int]]
    stuck: list[Named]
    stuck_total: int
    ending: list[Named]
    ending_total: int
    shares: list[Shares] = field(default_factory=list)


def summary_of(brand: Brand, departments: list[Department] | None, language: str) -> Summary:
    """Seven queries, however many people."""
    people = people_in(brand, departments)
    awards = Award.objects.for_brand(brand).valid_on().filter(person__in=people)
    name = "level__name_en" if language == "en" else "level__name_fr"
    levels = (
        awards.values_list("level__order", name).annotate(n=Count("person", distinct=True)).order_by("level__order")
    )
    stuck, stuck_total = _stuck(brand, people)
    soon = timezone.localdate() + SOON
    ends = awards.filter(expires__lte=soon).order_by("expires", "pk").values_list("person__name", "expires", name)
    ending = [Named(person, day, level) for person, day, level in ends]
    return Summary(
        people=people.count(),
        may_speak=awards.values("person").distinct().count(),
        levels=[(level, n) for _order, level, n in levels],
        stuck=stuck,
        stuck_total=stuck_total,
        ending=ending[:SHOWN],
        ending_total=len(ending),
        shares=shares_of(brand, people),
    )


def stuck_in(brand: Brand):
    """One row per person with a course begun, not finished, and nothing touched for three weeks."""
    return (
        Progress.objects.filter(brand=brand)
        .values("person")
        .annotate(open=Count("pk", filter=Q(completed__isnull=True)), seen=Max("last_seen"))
        .filter(open__gt=0, seen__lt=timezone.now() - STUCK_AFTER)
    )


def _stuck(brand: Brand, people) -> tuple[list[Named], int]:
    """Stuck people, the longest pause first: those the card has room for, and how many in all."""
    rows = stuck_in(brand).filter(person__in=people).values("person__name", "seen").order_by("seen")
    found = [Named(row["person__name"], _day(row["seen"])) for row in rows]
    return found[:SHOWN], len(found)


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()


def shares_of(brand: Brand, people) -> list[Shares]:
    """One row per department, the largest first: people who finished all they began, are under way, have not begun."""
    open_courses = Count("pk", filter=Q(completed__isnull=True))
    mine = Progress.objects.filter(brand=brand, person__in=people).values_list("person").annotate(n=open_courses)
    states = {person: "running" if n else "done" for person, n in mine}
    members = Membership.objects.valid_on().filter(brand=brand, user__in=people)
    rows = members.order_by("pk").values_list("user", "department__name")
    homes: dict[int, str] = {}
    for person, department in rows:
        if department or person not in homes:
            homes[person] = homes.get(person) or department or ""
    counts: dict[str, Counter] = {}
    for person, department in homes.items():
        counts.setdefault(department, Counter())[states.get(person, "new")] += 1
    shares = [Shares(name, **dict(counter)) for name, counter in counts.items()]
    return sorted(shares, key=lambda one: (-one.total, one.department))
