"""The gate of the Wagtail admin: people who write for this very brand, and administrators.

Wagtail's permissions hang on a person, whatever the address they come to, and some of its screens show all sites at
once. So: a leader of one brand has no admin at another brand's address, screens about the whole installation are the
administrator's, and Wagtail's own sign-in and password pages lead to ours, which ask for the second factor.
"""

import re

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode
from wagtail.images import get_image_model
from wagtail.images.permissions import permission_policy as images
from wagtail.models import Page

from academy.people.roles import home_pages

ADMIN = "/gestion/"
ADMINISTRATORS_ONLY = re.compile(
    r"reports/(site-history|page-types-usage)/|workflows/|api/main/(images|documents)/|collections/|test404/|failwhale/"
)
_PUBLIC = ("sprite/", "jsi18n/")


class AdminGateMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        if not request.path.startswith(ADMIN):
            return None
        where = request.path.removeprefix(ADMIN)
        if where.startswith(("login/", "password_reset/")):
            return redirect(f"{settings.LOGIN_URL}?{urlencode({'next': request.GET.get('next', ADMIN)})}")
        if where.startswith(_PUBLIC) or not request.user.is_authenticated:
            return None  # Wagtail sends visitors to sign in
        standing = request.standing
        if standing.is_administrator:
            return None
        if not standing.is_author or ADMINISTRATORS_ONLY.match(where):
            raise PermissionDenied
        if not (_pages_lie_in(request.brand, kwargs) and _image_is_within_reach(request.user, kwargs)):
            raise PermissionDenied
        return None


_PAGE_NAMES = ("page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk")


def _pages_lie_in(brand, kwargs: dict) -> bool:
    """Whether every page that the address names is the brand's own (or the root, where choosers begin)."""
    keys = {kwargs[name] for name in _PAGE_NAMES if name in kwargs}
    if not keys:
        return True
    paths = tuple(home_pages(brand).values_list("path", flat=True))
    return all(p.depth == 1 or p.path.startswith(paths) for p in Page.objects.filter(pk__in=keys).only("depth", "path"))


def _image_is_within_reach(user, kwargs: dict) -> bool:
    """Wagtail's format chooser asks for no permission on the image it shows."""
    image = get_image_model().objects.filter(pk=kwargs.get("image_id")).first() if "image_id" in kwargs else None
    return image is None or images.user_has_any_permission_for_instance(user, ["choose", "add", "change"], image)
