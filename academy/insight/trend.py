"""The last twelve weeks: who was active, what was finished and certified, how far the coverage is. One query, no scan:
the rows are counted at night (`academy/certification/weeks.py`)."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Sum
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from academy.certification.models import WeekFigures
from academy.certification.weeks import WEEK, monday_of
from academy.people.models import Brand, Department
from academy.people.spreadsheet import csv_file, xlsx_file

WEEKS = 12
SMALLEST = 5  # people; below, a count would tell who did what
WIDTH, HEIGHT, _GAP = 240, 64, 4


@dataclass(frozen=True)
class Week:
    day: date
    active: int = 0
    finished: int = 0
    certified: int = 0
    coverage: int | None = None  # percent of the places with a target


@dataclass(frozen=True)
class Bar:
    """A week in a chart: texts with a point, as SVG wants them."""

    x: str
    y: str
    width: str
    height: str
    running: bool
    title: str


@dataclass(frozen=True)
class Chart:
    """One figure over the weeks. `said` tells the same in a sentence."""

    title: str
    now: str
    most: str
    said: str
    bars: list[Bar]


@dataclass(frozen=True)
class Trend:
    """`weeks` from the oldest to the running one; empty when the group is too small or nothing was counted yet."""

    people: int
    weeks: list[Week] = field(default_factory=list)

    @property
    def hidden(self) -> bool:
        return self.people < SMALLEST

    @property
    def has_coverage(self) -> bool:
        """Only the brand as a whole has one."""
        return any(week.coverage is not None for week in self.weeks)

    @property
    def charts(self) -> list[Chart]:
        found = [
            _chart(_("Active people"), self.weeks, [week.active for week in self.weeks]),
            _chart(_("Courses completed"), self.weeks, [week.finished for week in self.weeks]),
            _chart(_("Certificates issued"), self.weeks, [week.certified for week in self.weeks]),
        ]
        if self.has_coverage:
            percents = [week.coverage or 0 for week in self.weeks]
            found.append(_chart(_("Coverage"), self.weeks, percents, " %", highest=100))
        return found


def trend_of(brand: Brand, departments: list[Department] | None) -> Trend:
    """Of the whole brand (None) or of these departments together. One query, however many people and weeks."""
    first = monday_of(timezone.localdate()) - (WEEKS - 1) * WEEK
    rows = WeekFigures.objects.filter(brand=brand, week__gte=first)
    rows = rows.filter(department__isnull=True) if departments is None else rows.filter(department__in=departments)
    names = ("people", "active", "finished", "certified", "covered", "wanted")
    sums = {row["week"]: row for row in rows.values("week").annotate(**{f"n_{n}": Sum(n) for n in names})}
    if not sums:
        return Trend(0)
    people = sums[max(sums)]["n_people"]
    if people < SMALLEST:
        return Trend(people)
    days = [first + number * WEEK for number in range(WEEKS)]
    return Trend(people, [_week(day, sums.get(day)) for day in days])


def _week(day: date, row: dict | None) -> Week:
    if row is None:
        return Week(day)
    coverage = round(100 * row["n_covered"] / row["n_wanted"]) if row["n_wanted"] else None
    return Week(day, row["n_active"], row["n_finished"], row["n_certified"], coverage)


def _chart(title: str, weeks: list[Week], values: list[int], unit: str = "", highest: int = 0) -> Chart:
    top = highest or max(values, default=0) or 1
    step = WIDTH / max(1, len(values))
    bars = []
    for number, (week, value) in enumerate(zip(weeks, values, strict=True)):
        height = max((HEIGHT - 2) * value / top, 2 if value else 0)
        told = _("week of %(day)s: %(value)s") % {"day": f"{week.day:%d/%m}", "value": f"{value}{unit}"}
        place = (number * step + _GAP / 2, HEIGHT - 1 - height, step - _GAP, height)
        bars.append(Bar(*(f"{one:.1f}" for one in place), number == len(values) - 1, told))
    now, most = values[-1] if values else 0, max(values, default=0)
    return Chart(title, f"{now}{unit}", f"{most}{unit}", _sentence(title, values, unit), bars)


def _sentence(title: str, values: list[int], unit: str) -> str:
    """What a reader should see in the bars."""
    weeks = ngettext("%(n)d week", "%(n)d weeks", len(values)) % {"n": len(values)}
    return _("%(title)s over %(weeks)s: between %(low)s and %(high)s, %(now)s this week.") % {
        "title": title, "weeks": weeks, "low": f"{min(values)}{unit}", "high": f"{max(values)}{unit}",
        "now": f"{values[-1]}{unit}",
    }  # fmt: skip


def table_of(trend: Trend) -> list[list]:
    """The charts as a table, its heading first."""
    heading = [
        _("Week of"),
        _("Active people"),
        _("Courses completed"),
        _("Certificates issued"),
        _("Coverage, in percent"),
    ]
    rows = [
        [week.day.isoformat(), week.active, week.finished, week.certified, _number(week.coverage)]
        for week in trend.weeks
    ]
    return [heading, *rows]


def _number(value: int | None) -> int | str:
    return "" if value is None else value


def export(trend: Trend, form: str) -> HttpResponse:
    """The table as a file: form is "csv" or "xlsx"."""
    name, table = f"{_('trend')}-{timezone.localdate():%Y-%m-%d}", table_of(trend)
    return xlsx_file(name, table, _("Trend")) if form == "xlsx" else csv_file(name, table)
