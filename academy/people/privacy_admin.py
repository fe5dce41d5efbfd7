"""In the admin: the register of processing, retention, requests for erasure."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from academy.people.audit import record
from academy.people.erasure import erase_person
from academy.people.models import ErasureRequest
from academy.people.permissions import team_leaders_only
from academy.people.privacy import declarations
from academy.people.retention import AUDIT_MONTHS, months_of


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
        if not request.standing.is_administrator and found.user.memberships.exclude(brand=request.brand).exists():
            messages.error(request, _("Another brand holds data of this person, too: an administrator erases them."))
            return redirect("people_register")
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


urlpatterns = [
    path("privacy/", register, name="people_register"),
    path("privacy/requests/<int:pk>/", decide, name="people_erasure_decide"),
]
