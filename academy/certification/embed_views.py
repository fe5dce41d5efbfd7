"""The registry shown by another site: one frame, one JSON file, by a key that the leader gives and takes back."""

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from academy.certification.models import RegistryEmbed
from academy.certification.registry import entries_of, language_names, search, voices_as_data
from academy.people.middleware import require_brand
from academy.people.permissions import public

_FILTERS = ("channel", "topic", "spoken", "department")
MOST = 200


def _found(request: HttpRequest, key: str):
    brand = require_brand(request)
    embed = RegistryEmbed.objects.filter(brand=brand, key=key).first()
    if embed is None:
        raise Http404
    language = get_language() or "fr"
    asked = {name: request.GET.get(name, "")[:120] for name in _FILTERS}
    found = search(entries_of(brand, language), language, request.GET.get("q", "")[:200], **asked)[:MOST]
    for entry in found:
        entry.spoken = [name for _code, name in language_names(entry.languages, language)]
    return embed, found


@public
@require_safe
@xframe_options_exempt
@cache_control(private=True, no_store=True)
def embedded_list(request: HttpRequest, key: str) -> HttpResponse:
    """A bare list for a frame of the site that the key was made for; who objected is not on it."""
    embed, found = _found(request, key)
    context = {"embed": embed, "entries": found, "words": request.GET.get("q", "")[:200]}
    response = render(request, "certification/embed/list.html", context)
    response["X-Robots-Tag"] = "noindex"
    return csp_replace({"frame-ancestors": [embed.origin]})(lambda request: response)(request)


@public
@require_safe
@cache_control(private=True, no_store=True)
def embedded_data(request: HttpRequest, key: str) -> JsonResponse:
    """The same as JSON, readable by scripts of that site."""
    embed, found = _found(request, key)
    response = JsonResponse(voices_as_data(found, contacts=embed.contacts))
    response["Access-Control-Allow-Origin"] = embed.origin
    response["Vary"] = "Origin"
    response["X-Robots-Tag"] = "noindex"
    return response
