"""The registry, who does what, coverage: pages for members and for leaders; and the registry as JSON."""

from django.db.models import Q
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from academy.certification.coverage import coverage_of
from academy.certification.exports import coverage_file, registry_file, vcard
from academy.certification.models import Freeze
from academy.certification.ownership import vacancies
from academy.certification.registry import entries_of, language_names, search, voices_as_data
from academy.certification.succession import closest, tenures
from academy.library.models import Channel, Topic
from academy.people.middleware import require_brand
from academy.people.models import Department, User
from academy.people.permissions import leaders_only, members_only
from academy.people.posted import posted_number

MOST_GAPS = 120  # cells; those that the same people would fill stand together on the page
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
    if request.GET.get("export") in ("csv", "json"):
        return registry_file(found, request.GET["export"])
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
    return JsonResponse(voices_as_data(found))


def _entry(request, public_id):
    brand, language = require_brand(request), get_language() or "fr"
    person = get_object_or_404(User.objects.of_brand(brand), public_id=public_id)
    entries = entries_of(brand, language, everybody=request.standing.is_leader, person=person)
    if not entries:
        raise Http404
    entries[0].spoken = [name for _code, name in language_names(entries[0].languages, language)]
    return entries[0]


@members_only
@require_safe
def voice(request, public_id):
    """A speaker's card: what they may speak about, until when, how to reach them."""
    entry, brand = _entry(request, public_id), require_brand(request)
    mine = Q(owner=entry.person) | Q(deputy=entry.person)
    answers = [one for model in (Channel, Topic) for one in model.objects.filter(mine, brand=brand)]
    return render(request, "certification/voice.html", {"entry": entry, "answers": answers})


@members_only
@require_safe
def voice_card(request, public_id):
    """The same for an address book (vCard 4, RFC 6350)."""
    entry = _entry(request, public_id)
    response = HttpResponse(vcard(entry, require_brand(request)), content_type="text/vcard; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="porte-voix.vcf"'
    return response


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
            (_("Departments"), "department", Department.objects.filter(brand=brand).select_related(*owned)),
        ]
    }
    return render(request, "certification/who_does_what.html", context)


@leaders_only
@require_safe
def coverage(request):
    """The heat table, a simulated departure, what ends soon, share of voice."""
    brand, language = require_brand(request), get_language() or "fr"
    spoken, gone = request.GET.get("language", "")[:5], posted_number(request.GET, "without")
    department = request.GET.get("department", "")[:60]
    found = coverage_of(brand, spoken, department, gone or None)
    if request.GET.get("export") in ("csv", "xlsx", "json"):
        return coverage_file(found, request.GET["export"])
    return render(
        request,
        "certification/coverage.html",
        {
            "coverage": found,
            "rows": found.rows(),
            "figures": {state: found.count(state) for state in ("uncovered", "fragile", "covered")},
            "department": department,
            "spoken": spoken,
            "languages": language_names(found.languages, language),
            "without": str(gone or ""),
            "leaver": next((user for user in found.named if user.pk == gone), None),
            "falls": _named_falls(found),
        },
    )


@leaders_only
@require_safe
def succession(request):
    """For every gap who is closest to filling it and what they miss; how steady the voices are; what has no owner."""
    brand, language = require_brand(request), get_language() or "fr"
    found = coverage_of(brand)
    gaps = _alike(found, closest(brand, found.gaps()[:MOST_GAPS], language, request))
    context = {
        "gaps": gaps,
        "more_gaps": max(0, len(found.gaps()) - MOST_GAPS),
        "tenures": tenures(brand, found.channels),
        "coverage": found,
        "vacancies": vacancies(brand),
    }
    return render(request, "certification/succession.html", context)


def _alike(found, gaps) -> list[tuple[str, list[str], object]]:
    """(topic, channels, gap): the channels of a topic that miss as much and that the same people would fill, as one."""
    channels, topics = {c.code: c.name for c in found.channels}, {t.code: t.name for t in found.topics}
    groups: dict[tuple, tuple[list[str], object]] = {}
    for gap in gaps:
        people = tuple((one.person.pk, one.level.pk) for one in gap.candidates)
        key = (gap.cell.topic, gap.cell.state, gap.cell.lasting, gap.cell.target, people)
        groups.setdefault(key, ([], gap))[0].append(channels[gap.cell.channel])
    order = list(topics)
    rows = sorted(groups.items(), key=lambda row: (order.index(row[0][0]), -len(row[1][0])))
    return [(topics[key[0]], named, gap) for key, (named, gap) in rows]


def _named_falls(found) -> list[tuple[str, str, object, object]]:
    channels, topics = {c.code: c.name for c in found.channels}, {t.code: t.name for t in found.topics}
    return [(channels[b.channel], topics[b.topic], b, a) for b, a in found.falls]
