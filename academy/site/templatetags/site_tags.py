from dataclasses import dataclass

from django import template
from django.conf import settings
from django.urls import reverse, translate_url
from django.utils.translation import get_language, get_language_info
from wagtail.models import Page

register = template.Library()


@dataclass(frozen=True)
class Language:
    code: str
    name: str  # in its own words
    address: str  # this page in that language, or a page that says there is none


@register.simple_tag(takes_context=True)
def other_languages(context) -> list[Language]:
    """Where this page can be read in the other languages."""
    request = context.get("request")
    here = (get_language() or settings.LANGUAGE_CODE)[:2]
    codes = [code for code, _name in settings.LANGUAGES if code != here]
    return [
        Language(code, get_language_info(code)["name_local"].capitalize(), _address(context, request, code))
        for code in codes
    ]


def _address(context, request, code: str) -> str:
    page = context.get("page")
    if not isinstance(page, Page) or page.pk is None:
        return translate_url(request.get_full_path(), code) if request else "/"
    translated = page.get_translations().live().filter(locale__language_code=code).first()
    if translated:
        return translated.get_url(request) or "/"
    return translate_url(reverse("site:untranslated", args=[page.pk]), code)
