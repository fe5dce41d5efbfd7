"""The site as an app on a phone: its manifest, its service worker, and what the worker may keep for one reader."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import Http404, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from academy.people.permissions import public
from academy.people.theme import DEFAULT, colours_of


@public
def manifest(request):
    """Name, colours and logo are the brand's."""
    brand = getattr(request, "brand", None)
    theme = brand.theme if brand else DEFAULT
    colours = colours_of(theme)
    logo = {"src": static(f"theme/{theme}/logo.svg"), "type": "image/svg+xml", "sizes": "any"}
    name = brand.name if brand else "Porte-voix"
    return JsonResponse(
        {
            "id": "/",
            "name": f"{name} · Porte-voix",
            "short_name": name[:24],
            "description": _("Train, practise and certify the many voices of a brand."),
            "lang": request.LANGUAGE_CODE,
            "start_url": reverse("site:home"),
            "scope": "/",
            "display": "standalone",
            "theme_color": colours["ink"],
            "background_color": colours["paper"],
            "icons": [logo],
        },
        content_type="application/manifest+json",
    )


@public
def service_worker(request):
    """Served from the root, for a worker rules only below its own address."""
    found = finders.find("site/js/sw.js")
    if not found:
        raise Http404
    response = HttpResponse(Path(found).read_bytes(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


def reader_of(user) -> str:
    """An opaque name for who reads, so that the worker keeps pages for one person only."""
    if not user.is_authenticated:
        return "nobody"
    return salted_hmac("academy.site.webapp", str(user.public_id)).hexdigest()[:16]


class OfflineMiddleware:
    """Says with every page who reads it and whether it may be kept (`request.readable_offline`); empties the
    device's store when somebody signs out."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        knew = request.user.is_authenticated if request.method == "POST" else False
        response = self.get_response(request)
        if knew and not request.user.is_authenticated:
            response["Clear-Site-Data"] = '"storage"'
        elif response.get("Content-Type", "").startswith("text/html"):
            response["X-Reader"] = reader_of(request.user)
            if getattr(request, "readable_offline", False) and response.status_code == 200:
                response["X-Offline"] = "keep"
        return response
