"""Where a brand's pages are, by language."""

from uuid import UUID

from django.db.models import QuerySet
from wagtail.models import Page

from academy.people.models import Brand


def homes_of(brand: Brand) -> dict[str, Page]:
    """The brand's home pages by language, that of its first language first: one query."""
    keys = Page.objects.filter(pk=brand.site.root_page_id).values("translation_key")
    found = list(Page.objects.filter(translation_key__in=keys).select_related("locale"))
    found.sort(key=lambda home: (home.pk != brand.site.root_page_id, home.pk))
    return {home.locale.language_code: home for home in found}


def home_of(brand: Brand, language: str) -> Page:
    """The brand's home page in a language; its first home when there is none in that language."""
    homes = homes_of(brand)
    return homes.get(language) or next(iter(homes.values()))


def live_pages(model: type[Page], brand: Brand, language: str) -> QuerySet:
    """Live pages of one type in a brand's tree, in one language."""
    return model.objects.descendant_of(home_of(brand, language)).live()


def page_by_key(model: type[Page], brand: Brand, key: UUID, language: str) -> Page | None:
    """The live page with this translation key in the language, else in the brand's first language, else in any."""
    homes = homes_of(brand)
    found = list(model.objects.filter(translation_key=key).live().select_related("locale"))
    found = [page for page in found if _lies_below(page, homes)]
    order = {next(iter(homes)): 1, language: 0}
    return min(found, key=lambda page: (order.get(page.locale.language_code, 2), page.pk), default=None)


def brand_page(model: type[Page], brand: Brand, pk: int) -> Page | None:
    """The live page with this id when it belongs to the brand, in whatever language."""
    page = model.objects.filter(pk=pk).live().select_related("locale").first()
    return page if page is not None and _lies_below(page, homes_of(brand)) else None


def _lies_below(page: Page, homes: dict[str, Page]) -> bool:
    home = homes.get(page.locale.language_code)
    return home is not None and page.path.startswith(home.path)
