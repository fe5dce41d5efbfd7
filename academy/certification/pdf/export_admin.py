"""Exports in the Wagtail admin: choose, watch the bar or leave, download."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from academy.certification.models import Level, PaperExport
from academy.certification.pdf import bulk
from academy.people.audit import record
from academy.people.models import Department
from academy.people.permissions import leaders_only


class ExportForm(forms.ModelForm):
    class Meta:
        model = PaperExport
        fields = ["level", "department", "since", "until", "form"]
        widgets = {name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d") for name in ("since", "until")} | {
            "form": forms.RadioSelect
        }

    def __init__(self, *args, brand, **kwargs):
        super().__init__(*args, **kwargs)
        self.brand = brand
        self.fields["level"].queryset = Level.objects.filter(brand=brand)
        self.fields["level"].empty_label = _("All levels")
        self.fields["department"].queryset = Department.objects.filter(brand=brand)
        self.fields["department"].empty_label = _("All departments")

    def clean(self):
        cleaned = super().clean()
        level, form = cleaned.get("level"), cleaned.get("form")
        if self.errors:
            return cleaned
        dates = cleaned.get("since"), cleaned.get("until")
        count = bulk.awards_for(self.brand, level.code if level else "", cleaned.get("department"), *dates).count()
        if not count:
            raise ValidationError(_("No certificate in force matches. Choose less narrowly."))
        if form == PaperExport.Form.PRINT and count > bulk.MOST_PRINTED:
            raise ValidationError(
                _("%(count)d certificates are too many for one PDF; choose the ZIP file.") % {"count": count}
            )
        return cleaned


@leaders_only
def index(request: HttpRequest) -> HttpResponse:
    """What to export, and the exports of late."""
    form = ExportForm(request.POST or None, brand=request.brand, initial={"form": PaperExport.Form.ZIP})
    if request.method == "POST" and form.is_valid():
        export = form.save(commit=False)
        export.brand, export.by = request.brand, request.user
        export.save()
        record(request.user, "certificates.exported", request.brand, form=export.form)
        _start(export)
        return redirect("paper_export", export.pk)
    recent = PaperExport.objects.filter(brand=request.brand).select_related("by", "level", "department")[:10]
    status = 422 if form.errors else 200
    return render(request, "certification/export/index.html", {"form": form, "recent": recent}, status=status)


def _start(export: PaperExport) -> None:
    from academy.certification.tasks import run_export

    run_export.enqueue(export.pk)


def _export(request: HttpRequest, pk: int) -> PaperExport:
    return get_object_or_404(PaperExport.objects.select_related("level", "department"), pk=pk, brand=request.brand)


@leaders_only
@require_safe
def watch(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is. The page renews itself, without scripts too; leaving it stops nothing."""
    export = _export(request, pk)
    response = render(request, "certification/export/watch.html", {"export": export})
    if export.status in {PaperExport.Status.WAITING, PaperExport.Status.RUNNING}:
        response["Refresh"] = "2"
    return response


@leaders_only
@require_POST
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Starts it again where it was; harmless while somebody is at it."""
    export = _export(request, pk)
    if export.status == PaperExport.Status.FAILED:
        PaperExport.objects.filter(pk=pk).update(status=PaperExport.Status.WAITING, problem="", beat=timezone.now())
    _start(export)
    return redirect("paper_export", pk)


@leaders_only
@require_safe
def download(request: HttpRequest, pk: int) -> FileResponse:
    export = _export(request, pk)
    if not export.file:
        raise Http404
    name = export.file.name.rpartition("/")[2]
    return FileResponse(export.file.open("rb"), as_attachment=True, filename=name)


class ExportMenuItem(MenuItem):
    def is_shown(self, request):
        return bool(request.brand) and request.standing.is_leader


def connect() -> None:
    urls = [
        path("certificate-export/", index, name="paper_exports"),
        path("certificate-export/<int:pk>/", watch, name="paper_export"),
        path("certificate-export/<int:pk>/resume/", resume, name="paper_export_resume"),
        path("certificate-export/<int:pk>/file/", download, name="paper_export_file"),
    ]
    hooks.register("register_admin_urls", lambda: urls)
    hooks.register(
        "register_reports_menu_item",
        lambda: ExportMenuItem(
            gettext_lazy("Certificates on paper"), reverse("paper_exports"), name="paper-exports", icon_name="download",
            order=300,
        ),
    )  # fmt: skip
