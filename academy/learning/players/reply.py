"""The reply player: situation, message, a text that is kept as one writes, the voice check, sending for review."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from academy.exercises import personal_data
from academy.exercises.channels import Limit, count, limit_of
from academy.exercises.play import Action, Save, Send, Unreadable
from academy.exercises.reply import TEXT_LIMIT, ReplyBrief
from academy.exercises.voice import charter_rules_of
from academy.learning.attempts import Outcome
from academy.learning.models import Attempt, ReplyReview, SentReply
from academy.learning.players.screens import Play, Screen, read_seq
from academy.learning.players.voice_check import checked, personal_in
from academy.learning.replies.review_form import ReviewForm
from academy.learning.replies.shown import shown_of
from academy.library.voice import charter_rules

CHECKING = "verifier"


def read_action(attempt: Attempt, data: Mapping[str, Any]) -> Action:
    seq, text = read_seq(data), str(data.get("text", ""))
    match str(data.get("do", "")):
        case "save" | "check" | "take":
            return Save(text, seq)
        case "pseudonymise" if len(text) <= TEXT_LIMIT:
            return Save(personal_data.pseudonymise(text, attempt.version.locale, personal_data.PUBLIC)[0], seq)
        case "send":
            return Send(text, seq)
    return Unreadable()


@dataclass(frozen=True)
class Length:
    """`counting` says how the channel counts: signs | x | sms. `most` 0: no limit known."""

    size: int
    least: int
    most: int
    counting: str


def length_of(brief: ReplyBrief, text: str) -> Length:
    limit: Limit | None = limit_of(brief.channel)
    most = min(filter(None, (brief.most, limit.most if limit else 0)), default=0)
    counting = limit.counting if limit else "signs"
    return Length(count(text, counting), brief.least, most, counting)


def screen(play: Play, query: Mapping[str, Any], outcome: Outcome | None = None) -> Screen | None:
    if play.state.status != "playing":
        return None
    brief, text = play.exercise, play.state.text
    situation, _line, more = brief.situation.partition("\n")
    charter = charter_rules_of(brief, charter_rules(play.attempt.brand, brief.locale))
    context = {
        "draft": text,
        "length": length_of(brief, text),
        "text_limit": TEXT_LIMIT,
        "situation": situation,
        "situation_more": more.splitlines(),
        "task": brief.task.splitlines(),
        "received": brief.received.splitlines(),
        "voice": [rule for rule in brief.rules if rule.message],
        "charter": charter,
        "versions": list(enumerate(reversed(play.state.drafts[:-1]), 1)),
        "personal": personal_in(text, brief.locale),
        "checked": checked(brief, text, charter) if CHECKING in query and text else None,
        "check_empty": CHECKING in query and not text,
        "earlier": earlier_of(play.attempt),
        "criteria": [one.label_in(brief.locale) for one in brief.rubric],
    }
    return Screen("learning/players/reply/play.html", "learning/players/reply/fragment.html", context)


def earlier_of(attempt: Attempt) -> SentReply | None:
    """What the person sent the last time: one rewrites better with it at hand. None in a trial."""
    if attempt.pk is None:
        return None
    sent = SentReply.objects.filter(attempt__person=attempt.person_id, attempt__step_key=attempt.step_key)
    return sent.exclude(attempt=attempt).exclude(text="").order_by("-sent").first()


def target(play: Play, data: Mapping[str, Any], outcome: Outcome) -> str:
    held_back = data.get("do") == "send" and outcome.refused is not None
    return f"?{CHECKING}=1" if data.get("do") == "check" or held_back else ""


def result(play: Play) -> Screen:
    brief, text = play.exercise, play.state.text
    sent = _sent(play.attempt)
    reviews = list(sent.reviews.all()) if sent else []
    seen = reviews if sent and sent.state == SentReply.State.SETTLED else [one for one in reviews if one.role == "self"]
    context = {
        "sent": sent,
        "example": getattr(sent, "example", None),
        "shown": shown_of(brief, sent, seen) if sent and seen else None,
        "settled": bool(sent and sent.state == SentReply.State.SETTLED),
        "own": ReviewForm(brief, text, own=True) if sent and not _rated(reviews) and not sent.settled else None,
        "why_not": [_why(reason) for reason in play.attempt.reasons],
        "checked": checked(brief, text, charter_rules(play.attempt.brand, brief.locale)),
        "received": brief.received.splitlines(),
        "model": brief.model.splitlines() if _may_see_model(play, sent) else [],
    }
    return Screen("learning/players/reply/result.html", "", context)


def _sent(attempt: Attempt) -> SentReply | None:
    """None in a trial, whose attempt is kept nowhere."""
    if attempt.pk is None:
        return None
    return SentReply.objects.filter(attempt=attempt).select_related("example__playbook").first()


def _rated(reviews: list[ReplyReview]) -> bool:
    return any(one.role == ReplyReview.As.SELF for one in reviews)


def _why(reason: str) -> str:
    known = {
        "safety": _("Safety comes first: with a risk left in it, a reply does not pass, whatever the rest is worth."),
        "below_pass_mark": _("Below the mark that this exercise asks for."),
    }
    return known.get(reason, "")


def _may_see_model(play: Play, sent: SentReply | None) -> bool:
    """In practice once it is sent; where it counts, once nothing can be copied from it any more."""
    return bool(play.exercise.model) and (not play.exercise.graded or bool(sent and sent.passed))
