"""Finding the right playbook: accents and word forms forgiven, filtered by channel and situation."""

from django.db.models import Q, QuerySet

from academy.library.models import PlaybookPage
from academy.library.stems import stems
from academy.library.tree import live_pages
from academy.people.models import Brand


def search_playbooks(
    brand: Brand, language: str, words: str = "", channel: str = "", situation: str = ""
) -> QuerySet[PlaybookPage]:
    """Live playbooks of the brand that hold every word, one channel and one situation; empty filters let all pass."""
    found = live_pages(PlaybookPage, brand, language).order_by("title")
    if channel:
        found = found.filter(channels__code=channel)
    if situation:
        found = found.filter(situations__icontains=situation)
    for word in words[:200].split():
        if forms := stems(word, language):
            found = found.filter(_any_stem(forms))
    return found


def _any_stem(forms: set[str]):
    """Stored stems are separated and surrounded by spaces, so that a whole stem matches and a longer word too."""
    condition = Q()
    for form in forms:
        condition |= Q(stems__contains=f" {form}")
    return condition


def situations_in(playbooks) -> list[str]:
    """Every situation named by these playbooks, once, in alphabetical order."""
    return sorted({situation for playbook in playbooks for situation in playbook.situation_list()}, key=str.casefold)
