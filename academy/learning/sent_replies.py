"""A reply leaves its author: from here on it waits for its review."""

from academy.exercises.reply import ReplyBrief
from academy.learning.reply_models import SentReply
from academy.people.models import Membership, User

TO_REVIEW = "to_review"  # the engine's reason for a result that people will give


def hand_over(attempt, person: User, brief: ReplyBrief, text: str) -> SentReply:
    """Puts a finished attempt into the queue of whoever reviews. Doing it twice changes nothing."""
    own = Membership.objects.valid_on().filter(user=person, brand=attempt.brand, department__isnull=False)
    membership = own.order_by("pk").first()
    reply, _made = SentReply.objects.get_or_create(
        attempt=attempt,
        defaults={
            "brand": attempt.brand,
            "department_id": membership.department_id if membership else None,
            "text": text,
            "graded": brief.graded,
            "wanted": brief.reviewers if brief.graded else 1,
        },
    )
    return reply
