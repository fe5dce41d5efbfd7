"""What replies and their reviews hold about people."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from academy.learning.reply_models import PracticeMember, ReplyAssignment, ReplyExample, ReplyReview, SentReply
from academy.people.privacy import declare, keep_rows
from academy.people.privacy_declared import ACCOUNT, CONTRACT, INTEREST


def _empty_replies(rows: QuerySet) -> None:
    """The text goes, and every word said about it with it; levels stay, so that reviewers can still be compared."""
    ids = list(rows.values_list("pk", flat=True))
    ReplyReview.objects.filter(reply__in=ids).update(comments=[], next_try="")
    ReplyExample.objects.filter(reply__in=ids).delete()
    SentReply.objects.filter(pk__in=ids).update(text="")


def declare_replies() -> None:
    declare(
        SentReply,
        person="attempt__person",
        title=_("Replies you sent, and what was said of them"),
        purpose=_("To have your replies reviewed, and to decide on certificates; reviewers do not see your name."),
        basis=CONTRACT,
        retention=_("24 months"),
        months=24,
        since="sent",
        erase=_empty_replies,
        expire=_empty_replies,
        fields=["attempt__step_key", "text", "graded", "sent", "state", "passed", "score", "reviews__role",
                "reviews__levels", "reviews__comments", "reviews__next_try", "reviews__at"],
    )  # fmt: skip
    declare(
        ReplyReview,
        person="reviewer",
        title=_("Reviews you gave"),
        purpose=_("To tell the author what to try next and to see how well reviewers agree."),
        basis=CONTRACT,
        retention=ACCOUNT,
        fields=["role", "levels", "comments", "next_try", "at"],
        erase=keep_rows,
    )
    declare(
        ReplyExample,
        person="reply__attempt__person",
        title=_("Replies shown as examples"),
        purpose=_("To show colleagues a good reply, without your name and while you agree."),
        basis=INTEREST,
        retention=ACCOUNT,
        fields=["playbook__title", "text", "proposed", "answer", "answered"],
    )
    declare(
        PracticeMember,
        title=_("Practice groups"),
        purpose=_("To read each other’s practice replies."),
        basis=CONTRACT,
        retention=ACCOUNT,
        fields=["group__name"],
    )
    declare(
        ReplyAssignment,
        person="reviewer",
        title=_("Replies you were asked to read"),
        purpose=_("To have replies that wait read by somebody."),
        basis=CONTRACT,
        retention=ACCOUNT,
        fields=["at"],
    )
