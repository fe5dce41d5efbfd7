"""The catalogue: every course of the brand as one person sees it, and the filters that make a difference there."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from academy.learning.levels import level_names
from academy.learning.models import Progress
from academy.library.models import CoursePage
from academy.library.models.course import Track
from academy.library.tree import home_of
from academy.people.models import Brand, User

STATES = {"todo": _("To begin"), "running": _("Under way"), "done": _("Completed")}
DURATIONS = {"short": _("Up to 30 minutes"), "middle": _("30 to 60 minutes"), "long": _("More than an hour")}


@dataclass(frozen=True)
class Card:
    course: CoursePage
    steps: int
    progress: Progress | None
    missing: list[CoursePage]  # courses to finish first
    opens: str

    @property
    def state(self) -> str:
        if self.progress is None:
            return "todo"
        return "done" if self.progress.completed else "running"

    @property
    def duration(self) -> str:
        minutes = self.course.minutes
        return "short" if minutes <= 30 else "middle" if minutes <= 60 else "long"


@dataclass(frozen=True)
class Filter:
    name: str
    label: str
    everything: str
    options: list[tuple[str, str]]
    chosen: str


def cards_for(person: User, brand: Brand, language: str) -> list[Card]:
    """Six queries, however many courses: what is under way first, then what can begin, then what is done."""
    home = home_of(brand, language)
    courses = list(CoursePage.objects.descendant_of(home).live().prefetch_related("prerequisites").order_by("path"))
    mine = {one.course_key: one for one in Progress.objects.filter(person=person, brand=brand)}
    done = {key for key, one in mine.items() if one.completed}
    names = level_names(brand, language)
    counts = _step_counts(home, courses)
    cards = []
    for course in courses:
        progress = mine.get(course.translation_key)
        wanted = [] if progress else [one for one in course.prerequisites.all() if one.live]
        missing = [one for one in wanted if one.translation_key not in done]
        cards.append(Card(course, counts[course.path], progress, missing, names.get(course.opens, "")))
    order = {"running": 0, "todo": 1, "done": 3}
    return sorted(cards, key=lambda card: (order[card.state] + bool(card.missing), card.course.maturity))


def _step_counts(home: Page, courses: list[CoursePage]) -> Counter:
    """Live steps of live modules by the course's path."""
    if not courses:
        return Counter()
    depth, length = courses[0].depth, len(courses[0].path)
    below = (
        Page.objects.descendant_of(home).live().filter(depth__in=(depth + 1, depth + 2)).values_list("path", "depth")
    )
    rows = list(below)
    modules = {path for path, level in rows if level == depth + 1}
    return Counter(path[:length] for path, level in rows if level == depth + 2 and path[: -Page.steplen] in modules)


def filters_for(cards: list[Card], chosen: dict[str, str]) -> list[Filter]:
    """Only filters that tell courses apart."""
    tracks, labels = {card.course.track for card in cards}, dict(Track.choices)
    states, durations = {card.state for card in cards}, {card.duration for card in cards}
    offered = [
        ("track", _("For whom"), _("All tracks"), [(code, labels[code]) for code in Track.values if code in tracks]),
        ("state", _("Progress"), _("Any progress"), [(code, STATES[code]) for code in STATES if code in states]),
        ("duration", _("Duration"), _("Any duration"), [(c, DURATIONS[c]) for c in DURATIONS if c in durations]),
    ]
    return [
        Filter(name, label, everything, options, chosen.get(name, ""))
        for name, label, everything, options in offered
        if len(options) > 1
    ]


def matching(cards: list[Card], chosen: dict[str, str]) -> list[Card]:
    def fits(card: Card) -> bool:
        facts = {"track": card.course.track, "state": card.state, "duration": card.duration}
        return all(not chosen.get(name) or chosen[name] == fact for name, fact in facts.items())

    return [card for card in cards if fits(card)]
