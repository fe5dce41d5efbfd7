"""Gives every request its brand and the person's standing in it."""

from django.core.exceptions import PermissionDenied
from django.utils.functional import SimpleLazyObject
from wagtail.models import Site

from academy.people.models import Brand
from academy.people.permissions import Standing


def brand_of(request) -> Brand | None:
    site = Site.find_for_request(request)
    if site is None:
        return None
    return Brand.objects.select_related("site").filter(site=site).first()


class BrandMiddleware:
    """`request.brand` (a Brand or None) and `request.standing`; both lazy, one query each."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
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
