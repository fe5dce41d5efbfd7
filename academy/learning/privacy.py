"""What this room holds about people."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from academy.learning.models import (
    Attempt,
    CharterSignature,
    CoachingTalk,
    ExtraTime,
    NewGrade,
    Progress,
    RefresherAnswer,
    RefresherCard,
    RefresherReminder,
    Response,
    StepCompletion,
)
from academy.learning.reply_privacy import declare_replies
from academy.people.privacy import declare, keep_rows
from academy.people.privacy_declared import ACCOUNT, CONTRACT


def _empty_attempts(rows: QuerySet) -> None:
    """Scores stay for statistics, on an account that is nobody; the answers go."""
    rows.update(state={}, reasons=[])


def _finished_only(rows: QuerySet) -> None:
    rows.filter(attempt__status=Attempt.Status.DONE).delete()


def declare_all() -> None:
    declare_replies()
    declare(
        Progress,
        title=_("Progress in courses"),
        purpose=_("To take up a course where you left it; your manager sees how far you are."),
        basis=CONTRACT,
        retention=ACCOUNT,
        fields=["course_key", "enrolled", "last_seen", "steps_done", "steps_total", "completed"],
        erase=keep_rows,
    )
    declare(
        StepCompletion,
        title=_("Steps completed"),
        purpose=_("To know what you have done."),
        basis=CONTRACT,
        retention=ACCOUNT,
        fields=["course_key", "step_key", "completed", "credited"],
        erase=keep_rows,
    )
    declare(
        Attempt,
        title=_("Attempts and scores"),
        purpose=_("To show your results and decide on certificates; your manager never sees them."),
        basis=CONTRACT,
        retention=ACCOUNT,
        fields=["step_key", "number", "status", "score", "passed", "started", "finished"],
        erase=_empty_attempts,
    )
    declare(
        Response,
        person="attempt__person",
        title=_("Answers"),
        purpose=_("To replay what you answered and to mend questions that mislead."),
        basis=CONTRACT,
        retention=_("13 months"),
        months=13,
        since="at",
        expire=_finished_only,
        fields=["attempt__step_key", "seq", "item", "action", "at"],
    )
    declare(
        NewGrade,
        person="attempt__person",
        title=_("Grades after a corrected key"),
        purpose=_("To put right what a wrong key cost you; the first grade stays readable."),
        basis=CONTRACT,
        retention=ACCOUNT,
        fields=["attempt__step_key", "score_before", "passed_before", "score", "passed", "held", "regrade__at"],
        erase=keep_rows,
    )
    declare(
        CharterSignature,
        title=_("Charter signatures"),
        purpose=_("To prove that you read the charter."),
        basis=CONTRACT,
        retention=ACCOUNT,
        fields=["version", "text_hash", "signed"],
    )
    declare(
        ExtraTime,
        title=_("Extra time in exams"),
        purpose=_("To make your time limits longer. The reason is not kept; your community leader sees the entry."),
        basis=CONTRACT,
        retention=ACCOUNT,
        fields=["percent", "until", "created"],
    )
    declare(
        CoachingTalk,
        title=_("Coaching talks after exams"),
        purpose=_("To open one more attempt after a talk; your community leader and your manager see that it is due."),
        basis=CONTRACT,
        retention=_("24 months"),
        months=24,
        since="due_since",
        fields=["step_key", "due_since", "held", "agreed", "recorded"],
    )
    _declare_refreshers()


def _declare_refreshers() -> None:
    declare(
        RefresherCard,
        title=_("Refresher questions"),
        purpose=_("To bring back what you have learnt before you forget it; nobody else sees it."),
        basis=CONTRACT,
        retention=ACCOUNT,
        fields=["code", "must_know", "stability", "difficulty", "due", "last_seen", "learnt"],
    )
    declare(
        RefresherAnswer,
        person="card__person",
        title=_("Answers to refreshers"),
        purpose=_(
            "To plan the next time; of must-know questions the share remembered can make renewing a certificate "
            "lighter."
        ),
        basis=CONTRACT,
        retention=_("13 months"),
        months=13,
        since="at",
        fields=["card__code", "day", "at", "answer", "right"],
    )
    declare(
        RefresherReminder,
        title=_("Reminder of refreshers"),
        purpose=_("To write to you at most once a week. You can stop it in your profile."),
        basis=CONTRACT,
        retention=ACCOUNT,
        fields=["sent"],
    )
