"""The registry, who does what, coverage: pages for members and for leaders; and the registry as JSON."""

import csv

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from academy.certification.coverage import coverage_of, endings
from academy.certification.models import Freeze
from academy.certification.registry import entries_of, language_names, search
from academy.library.models import Channel, Topic
from academy.people.middleware import require_brand
from academy.people.models import Department, User
from academy.people.permissions import leaders_only, members_only
from academy.people.spreadsheet import neutral

_FILTERS = ("channel", "topic", "spoken", "department")


def _asked(request) -> dict[str, str]:
    return {name: request.GET.get(name, "")[:120] for name in _FILTERS}


@members_only
@require_safe
def registry(request):
    """Who may speak about this, here, in this language, today."""
    brand, language = require_brand(request), get_language() or "fr"
    everybody = entries_of(brand, language, everybody=request.standing.is_leader)
    asked, words = _asked(request), request.GET.get("q", "").strip()
    found = search(everybody, language, words, **asked)
    tongues = language_names([code for entry in everybody for code in entry.languages], language)
    for entry in found[:100]:
        entry.spoken = [name for _code, name in language_names(entry.languages, language)]
    return render(
        request,
        "certification/registry.html",
        {
            "entries": found[:100],
            "total": len(found),
            "any": bool(everybody),
            "words": words,
            "asked": asked,
            "channels": Channel.objects.filter(brand=brand),
            "topics": Topic.objects.filter(brand=brand),
            "narrowed": any(asked.values()),
            "languages": tongues,
            "departments": sorted({name for entry in everybody for name in entry.departments}),
            "stops": Freeze.objects.filter(brand=brand, lifted_at__isnull=True),
        },
    )


@members_only
@require_safe
@never_cache
def registry_api(request):
    """The same as JSON, for the signed-in member: /api/registry?q=…&channel=…&topic=…&spoken=…&department=…"""
    brand, language = require_brand(request), get_language() or "fr"
    entries = entries_of(brand, language, everybody=request.standing.is_leader)
    found = search(entries, language, request.GET.get("q", ""), **_asked(request))
    return JsonResponse(
        {
            "day": timezone.localdate().isoformat(),
            "voices": [
                {
                    "id": str(entry.person.public_id),
                    "name": entry.person.display_name,
                    "level": entry.level,
                    "channels": sorted(entry.channels),
                    "topics": sorted(entry.topics),
                    "rights": sorted(f"{channel}/{topic}" for channel, topic in entry.cells),
                    "languages": entry.languages,
                    "departments": entry.departments,
                    "until": entry.until.isoformat() if entry.until else None,
                    "contact": entry.card.contact if entry.card else "",
                    "away": entry.away,
                }
                for entry in found
            ],
        }
    )


@members_only
@require_safe
def who_does_what(request):
    """Every channel and topic with who answers for it."""
    brand = require_brand(request)
    owned = ("owner", "deputy")
    context = {
        "groups": [
            (_("Channels"), "channel", Channel.objects.filter(brand=brand).select_related(*owned)),
            (_("Topics"), "topic", Topic.objects.filter(brand=brand).select_related(*owned)),
        ]
    }
    return render(request, "certification/who_does_what.html", context)


@leaders_only
@require_safe
def coverage(request):
    """The heat table, a simulated departure, what ends soon."""
    brand, language = require_brand(request), get_language() or "fr"
    department = Department.objects.filter(brand=brand, code=request.GET.get("department", "")[:60]).first()
    spoken, gone = request.GET.get("language", "")[:5], request.GET.get("without", "")
    found = coverage_of(brand, spoken, department, int(gone) if gone.isascii() and gone.isdigit() else None)
    if request.GET.get("export") == "csv":
        return _csv(found)
    holders = User.objects.filter(pk__in=found.holders).order_by("name").only("pk", "name", "email")
    return render(
        request,
        "certification/coverage.html",
        {
            "coverage": found,
            "rows": found.rows(),
            "figures": {state: found.count(state) for state in ("uncovered", "fragile", "covered")},
            "endings": endings(brand, timezone.localdate()),
            "departments": Department.objects.filter(brand=brand),
            "department": department,
            "spoken": spoken,
            "languages": language_names(found.languages, language),
            "holders": holders,
            "without": gone,
            "falls": _named_falls(found),
        },
    )


def _named_falls(found) -> list[tuple[str, str, object, object]]:
    channels, topics = {c.code: c.name for c in found.channels}, {t.code: t.name for t in found.topics}
    return [(channels[b.channel], topics[b.topic], b, a) for b, a in found.falls]


def _csv(found) -> HttpResponse:
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="couverture-{timezone.localdate():%Y-%m-%d}.csv"'
    writer = csv.writer(response, delimiter=";")
    writer.writerow([_("Channel"), _("Topic"), _("Voices"), _("Beyond 60 days"), _("Voices wanted"), _("State")])
    for channel, cells in found.rows():
        for topic, cell in zip(found.topics, cells, strict=True):
            row = [channel.name, topic.name, cell.count, cell.lasting, cell.target, state_in_words(cell.state)]
            writer.writerow([neutral(value) for value in row])
    return response


def state_in_words(state: str) -> str:
    return {
        "uncovered": _("nobody"), "fragile": _("fragile"), "covered": _("covered"), "idle": _("not wanted"),
    }[state]  # fmt: skip
