"""How first watches at an inbox went, message by message: counts only, nobody's name."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Sum

from academy.exercises.inbox import QUALITIES, Inbox, Mention
from academy.learning.choice_counts import count_finished, large_enough
from academy.learning.models import ChoiceCount
from academy.library.authoring.shares import FEWEST
from academy.people.models import Department

MOST_CONFUSIONS = 3  # of each quality


@dataclass(frozen=True)
class Decided:
    """One quality of one message: how many decided it, percent who chose the best or an accepted value, and the
    commonest other value with how many chose it ("" when nobody did)."""

    quality: str
    people: int
    right: int
    instead: str = ""
    instead_people: int = 0


@dataclass(frozen=True)
class MessageShare:
    mention: Mention
    people: int
    handled: int  # percent
    late: int  # percent
    decided: tuple[Decided, ...]


@dataclass(frozen=True)
class Confusion:
    """A value taken for another, over all messages."""

    quality: str
    expected: str
    given: str
    people: int


@dataclass(frozen=True)
class WatchShares:
    people: int = 0
    messages: tuple[MessageShare, ...] = ()
    confusions: tuple[Confusion, ...] = ()
    departments: list[tuple[str, str]] = field(default_factory=list)

    @property
    def shown(self) -> bool:
        return self.people >= FEWEST


def watch_shares(page: Any, inbox: Inbox, department: str = "") -> WatchShares:
    """Counts for one inbox, all versions and languages together; a department only where nobody can be told from it."""
    count_finished()
    rows = ChoiceCount.objects.filter(brand=page.brand, exercise_key=page.translation_key)
    scored = [mention for mention in inbox.mentions if mention.scored]
    codes = large_enough(rows, f"{scored[0].id}/done=") if scored else set()
    if department:
        rows = rows.filter(department=department) if department in codes else rows.none()
    taken = dict(rows.values_list("place").annotate(Sum("taken")))
    messages = tuple(_message(mention, taken) for mention in scored)
    names = Department.objects.filter(brand=page.brand, code__in=codes).values_list("code", "name")
    people = max((message.people for message in messages), default=0)
    return WatchShares(people, messages, tuple(_confusions(scored, taken)), list(names))


def _values(mention: Mention, quality: str, taken: dict[str, int]) -> Counter[str]:
    start = f"{mention.id}/{quality}="
    return Counter({place[len(start) :]: n for place, n in taken.items() if place.startswith(start) and n})


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


def _message(mention: Mention, taken: dict[str, int]) -> MessageShare:
    done = _values(mention, "done", taken)
    people = done.total()
    decided = tuple(_decided(mention, quality, taken) for quality in QUALITIES if mention.key(quality))
    return MessageShare(mention, people, _percent(people - done["no"], people), _percent(done["late"], people), decided)


def _decided(mention: Mention, quality: str, taken: dict[str, int]) -> Decided:
    given, right = _values(mention, quality, taken), _right(mention, quality)
    wrong = Counter({value: n for value, n in given.items() if value not in right})
    (instead, how_many), *_rest = wrong.most_common(1) or [("", 0)]
    people = given.total()
    return Decided(quality, people, _percent(people - wrong.total(), people), instead, how_many)


def _right(mention: Mention, quality: str) -> set[str]:
    key = mention.key(quality)
    left_to_a_colleague = {"ignore"} if quality == "action" and mention.claim else set()
    return {key.best, *key.ok, *left_to_a_colleague} if key else set()


def _confusions(mentions: list[Mention], taken: dict[str, int]) -> Iterator[Confusion]:
    """Departments, then priorities, most often taken for another: what a coach would speak about first."""
    for quality in ("service", "priority"):
        sums: Counter[tuple[str, str]] = Counter()
        for mention in mentions:
            for value, n in _values(mention, quality, taken).items():
                if value and value not in _right(mention, quality):
                    sums[mention.best(quality), value] += n
        for (expected, given), people in sums.most_common(MOST_CONFUSIONS):
            yield Confusion(quality, expected, given, people)
