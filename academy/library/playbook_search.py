"""Finding the right playbook: accents and word forms forgiven, filtered by channel and situation."""

from django.db.models import Q, QuerySet

from academy.library.models import PlaybookPage
from academy.library.stems import stems
from academy.library.tree import live_pages
from academy.people.models import Brand

MEANINGLESS = 3  # letters: « un », « de », « sur » say nothing of what happens


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


def nearest_playbooks(brand: Brand, language: str, words: str, channel: str = "", situation: str = "", most: int = 3):
    """When no playbook holds every word: those that hold most of them, the best first, at most `most`.

    People type "mauvais avis" for a playbook that says "avis négatif": one word in two is still the right door.
    """
    wanted = [forms for word in words[:200].split() if len(word) > MEANINGLESS and (forms := stems(word, language))]
    held = {}
    for playbook in search_playbooks(brand, language, "", channel, situation).prefetch_related("channels"):
        if n := sum(any(f" {form}" in playbook.stems for form in forms) for forms in wanted):
            title = f" {' '.join(stems(playbook.title, language))}"
            in_title = sum(any(f" {form}" in title for form in forms) for forms in wanted)
            held[playbook] = (n, in_title)
    return sorted(held, key=lambda playbook: held[playbook], reverse=True)[:most]


def _any_stem(forms: set[str]):
    """Stored stems are separated and surrounded by spaces, so that a whole stem matches and a longer word too."""
    condition = Q()
    for form in forms:
        condition |= Q(stems__contains=f" {form}")
    return condition


def situations_in(playbooks) -> list[str]:
    """Every situation named by these playbooks, once, in alphabetical order."""
    return sorted({situation for playbook in playbooks for situation in playbook.situation_list()}, key=str.casefold)
