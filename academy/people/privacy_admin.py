"""In the admin: the register of processing, retention, requests for erasure, and the audit log."""

import csv

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from academy.people.audit import breaks, record
from academy.people.audit_words import action_in_words, kind_in_words
from academy.people.erasure import erase_person
from academy.people.models import AuditEntry, ErasureRequest, User
from academy.people.permissions import team_leaders_only
from academy.people.privacy import declarations
from academy.people.retention import AUDIT_MONTHS, months_of
from academy.people.spreadsheet import neutral


class RetentionForm(forms.Form):
    """Months per declaration that time erases."""

    def __init__(self, brand, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for declaration in declarations():
            if declaration.months is not None:
                self.fields[declaration.key] = forms.IntegerField(
                    label=declaration.title, min_value=1, max_value=120, initial=months_of(declaration, brand)
                )


@team_leaders_only
def register(request: HttpRequest) -> HttpResponse:
    """The register of processing, made from the declarations; retention; requests that wait."""
    form = RetentionForm(request.brand, request.POST or None)
    if request.method == "POST" and form.is_valid():
        request.brand.retention = form.cleaned_data
        request.brand.save(update_fields=["retention"])
        months = {key.replace(".", "_"): value for key, value in form.cleaned_data.items()}
        record(request.user, "retention.changed", request.brand, **months)
        messages.success(request, _("Saved."))
        return redirect("people_register")
    context = {
        "declarations": declarations(),
        "form": form,
        "requests": ErasureRequest.objects.filter(brand=request.brand, state="open").select_related("user"),
        "audit_months": AUDIT_MONTHS,
    }
    return render(request, "people/privacy/register.html", context)


@team_leaders_only
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Erase, or refuse with an answer that the person reads."""
    found = get_object_or_404(ErasureRequest.objects.select_related("user"), pk=pk, brand=request.brand, state="open")
    if request.POST.get("decision") == "erase":
        try:
            erase_person(found.user, request.user, request.brand, reason="asked by the person")
        except ValueError:
            messages.error(request, _("Hand over this person's rights first: they administer or lead alone."))
        else:
            messages.success(request, _("The person is erased."))
        return redirect("people_register")
    answer = request.POST.get("answer", "").strip()
    if not answer:
        messages.error(request, _("A refusal needs an answer that says why."))
        return redirect("people_register")
    found.state, found.answer, found.decided = "refused", answer[:2000], timezone.now()
    found.save()
    record(request.user, "erasure.refused", found.user, brand=request.brand)
    return redirect("people_register")


@team_leaders_only
@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """The brand's audit log: searched by action, object or person, page by page, or as CSV."""
    entries = AuditEntry.objects.filter(chain=request.brand.pk)
    words = request.GET.get("q", "").strip()
    if words:
        people = User.objects.filter(
            Q(name__icontains=words) | Q(email__icontains=words), memberships__brand=request.brand
        )
        keys = list(people.values_list("public_id", flat=True)[:200])
        entries = entries.filter(
            Q(action__icontains=words)
            | Q(object_key__icontains=words)
            | Q(actor_key__in=keys)
            | Q(object_key__in=[str(key) for key in keys])
        )
    if request.GET.get("export") == "csv":
        return _as_csv(request, entries)
    page = Paginator(entries, 50).get_page(request.GET.get("p"))
    context = {"page": page, "lines": _lines(page.object_list), "words": words, "whole": not _broken(request.brand.pk)}
    return render(request, "people/privacy/audit.html", context)


def _broken(chain: int) -> bool:
    return next(breaks(chain), None) is not None


def _lines(entries) -> list[dict]:
    """Entries with the names that their public ids still have."""
    entries = list(entries)
    keys = {str(entry.actor_key) for entry in entries} | {entry.object_key for entry in entries}
    found = User.objects.filter(public_id__in=[key for key in keys if len(key) == 36])
    names = {str(user.public_id): user.name for user in found}
    return [
        {
            "at": entry.at,
            "who": names.get(str(entry.actor_key), str(entry.actor_key or _("the machine"))),
            "action": entry.action,
            "words": action_in_words(entry.action),
            "on": names.get(entry.object_key, f"{kind_in_words(entry.object_type)} {entry.object_key}"),
            "details": ", ".join(
                f"{name}: {value}" for name, value in entry.details.items() if value not in (None, "")
            ),
        }
        for entry in entries
    ]


def _as_csv(request: HttpRequest, entries) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="audit.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(["at", "who", "action", "words", "on", "details"])
    for line in _lines(entries[:50_000]):
        writer.writerow([neutral(str(value)) for value in line.values()])
    record(request.user, "audit.exported", request.brand)
    return response


urlpatterns = [
    path("privacy/", register, name="people_register"),
    path("privacy/requests/<int:pk>/", decide, name="people_erasure_decide"),
    path("privacy/audit/", audit, name="people_audit"),
]
