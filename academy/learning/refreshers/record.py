"""What spaced review says about must-know questions: the one thing that leaves this package, as two numbers."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Min
from django.utils import timezone

from academy.learning.refreshers.models import RefresherAnswer, RefresherCard
from academy.people.models import Brand

WINDOW = 90  # days


@dataclass(frozen=True, slots=True)
class Recall:
    """`share` of must-know questions recalled (percent) over `days` (90 at most, counted from the first answer)."""

    share: int
    days: int


def recall_records(brand: Brand, people: Iterable[int], today: date | None = None) -> dict[int, Recall]:
    """Person id → record, for those who have any; three queries. Stable name: certification reads it.

    Of the must-know questions asked or due in the last 90 days, those whose latest answer in that time was right. One
    that is due and was not answered counts as not recalled.
    """
    today, ids = today or timezone.localdate(), list(people)
    since = today - timedelta(days=WINDOW)
    given = RefresherAnswer.objects.filter(card__brand=brand, card__person__in=ids, must_know=True, day__lte=today)
    begun = dict(given.order_by().values_list("card__person").annotate(Min("day")))
    latest: dict[int, dict[int, bool]] = defaultdict(dict)
    recent = given.filter(day__gt=since).order_by("day")
    for person, card, right in recent.values_list("card__person", "card", "right"):
        latest[person][card] = right
    overdue = RefresherCard.objects.filter(brand=brand, person__in=begun, must_know=True, due__date__lt=today)
    for person, card in overdue.values_list("person", "pk"):
        latest[person].setdefault(card, False)
    return {
        person: Recall(100 * sum(known.values()) // len(known), min(WINDOW, (today - begun[person]).days))
        for person, known in latest.items()
    }
