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
    """When no playbook holds every word: those nearest to them, the best first, at most `most`.

    People type "mauvais avis" where we wrote "avis négatif": one word in the title is the right door. A word that more
    than half of the playbooks hold ("client") leads nowhere by itself and counts in titles only.
    """
    wanted = [forms for word in words[:200].split() if len(word) > MEANINGLESS and (forms := stems(word, language))]
    everything = list(search_playbooks(brand, language, "", channel, situation).prefetch_related("channels"))
    titles = {page.pk: " ".join(["", *stems(page.title, language)]) for page in everything}
    score = dict.fromkeys((page.pk for page in everything), 0)
    for forms in wanted:
        holders = [page.pk for page in everything if _holds(page.stems, forms)]
        for pk in holders:
            score[pk] += 3 * _holds(titles[pk], forms) + (2 * len(holders) <= len(everything))
    return sorted((page for page in everything if score[page.pk]), key=lambda page: -score[page.pk])[:most]


def _holds(stored: str, forms: set[str]) -> bool:
    return any(f" {form}" in stored for form in forms)


def _any_stem(forms: set[str]):
    """Stored stems are separated and surrounded by spaces, so that a whole stem matches and a longer word too."""
    condition = Q()
    for form in forms:
        condition |= Q(stems__contains=f" {form}")
    return condition


def situations_in(playbooks) -> list[str]:
    """Every situation named by these playbooks, once, in alphabetical order."""
    return sorted({situation for playbook in playbooks for situation in playbook.situation_list()}, key=str.casefold)
