"""Item analysis in the admin, for those who answer for the brand: all quizzes, one quiz, and both as a spreadsheet."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from academy.insight.item_analysis import Analysis, analyses
from academy.insight.item_charts import bars_of, plane_of
from academy.insight.item_words import ADVICE, GRADES, KINDS
from academy.insight.progress_report import may_read
from academy.learning.choice_counts import count_finished
from academy.library.models import Question, QuizPage
from academy.library.tree import brand_page, homes_of
from academy.people.spreadsheet import csv_file, xlsx_file


class _ReaderView(WagtailAdminTemplateMixin, View):
    header_icon = "help"

    def dispatch(self, request, *args, **kwargs):
        if not may_read(request):
            raise PermissionDenied
        count_finished()  # what the worker has not come to yet; nothing on most days
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        above = [{"url": reverse("item_analysis"), "label": _("Item analysis")}] if self.below else []
        return [*self.breadcrumbs_items, *above, {"url": "", "label": self.get_page_title()}]

    below = False


def quizzes_of(brand) -> list[QuizPage]:
    homes = homes_of(brand).values()
    pages = QuizPage.objects.live().select_related("locale").order_by("path")
    return [page for page in pages if any(page.path.startswith(home.path) for home in homes)]


class QuizzesView(_ReaderView):
    page_title = gettext_lazy("Item analysis")
    template_name = "insight/items/quizzes.html"

    def get(self, request):
        found = analyses(request.brand, quizzes_of(request.brand))
        courses = {one.page.pk: one.page.get_parent().get_parent().title for one in found}
        rows = [(one, courses[one.page.pk]) for one in sorted(found, key=lambda one: (-one.to_look_at, -one.people))]
        return self.render_to_response(self.get_context_data(rows=rows))


class QuizView(_ReaderView):
    template_name = "insight/items/quiz.html"
    below = True

    def get_page_title(self):
        return self.page.title

    def get(self, request, page_id: int):
        self.page = brand_page(QuizPage, request.brand, page_id)
        found = analyses(request.brand, [self.page]) if self.page else []
        if not found:
            raise Http404
        analysis = found[0]
        if request.GET.get("export") in ("xlsx", "csv"):
            return _export(analysis, request.GET["export"])
        codes = {item.question.id for item in analysis.items}
        rows = Question.objects.filter(brand=request.brand, locale=self.page.locale, code__in=codes)
        edit = {code: reverse("wagtailsnippets_library_question:edit", args=[pk])
                for code, pk in rows.values_list("code", "pk")}  # fmt: skip
        items = [(item, edit.get(item.question.id, ""), [ADVICE[code] for code in item.advice], GRADES[item.word],
                  [(row, KINDS[row.kind]) for row in item.answers]) for item in analysis.items]  # fmt: skip
        context = {"plane": plane_of(analysis), "bars": bars_of(analysis)} if analysis.form else {}
        return self.render_to_response(self.get_context_data(analysis=analysis, items=items, **context))


def _table(analysis: Analysis) -> list[list]:
    rows: list[list] = [[
        _("Number"), _("Question"), _("Code"), _("People"), _("Facility (%)"), _("Discrimination"), _("In words"),
        _("Seconds (median)"), _("Seconds (first quartile)"), _("Seconds (third quartile)"),
        _("Advice"), _("What was answered"), _("Kind of answer"), _("Chosen by"), _("Chosen by (%)"),
    ]]  # fmt: skip
    for item in analysis.items:
        said = " ; ".join(str(ADVICE[code][0]) for code in item.advice)
        known = [item.number, item.question.text, item.question.id]
        if not item.shown:
            rows.append([*known, item.n or "< 5", *[""] * 11])
            continue
        r = round(item.r, 3) if item.r is not None else ""
        times = (
            [round(one) for one in (item.times.median, item.times.quick, item.times.slow)] if item.times else [""] * 3
        )
        known += [item.n, item.percent, r, str(GRADES[item.word]), *times, said]
        for row in item.answers:
            rows.append([*known, row.text or str(KINDS[row.kind]), str(KINDS[row.kind]), row.n, row.percent])
    return rows


def _export(analysis: Analysis, form: str) -> HttpResponse:
    """One row per question and answer."""
    name, table = f"questions-{analysis.page.slug}-{timezone.localdate():%Y-%m-%d}", _table(analysis)
    return xlsx_file(name, table, _("Questions")) if form == "xlsx" else csv_file(name, table)
