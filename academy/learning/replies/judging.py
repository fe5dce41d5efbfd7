"""One review, and what the reviews of a reply come to."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from academy.exercises.rubric import outcome
from academy.learning.models import Progress
from academy.learning.replies.mail import tell_author
from academy.learning.reply_models import ReplyReview, SentReply
from academy.learning.signals import step_completed
from academy.people.audit import record
from academy.people.models import User

THIRD = 3


@dataclass(frozen=True)
class Said:
    """What a reviewer says: a level for every criterion, comments on passages, one thing to try next."""

    levels: Mapping[str, int]
    comments: tuple[tuple[int, int, str], ...] = ()
    next_try: str = ""


@transaction.atomic
def review(reply: SentReply, reviewer: User, role: str, said: Said) -> tuple[ReplyReview, bool]:
    """Adds a review and settles the reply when it was the last one asked for. → the review, whether it is new.

    Sent twice, the first one stays. Whoever finishes reading after the reply was settled by others is kept beside
    them and changes nothing. The caller has checked that this person may review it (`readers.role_for`).
    """
    locked = SentReply.objects.select_for_update().get(pk=reply.pk)
    known = ReplyReview.objects.filter(reply=locked, reviewer=reviewer).first()
    if known is not None:
        return known, False
    made = ReplyReview.objects.create(
        reply=locked,
        reviewer=reviewer,
        role=role,
        levels=dict(said.levels),
        comments=[{"start": start, "end": end, "text": text} for start, end, text in said.comments],
        next_try=said.next_try,
    )
    if role != ReplyReview.As.SELF and locked.state != SentReply.State.SETTLED:
        _settle(locked, reviewer)
    return made, True


def _settle(reply: SentReply, last: User) -> None:
    brief = reply.attempt.version.exercise()
    counting = reply.reviews.exclude(role=ReplyReview.As.SELF)
    if reply.graded:
        counting = counting.filter(role=ReplyReview.As.REVIEWER)
    given = [[int(one.levels.get(criterion.id, 0)) for criterion in brief.rubric] for one in counting.order_by("pk")]
    needed = THIRD if reply.state == SentReply.State.THIRD else reply.wanted
    if len(given) < needed:
        return
    found = outcome(brief.rubric, given, brief.pass_mark, reply.wanted)
    if found.verdict == "third_needed":
        reply.state = SentReply.State.THIRD
        reply.save(update_fields=["state"])
        return
    reply.state, reply.settled = SentReply.State.SETTLED, timezone.now()
    reply.passed, reply.score = found.verdict == "passed", found.score
    reply.save(update_fields=["state", "settled", "passed", "score"])
    attempt = reply.attempt
    attempt.passed, attempt.score, attempt.reasons = reply.passed, reply.score, list(found.reasons)
    attempt.save(update_fields=["passed", "score", "reasons"])
    transaction.on_commit(lambda: tell_author(reply))
    if reply.graded:
        record(last, "reply.settled", reply, brand=reply.brand, passed=reply.passed, score=reply.score)
    if reply.passed:  # what is earned through it may be due now
        step_completed.send(
            Progress, person=attempt.person, brand=reply.brand, course_key=attempt.course_key,
            step_key=attempt.step_key,
        )  # fmt: skip
