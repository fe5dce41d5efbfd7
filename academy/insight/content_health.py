"""What ails the contents of a brand: the leader's list of what to look after, each with its cause and its remedy."""

import json
import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex

from academy.learning.models import Attempt
from academy.library.models import CharterPage, CoursePage, PlaybookPage
from academy.library.models.course import StepPage
from academy.people.models import Brand
from academy.people.roles import home_pages, pages_below

STALE = timedelta(days=365)
ENOUGH = 5  # fewer first attempts say nothing, and would tell who failed
SHOWN = 200
_LINK = re.compile(r"\]\((/[^)\s]*)\)|href=\\?[\"'](/[^\"'\\]*)")
WRITTEN = (CoursePage, StepPage, PlaybookPage, CharterPage)


@dataclass(frozen=True)
class Ail:
    """One page or picture, what is the matter with it, where one mends it."""

    title: str
    why: str
    url: str


@dataclass(frozen=True)
class Chapter:
    code: str
    title: str
    remedy: str
    found: list[Ail] = field(default_factory=list)


TITLES = {
    "links": (gettext_lazy("Links that lead nowhere"), gettext_lazy("Correct the address, or publish the page again.")),
    "failing": (
        gettext_lazy("Exercises that most people fail"),
        gettext_lazy("Look at its answers: a question that traps, or a lesson that does not teach it."),
    ),
    "untranslated": (
        gettext_lazy("Not yet in every language"),
        gettext_lazy("Open the page and choose “Translate this page”."),
    ),
    "stale": (
        gettext_lazy("Not read over for a year"),
        gettext_lazy("Read it over, change what has changed, publish again."),
    ),
    "images": (gettext_lazy("Pictures that no page shows"), gettext_lazy("Use them, or delete them.")),
}


def health_of(brand: Brand, user) -> list[Chapter]:
    """Every chapter, the gravest first, empty ones included: what is well is worth saying too."""
    pages = _pages(brand)
    found = {
        "links": _broken_links(pages),
        "failing": _failing(brand, pages),
        "untranslated": _untranslated(brand, pages),
        "stale": _stale(pages, timezone.localdate()),
        "images": _unused_images(user),
    }
    return [Chapter(code, str(title), str(remedy), found[code]) for code, (title, remedy) in TITLES.items()]


def _pages(brand: Brand) -> list[Page]:
    """What authors write and readers see, in every language of the brand."""
    pages = pages_below(brand, Page.objects.live()).select_related("locale", "content_type").specific().order_by("path")
    return [page for page in pages if isinstance(page, WRITTEN)]


def _edit(page: Page, why: str) -> Ail:
    return Ail(page.get_admin_display_title(), why, reverse("wagtailadmin_pages:edit", args=[page.pk]))


def _stale(pages: list[Page], today: date) -> list[Ail]:
    old = [page for page in pages if page.last_published_at and page.last_published_at.date() < today - STALE]
    old.sort(key=lambda page: page.last_published_at)
    return [_edit(page, _("published on %(day)s") % {"day": f"{page.last_published_at:%d/%m/%Y}"}) for page in old]


def _untranslated(brand: Brand, pages: list[Page]) -> list[Ail]:
    languages = {home.locale.language_code for home in home_pages(brand)}
    known: dict = {}
    for page in pages:
        known.setdefault(page.translation_key, {})[page.locale.language_code] = page
    return [
        _edit(next(iter(versions.values())), _("missing: %(languages)s") % {"languages": ", ".join(sorted(missing))})
        for versions in known.values()
        if (missing := languages - set(versions))
    ]


def _failing(brand: Brand, pages: list[Page]) -> list[Ail]:
    first = Attempt.objects.graded().filter(brand=brand, status=Attempt.Status.DONE, number=1)
    steps = first.values("step_key").annotate(tries=Count("pk"), passed=Count("pk", filter=Q(now_passed=True)))
    hard = {row["step_key"]: row for row in steps if row["tries"] >= ENOUGH and row["passed"] * 2 < row["tries"]}
    said = _("%(passed)s of %(tries)s passed at the first attempt")
    shown: dict = {}
    for page in pages:
        if page.translation_key in hard and page.translation_key not in shown:
            shown[page.translation_key] = _edit(page, said % hard[page.translation_key])
    return list(shown.values())


def _broken_links(pages: list[Page]) -> list[Ail]:
    """Addresses of this site written in texts that no page answers, and chosen pages that are not published."""
    alive = {page.url_path for page in Page.objects.live().only("url_path")}
    found = [
        _edit(page, address)
        for page in pages
        for address in sorted(set(_addresses(page)))
        if not _answers(address, page, alive)
    ]
    by_id = {str(page.pk): page for page in pages}
    titles = {str(pk): title for pk, title in Page.objects.filter(live=False).values_list("pk", "title")}
    # The index names both ends by the type at the root of their tables: every page is a Page there.
    a_page = ContentType.objects.get_for_model(Page)
    links = ReferenceIndex.objects.filter(base_content_type=a_page, to_content_type=a_page, to_object_id__in=titles)
    pairs = sorted(set(links.values_list("object_id", "to_object_id")))
    said = _("leads to “%(title)s”, which is not published")
    return found + [_edit(by_id[one], said % {"title": titles[other]}) for one, other in pairs if one in by_id]


def _addresses(page: Page):
    for one in page._meta.get_fields():
        value = getattr(page, one.name, None) if one.concrete else None
        if hasattr(value, "raw_data"):
            value = json.dumps(list(value.raw_data), ensure_ascii=False)
        if isinstance(value, str) and "/" in value:
            for match in _LINK.finditer(value):
                yield (match[1] or match[2]).split("#")[0].split("?")[0]


def _answers(address: str, page: Page, alive: set[str]) -> bool:
    """True when a view or a live page of the page's own tree stands at this address."""
    try:
        match = resolve(address)
    except Resolver404:
        return False
    if match.view_name != "wagtail_serve":
        return True
    root = "/".join(page.url_path.split("/")[:2]) + "/"
    return f"{root}{match.args[0]}" in alive or f"{root}{match.args[0].rstrip('/')}/" in alive


def _unused_images(user) -> list[Ail]:
    from wagtail.images.permissions import permission_policy

    model = get_image_model()
    mine = permission_policy.instances_user_has_any_permission_for(user, ["change", "delete"])
    used = ReferenceIndex.objects.filter(to_content_type__app_label=model._meta.app_label,
                                         to_content_type__model=model._meta.model_name)  # fmt: skip
    ids = {int(pk) for pk in used.values_list("to_object_id", flat=True)}
    spare = mine.exclude(pk__in=ids).order_by("-created_at")[:SHOWN]
    return [
        Ail(one.title, f"{one.width} × {one.height}", reverse("wagtailimages:edit", args=[one.pk])) for one in spare
    ]
