"""What to read again for an objective: the lesson and the playbook whose words come nearest to it."""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from math import log

from academy.library.models import LessonPage, PlaybookPage
from academy.library.models.course import Step
from academy.library.stems import stems
from academy.library.tree import live_pages
from academy.people.models import Brand

_SHORTEST = 4  # letters of a word that says something: «pour», «avec» are thinned out by being everywhere


@dataclass(frozen=True, slots=True)
class Reading:
    title: str
    url: str
    kind: str  # lesson or playbook


@dataclass(frozen=True, slots=True)
class _Candidate:
    reading: Reading
    title: frozenset[str]
    words: frozenset[str]


def readings_for(objectives: list[str], steps: list[Step], brand: Brand, locale: str) -> dict[str, tuple[Reading, ...]]:
    """Objective → at most one lesson of the course and one playbook of the brand; three queries, () where none fits.

    Words are weighed by how few candidates hold them (inverse document frequency); one must stand in the title.
    """
    if not objectives:
        return {}
    shelves = [
        (shelf, Counter(word for one in shelf for word in one.words))
        for shelf in (_lessons(steps, locale), _playbooks(brand, locale))
    ]
    found = {}
    for objective in objectives:
        wanted = _words(objective, locale)
        best = (_nearest(wanted, *shelf) for shelf in shelves)
        found[objective] = tuple(one for one in best if one)
    return found


def _nearest(wanted: frozenset[str], shelf: list[_Candidate], frequency: Counter[str]) -> Reading | None:
    best, highest = None, 0.0
    for one in shelf:
        weight = sum(log(1 + len(shelf) / frequency[word]) for word in wanted & one.words)
        if weight > highest and wanted & one.title:
            best, highest = one.reading, weight
    return best


def _lessons(steps: list[Step], locale: str) -> list[_Candidate]:
    lessons = {step.page.pk: step for step in steps if step.kind == "lesson"}
    summaries = dict(LessonPage.objects.filter(pk__in=lessons).values_list("pk", "summary"))
    return [
        _candidate(Reading(step.title, step.page.url, "lesson"), summaries.get(pk, ""), locale)
        for pk, step in lessons.items()
    ]


def _playbooks(brand: Brand, locale: str) -> list[_Candidate]:
    pages = live_pages(PlaybookPage, brand, locale).order_by("title")
    return [_candidate(Reading(page.title, page.url, "playbook"), page.summary, locale) for page in pages]


def _candidate(reading: Reading, summary: str, locale: str) -> _Candidate:
    title = _words(reading.title, locale)
    return _Candidate(reading, title, title | _words(summary, locale))


@lru_cache(maxsize=4096)
def _words(text: str, locale: str) -> frozenset[str]:
    long_enough = " ".join(word for word in text.replace("’", " ").replace("'", " ").split() if len(word) >= _SHORTEST)
    return frozenset(stems(long_enough, locale))
