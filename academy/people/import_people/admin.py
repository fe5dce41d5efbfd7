"""The import in the Wagtail admin: upload, see what would change, say yes."""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from academy.people.import_people import template_file
from academy.people.import_people.job import start_apply, start_check
from academy.people.import_people.read import MAX_BYTES
from academy.people.models import PeopleImport
from academy.people.permissions import team_leaders_only

Status = PeopleImport.Status


class UploadForm(forms.ModelForm):
    class Meta:
        model = PeopleImport
        fields = ["file", "deactivate_missing", "create_departments"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].required = True
        self.fields["file"].widget = forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"})
        self.fields["file"].label = _("File (CSV or XLSX)")

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise ValidationError(_("The file is too big; %(limit)d MB is the limit.") % {"limit": MAX_BYTES >> 20})
        return file


@team_leaders_only
def upload(request: HttpRequest) -> HttpResponse:
    """The form, the templates to download, and the imports of late."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        job = form.save(commit=False)
        job.brand, job.by, job.filename = request.brand, request.user, form.cleaned_data["file"].name[:200]
        job.file.name = "people"  # the name of an upload never becomes a path
        job.save()
        start_check(job, get_language() or "fr")
        return redirect("people_import", job.pk)
    recent = PeopleImport.objects.filter(brand=request.brand).select_related("by")[:10]
    return render(request, "people/import/upload.html", {"form": form, "recent": recent})


def _job(request: HttpRequest, pk: int) -> PeopleImport:
    return get_object_or_404(PeopleImport.objects.select_related("by"), pk=pk, brand=request.brand)


@team_leaders_only
@require_safe
def job(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is; the table of what would change; what was done."""
    found = _job(request, pk)
    response = render(request, "people/import/job.html", {"job": found, "report": found.report})
    if found.status in {Status.CHECKING, Status.APPLYING}:
        response["Refresh"] = "3"  # works without scripts
    return response


@team_leaders_only
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    start_apply(_job(request, pk), get_language() or "fr")
    return redirect("people_import", pk)


@team_leaders_only
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a file that was not applied, and everything read from it."""
    found = _job(request, pk)
    if found.status in {Status.APPLYING, Status.DONE}:
        raise PermissionDenied
    found.file.delete(save=False)
    found.delete()
    return redirect("people_import_upload")


@team_leaders_only
@require_safe
def template(request: HttpRequest, format: str) -> HttpResponse:
    language = "en" if (get_language() or "fr").startswith("en") else "fr"
    makers = {
        "csv": (template_file.as_csv, "text/csv"),
        "xlsx": (template_file.as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    }
    if format not in makers:
        raise Http404
    maker, kind = makers[format]
    response = HttpResponse(maker(language), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="porte-voix-{language}.{format}"'
    return response


urlpatterns = [
    path("people-import/", upload, name="people_import_upload"),
    path("people-import/<int:pk>/", job, name="people_import"),
    path("people-import/<int:pk>/confirm/", confirm, name="people_import_confirm"),
    path("people-import/<int:pk>/discard/", discard, name="people_import_discard"),
    path("people-import/template.<slug:format>", template, name="people_import_template"),
]
