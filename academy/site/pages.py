"""Pages that say something about the site itself."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language, get_language_info
from wagtail.models import Page

from academy.library.tree import brand_page
from academy.people.middleware import require_brand
from academy.people.permissions import members_only, public


@public
def accessibility(request):
    """The statement French law asks for; a whole text per language, not sentences in a catalogue."""
    language = "en" if (get_language() or "fr").startswith("en") else "fr"
    return render(request, f"site/accessibility_{language}.html")


@public
def offline(request):
    """What the service worker shows when a page was not kept."""
    return render(request, "site/offline.html")


@members_only
def untranslated(request, page_id: int):
    """A page that exists, but not in this language yet."""
    found = brand_page(Page, require_brand(request), page_id)
    if found is None:
        raise Http404
    language = get_language_info(found.locale.language_code)["name_translated"]
    if (get_language() or "fr").startswith("fr"):
        language = language.lower()  # French writes names of languages small
    return render(request, "site/untranslated.html", {"original": found, "language": language})
