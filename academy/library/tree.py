"""Where a brand's pages are, by language."""

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
