"""Gives every request its brand and the person's standing in it."""

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBadRequest
from django.http.request import split_domain_port
from django.middleware.locale import LocaleMiddleware
from django.utils.functional import SimpleLazyObject
from wagtail.models import Site

from academy.people.models import Brand
from academy.people.permissions import Standing

SITES = "people.site-of-address"  # one cache entry {"host:port": key of the Site}; signals.py drops it


def brand_of(request) -> Brand | None:
    """The brand served at the request's address; one query once the address is known. Wagtail is told the Site too."""
    address = f"{split_domain_port(request.get_host())[0]}:{request.get_port()}"
    known = cache.get(SITES) or {}
    if address not in known:
        site = Site.find_for_request(request)
        if site is None:
            return None
        cache.set(SITES, {**dict(list(known.items())[-200:]), address: site.pk}, 300)
        return _with_site(request, site.pk)
    return _with_site(request, known[address])


def _with_site(request, site_pk: int) -> Brand | None:
    brand = Brand.objects.select_related("site__root_page").filter(site=site_pk).first()
    if brand is not None:
        request._wagtail_site = brand.site  # where Site.find_for_request keeps it
    return brand


class BrandMiddleware:
    """`request.brand` (a Brand or None) and `request.standing`; both lazy, one query each."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return HttpResponseBadRequest()  # names nothing, and PostgreSQL refuses such a text with an error
        request.standing = SimpleLazyObject(lambda: Standing(request.user, self._brand(request)))
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        request.brand = self._brand(request)

    def _brand(self, request) -> Brand | None:
        if not hasattr(request, "_brand"):
            request._brand = brand_of(request)
        return request._brand


def require_brand(request) -> Brand:
    if request.brand is None:
        raise PermissionDenied
    return request.brand


class PageLocaleMiddleware(LocaleMiddleware):
    """Django sends a missing address to its twin below a language; for machines, not found has to stay not found."""

    def process_response(self, request, response):
        if request.path_info.startswith("/scim/"):
            return response
        return super().process_response(request, response)
