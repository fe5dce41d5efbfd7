"""Replies that were reviewed and found good: what certificates ask for. Practice is nobody's business and not here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count
from django.utils import timezone

from academy.learning.reply_models import SentReply
from academy.people.models import Brand, User


@dataclass(frozen=True)
class ReviewedReply:
    step_key: UUID
    score: int
    reviewers: int
    settled_on: date


def reviewed_replies(person: User, brand: Brand | None = None) -> list[ReviewedReply]:
    """The person's replies that counted, were reviewed and passed: the best of each exercise, oldest first."""
    found = SentReply.objects.filter(attempt__person=person, graded=True, passed=True)
    if brand is not None:
        found = found.filter(brand=brand)
    best: dict[UUID, ReviewedReply] = {}
    for step, score, wanted, settled in found.order_by("settled").values_list(
        "attempt__step_key", "score", "wanted", "settled"
    ):
        known = best.get(step)
        if known is None or (score or 0) > known.score:
            best[step] = ReviewedReply(step, score or 0, wanted, timezone.localdate(settled))
    return sorted(best.values(), key=lambda one: one.settled_on)


def reviewed_reply_counts(brand: Brand, people: Iterable[int]) -> dict[int, int]:
    """Person id → how many such replies, each exercise once: one query for any number of people."""
    found = SentReply.objects.filter(brand=brand, attempt__person__in=people, graded=True, passed=True).order_by()
    rows = found.values_list("attempt__person").annotate(Count("attempt__step_key", distinct=True))
    return dict(rows)
