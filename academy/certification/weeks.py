"""Counting weeks: every night the running one and the one before; older ones when asked for."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from academy.certification.coverage import coverage_of
from academy.certification.models import Award, WeekFigures
from academy.learning.models import Attempt, Progress, StepCompletion
from academy.people.models import Brand, Membership

WEEK = timedelta(days=7)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def count_weeks(brand: Brand, weeks: int = 2) -> int:
    """Counts the last `weeks` weeks anew, the running one included; → how many. Run twice, nothing changes."""
    homes = _homes(brand)
    first = monday_of(timezone.localdate())
    for number in range(weeks):
        _count(brand, first - number * WEEK, homes)
    return weeks


def _homes(brand: Brand) -> dict[int, int | None]:
    """Person → the department they are counted in: the first they belong to, so that nobody counts twice."""
    homes: dict[int, int | None] = {}
    rows = Membership.objects.valid_on().filter(brand=brand, user__is_active=True).order_by("pk")
    for person, department in rows.values_list("user", "department"):
        homes[person] = homes.get(person) or department
    return homes


@transaction.atomic
def _count(brand: Brand, week: date, homes: dict[int, int | None]) -> None:
    begin = timezone.make_aware(datetime.combine(week, time.min))
    end = timezone.make_aware(datetime.combine(week + WEEK, time.min))
    mine = Progress.objects.filter(brand=brand)
    steps = StepCompletion.objects.filter(
        completed__gte=begin, completed__lt=end, course_key__in=mine.order_by().values("course_key").distinct()
    )
    begun = Attempt.objects.filter(brand=brand, started__gte=begin, started__lt=end)
    active = {*steps.values_list("person", flat=True), *begun.values_list("person", flat=True)}
    finished = mine.filter(completed__gte=begin, completed__lt=end).values_list("person", flat=True)
    issued = Award.objects.filter(brand=brand, issued__gte=week, issued__lt=week + WEEK, person__isnull=False)
    found = {
        "people": Counter(homes.values()),
        "active": _by_department(active, homes),
        "finished": _by_department(finished, homes),
        "certified": _by_department(issued.values_list("person", flat=True), homes),
    }
    cells = coverage_of(brand, on=min(week + WEEK - timedelta(days=1), timezone.localdate())).cells.values()
    states = Counter(cell.state for cell in cells)
    whole = WeekFigures(
        brand=brand, week=week, covered=states["covered"], wanted=sum(states.values()) - states["idle"],
        **{name: sum(counts.values()) for name, counts in found.items()},
    )  # fmt: skip
    departments = {one for counts in found.values() for one in counts} - {None}
    rows = [
        WeekFigures(
            brand=brand, week=week, department_id=one, **{name: counts[one] for name, counts in found.items()}
        )
        for one in sorted(departments)
    ]  # fmt: skip
    WeekFigures.objects.filter(brand=brand, week=week).delete()
    WeekFigures.objects.bulk_create([whole, *rows])


def _by_department(people: Iterable[int], homes: dict[int, int | None]) -> Counter:
    return Counter(homes[person] for person in people if person in homes)
