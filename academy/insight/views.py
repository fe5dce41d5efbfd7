"""The page «My team»: for managers, who see their departments and no answers; for leaders, the whole brand."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from academy.insight.progress import PersonRow, people_in, person_rows
from academy.insight.summary import Shares, shares_of, stuck_in, summary_of
from academy.insight.trend import export, trend_of
from academy.learning.coaching import due_talks
from academy.learning.models import Progress
from academy.people.audit import record
from academy.people.middleware import require_brand
from academy.people.permissions import report_readers_only
from academy.people.spreadsheet import csv_file

PER_PAGE = 50


@report_readers_only
def team(request):
    brand, language = require_brand(request), get_language() or "fr"
    departments = request.standing.led_departments()
    state = request.GET.get("state", "")
    people = _in_state(people_in(brand, departments).order_by("name", "pk"), brand, state)
    if request.GET.get("export") == "csv":
        record(request.user, "report.exported", brand, report="team")
        return _csv(person_rows(brand, list(people), language))
    if request.GET.get("export") == "departments":
        return _departments_csv(shares_of(brand, people_in(brand, departments)))
    trend = trend_of(brand, departments)
    if request.GET.get("export") == "trend":
        return export(trend, request.GET.get("format", ""))
    page = Paginator(people, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "summary": summary_of(brand, departments, language),
        "rows": person_rows(brand, list(page.object_list), language),
        "trend": trend,
        "departments": departments,
        "talks_due": due_talks(brand, request.standing).count(),
        "state": state,
        "states": [
            ("", _("Everybody")),
            ("new", _("Not begun")),
            ("running", _("Under way")),
            ("stuck", _("Stuck for three weeks")),
            ("done", _("Completed")),
        ],
    }
    return render(request, "insight/team.html", context)


def _in_state(people, brand, state: str):
    begun = Progress.objects.filter(brand=brand)
    done = begun.filter(completed__isnull=False)
    if state == "new":
        return people.exclude(pk__in=begun.values("person"))
    if state == "running":
        return people.filter(pk__in=begun.filter(completed__isnull=True).values("person"))
    if state == "stuck":
        return people.filter(pk__in=stuck_in(brand).values("person"))
    if state == "done":
        return people.filter(pk__in=done.values("person"))
    return people


def _dated_csv(name: str, rows: list[list]) -> HttpResponse:
    return csv_file(f"{name}-{timezone.localdate():%Y-%m-%d}", rows)


def _departments_csv(shares: list[Shares]) -> HttpResponse:
    heading = [_("Department"), _("People"), _("Completed"), _("Under way"), _("Not begun")]
    lines = [[one.department or _("Without a department"), one.total, one.done, one.running, one.new] for one in shares]
    return _dated_csv("services", [heading, *lines])


def _csv(rows: list[PersonRow]) -> HttpResponse:
    table = [
        [_("Person"), _("Department"), _("Course"), _("Steps done"), _("Steps"), _("Completed"), _("Certificates")]
    ]
    for row in rows:
        levels = ", ".join(award.level.name for award in row.awards)
        for title, progress in row.courses or [("", None)]:
            table.append([row.person.name, row.department, title, *_progress_cells(progress), levels])
    return _dated_csv("equipe", table)


def _progress_cells(progress: Progress | None) -> list:
    if progress is None:
        return [0, "", ""]
    completed = timezone.localdate(progress.completed).isoformat() if progress.completed else ""
    return [progress.steps_done, progress.steps_total, completed]
