"""Where a brand's pages are, by language."""

from uuid import UUID

from django.db.models import QuerySet
from wagtail.models import Page

from academy.people.models import Brand


def home_of(brand: Brand, language: str) -> Page:
    """The brand's home page in a language; its first home when there is none in that language."""
    root = brand.site.root_page
    if root.locale.language_code == language:
        return root
    translated = root.get_translations().filter(locale__language_code=language).first()
    return translated or root


def live_pages(model: type[Page], brand: Brand, language: str) -> QuerySet:
    """Live pages of one type in a brand's tree, in one language."""
    return model.objects.descendant_of(home_of(brand, language)).live()


def page_by_key(model: type[Page], brand: Brand, key: UUID, language: str) -> Page | None:
    """The live page with this translation key in the language, else in the brand's first language, else in any."""
    root = brand.site.root_page
    first = root.locale.language_code
    found = list(model.objects.filter(translation_key=key).live().select_related("locale"))
    homes = {home.locale_id: home.path for home in [root, *root.get_translations()]}
    found = [page for page in found if page.path.startswith(homes.get(page.locale_id, "-"))]
    order = {language: 0, first: 1}
    return min(found, key=lambda page: (order.get(page.locale.language_code, 2), page.pk), default=None)
