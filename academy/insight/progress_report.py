"""Wagtail report: progress by course and department, for the leader; as xlsx and csv too."""

import django_filters
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.reports import ReportView

from academy.insight.progress import course_choices, people_in, progress_rows
from academy.learning.models import Progress
from academy.people.models import Department
from academy.people.spreadsheet import neutral


def may_read(request) -> bool:
    standing = request.standing
    return bool(request.brand) and (standing.is_leader or standing.is_administrator)


def _departments(request):
    return Department.objects.filter(brand=request.brand)


class ProgressFilters(WagtailFilterSet):
    department = django_filters.ModelChoiceFilter(
        label=_("Department"), queryset=_departments, method="in_department", empty_label=_("All departments")
    )
    course = django_filters.ChoiceFilter(
        label=_("Course"), field_name="course_key", choices=(), empty_label=_("All courses")
    )
    state = django_filters.ChoiceFilter(
        label=_("State"),
        method="in_state",
        choices=[("done", _("Completed")), ("running", _("Under way"))],
        empty_label=_("All"),
    )

    class Meta:
        model = Progress
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["course"].extra["choices"] = course_choices(self.request.brand, get_language() or "fr")

    def in_department(self, queryset, name, department):
        return queryset.filter(person__in=people_in(self.request.brand, department.with_descendants()))

    def in_state(self, queryset, name, state):
        return queryset.filter(completed__isnull=state != "done")


class ProgressReport(ReportView):
    index_url_name = "progress_report"
    index_results_url_name = "progress_report_results"
    page_title = _("Progress by course and department")
    header_icon = "list-ul"
    results_template_name = "insight/progress_report_results.html"
    filterset_class = ProgressFilters
    default_ordering = ["person__name", "pk"]
    list_export = [
        "person.name",
        "department",
        "course",
        "steps_done",
        "steps_total",
        "percent",
        "enrolled",
        "completed",
        "level",
    ]
    export_headings = {
        "person.name": _("Person"),
        "department": _("Department"),
        "course": _("Course"),
        "steps_done": _("Steps done"),
        "steps_total": _("Steps"),
        "percent": _("Percent"),
        "enrolled": _("Begun"),
        "completed": _("Completed"),
        "level": _("Level held"),
    }

    def dispatch(self, request, *args, **kwargs):
        if not may_read(request):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self):
        return progress_rows(self.request.brand, None, get_language() or "fr")

    def get_filename(self):
        return f"progression-{timezone.localdate():%Y-%m-%d}"

    def preprocess_field_value(self, field, value, export_format):
        if field in {"enrolled", "completed"} and value:
            value = timezone.localtime(value).replace(tzinfo=None)
        return neutral(super().preprocess_field_value(field, value if value is not None else "", export_format))
