"""The audit log in the admin: read, searched, exported. A brand's leaders read their brand's; the log of the
installation (accounts made by hand, copies of data) and those of brands that are gone are the administrator's."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from academy.people.audit import breaks, chains, record
from academy.people.audit_words import action_in_words, actions_said, kind_in_words
from academy.people.models import AuditEntry, Brand, User
from academy.people.permissions import team_leaders_only
from academy.people.spreadsheet import csv_file

INSTALLATION = 0


@team_leaders_only
@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """One log: searched by words, action, object or person, page by page, or as CSV."""
    logs = logs_for(request)
    chain = _chosen(request, logs)
    words = request.GET.get("q", "").strip()
    entries = _matching(AuditEntry.objects.filter(chain=chain), words, request.brand if chain else None)
    if request.GET.get("export") == "csv":
        return _as_csv(request, entries, chain)
    page = Paginator(entries, 50).get_page(request.GET.get("p"))
    context = {
        "page": page, "lines": _lines(page.object_list), "words": words, "whole": next(breaks(chain), None) is None,
        "logs": logs, "chain": chain,
    }  # fmt: skip
    return render(request, "people/privacy/audit.html", context)


def logs_for(request: HttpRequest) -> dict[int, str]:
    """{chain: its name} of the logs this person may read at this address. Other brands' are read at theirs."""
    found = {request.brand.pk: str(request.brand)}
    if request.standing.is_administrator:
        found[INSTALLATION] = _("The installation: accounts and copies of data")
        alive = set(Brand.objects.values_list("pk", flat=True))
        found |= {n: _("A brand that is gone (%(number)s)") % {"number": n} for n in chains() if n and n not in alive}
    return found


def _chosen(request: HttpRequest, logs: dict[int, str]) -> int:
    asked = request.GET.get("log", "")
    chain = int(asked) if asked.isdecimal() and len(asked) < 10 else request.brand.pk
    if chain not in logs:
        raise PermissionDenied
    return chain


def _matching(entries: QuerySet, words: str, brand: Brand | None) -> QuerySet:
    """`brand`: whose people are looked up by name; None for everybody's."""
    if not words:
        return entries
    people = User.objects.filter(Q(name__icontains=words) | Q(email__icontains=words))
    people = people.filter(memberships__brand=brand) if brand else people
    keys = list(people.values_list("public_id", flat=True).distinct()[:200])
    return entries.filter(
        Q(action__icontains=words)
        | Q(action__in=actions_said(words))
        | Q(object_key__icontains=words)
        | Q(actor_key__in=keys)
        | Q(object_key__in=[str(key) for key in keys])
    )


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


def _as_csv(request: HttpRequest, entries: QuerySet, chain: int) -> HttpResponse:
    lines = ([str(value) for value in line.values()] for line in _lines(entries[:50_000]))
    response = csv_file("audit", [["at", "who", "action", "words", "on", "details"], *lines], ",")
    record(request.user, "audit.exported", request.brand, log=chain)
    return response


urlpatterns = [path("privacy/audit/", audit, name="people_audit")]
