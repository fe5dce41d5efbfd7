"""The question bank's files in the admin: upload, look at what would come in, confirm; and out again."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Locale, UploadedFile

from academy.exercises.banks.base import Bank
from academy.library.authoring.bank_work import KIND, MANY, NOTHING, bring_in, imported
from academy.library.authoring.looked_at import LookedAt, forget
from academy.library.bank_files import ENDINGS, LARGEST, Outcome, as_csv, export, write_rows
from academy.library.bank_formats import read_file
from academy.library.models import Question
from academy.people.admin_views import may_edit
from academy.people.long_work import once

_LIST = "wagtailsnippets_library_question:list"


class _BankView(WagtailAdminTemplateMixin, View):
    """For who may add questions to the bank of this brand."""

    header_icon = "help"

    def dispatch(self, request, *args, **kwargs):
        allowed = request.brand is not None and may_edit(request.standing, "library.question")
        if not allowed or not request.user.has_perm("library.add_question"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        items = [{"url": reverse(_LIST), "label": _("Question bank")}, {"url": "", "label": self.get_page_title()}]
        return [*self.breadcrumbs_items, *items]

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "locales": Locale.objects.all(), **kwargs}

    def locale_in(self, data):
        return get_object_or_404(Locale, language_code=data.get("language") or "fr")


class ImportView(LookedAt, _BankView):
    model = Question
    page_title = gettext_lazy("Import questions")
    template_name = "library/authoring/bank_import.html"

    def get(self, request):
        if request.GET.get("template"):
            table = as_csv(write_rows([], get_language() or "fr")[0], get_language() or "fr")
            return _download(table, "questions.csv")
        return self.render_to_response(self.get_context_data())

    def post(self, request):
        if request.POST.get("upload"):
            return self.confirmed(request)
        given = request.FILES.get("file")
        if given is None or given.size > LARGEST:
            return self.render_to_response(self.get_context_data(missing=True), status=422)
        self.forget_all()
        data = given.read()
        bank = read_file(data, given.name, self.locale_in(request.POST).language_code)
        outcome = self.run(bank, dry_run=True)
        upload = self.keep(data) if outcome.questions and not outcome.errors else None
        language = get_language() or "fr"
        said = {
            name: [(one.place, one.said(language)) for one in getattr(outcome, name)]
            for name in ("errors", "skipped", "notes")
        }
        context = self.get_context_data(outcome=outcome, upload=upload, name=given.name, sent=request.POST, **said)
        return self.render_to_response(context, status=422 if outcome.errors else 200)

    def confirmed(self, request):
        """Reads the stored file again: what is imported is what the bank has no twin of now."""
        upload = self.kept()
        if upload is None:
            return redirect(_LIST)
        with upload.file.open("rb") as source:
            data = source.read()
        name, locale = request.POST.get("name", "")[:200], self.locale_in(request.POST)
        bank = read_file(data, name, locale.language_code)
        count = len(bank.items)
        if count > MANY:
            facts = {"upload": upload.pk, "name": name, "locale": locale.language_code, "tag": self.tag}
            UploadedFile.objects.filter(pk=upload.pk).update(uploaded_by_user=None)  # the next upload leaves it alone
            return redirect("long_work", once(KIND, request.brand, request.user, name, count, **facts).pk)
        outcome = self.run(bank, dry_run=False)
        if outcome.errors:
            messages.error(request, NOTHING)
            return redirect("import_questions")
        forget(upload)
        messages.success(request, imported(len(outcome.questions)))
        return redirect(_LIST)

    @property
    def tag(self) -> str:
        return self.request.POST.get("tag", "").strip()[:100]

    def run(self, bank: Bank, dry_run: bool) -> Outcome:
        request, locale = self.request, self.locale_in(self.request.POST)
        common = {"brand": request.brand, "locale": locale, "tag": self.tag, "user": request.user}
        return bring_in(bank, bank.items, dry_run=dry_run, **common)


class ExportView(_BankView):
    page_title = gettext_lazy("Export questions")
    template_name = "library/authoring/bank_export.html"

    def get(self, request):
        form, context = request.GET.get("format", ""), {}
        if form in ENDINGS:
            locale = self.locale_in(request.GET)
            rows = Question.objects.filter(brand=request.brand, locale=locale, live=True).order_by("code")
            tag = request.GET.get("tag", "").strip()
            if tag:
                rows = rows.filter(tags__name=tag).distinct()
            rows = list(rows.select_related("image").prefetch_related("tags"))
            data, remarks = export(rows, form, locale.language_code)
            if request.GET.get("download"):
                return _download(data, f"questions.{ENDINGS[form]}")
            lost = [(one.place, one.said(get_language() or "fr")) for one in remarks]
            context = {"count": len(rows), "lost": lost, "query": request.GET.urlencode()}
        return self.render_to_response(self.get_context_data(form=form, sent=request.GET, **context))


def _download(data: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(data, content_type="application/octet-stream", headers=headers)
