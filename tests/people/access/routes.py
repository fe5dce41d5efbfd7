"""Every URL of the resolver as a route ('gestion/pages/<int:page_id>/edit/') and as real paths in a given world."""

import re
from collections.abc import Iterator

from django.urls import URLPattern, get_resolver
from django.utils import translation

from tests.people.access.world import World

# Routes whose path cannot be made by filling in names: written out. `{page}` and the like come from the world.
WRITTEN_OUT = {
    r"gestion/pages/^(\d+)/revisions/compare/(live|earliest|\d+)\.\.\.(live|latest|\d+)/$": (
        "gestion/pages/{page}/revisions/compare/earliest...latest/"
    ),
    "gestion/^.*/$": "gestion/nowhere/",
    r"documents/^(\d+)/(.*)$": "documents/{document}/{document_name}",
    r"accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": "accounts/password/reset/key/1-x/",
    r"fr/^((?:[\w\-]+/)*)$": "{page_path}",
}
_HOLE = re.compile(r"<(?:(\w+):)?(\w+)>")
_NAMED_GROUP = re.compile(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")


def every_route() -> Iterator[tuple[str, URLPattern]]:
    """(route, pattern) of everything that can be requested, Wagtail's admin included; French paths stand for both."""
    with translation.override("fr"):
        yield from _walk(get_resolver(), "")


def _walk(resolver, prefix: str) -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route, pattern
        else:
            yield from _walk(pattern, route)


def path_of(route: str, pattern: URLPattern, world: World) -> str:
    """A path that this route answers, its names filled with things of that world's brand."""
    if route in WRITTEN_OUT:
        return "/" + WRITTEN_OUT[route].format(**world.words()).lstrip("/")
    model = _model_of(pattern)
    text = _NAMED_GROUP.sub(lambda hole: f"<str:{hole[1]}>", route)
    text = _HOLE.sub(lambda hole: str(world.value(hole[2], hole[1] or "str", model, route)), text)
    return "/" + text.replace("^", "").replace("$", "").replace(r"\.", ".")


def _model_of(pattern: URLPattern):
    view = pattern.callback
    given = getattr(view, "view_initkwargs", {})
    found = given.get("model") or getattr(getattr(view, "view_class", None), "model", None)
    return found if isinstance(found, type) else None


def has_holes(route: str) -> bool:
    """Whether the route names a thing, which may then belong to another brand."""
    return bool(_HOLE.search(route)) or "(" in route
