"""Replies of the demo: written by hand, reviewed by the leader and the community managers, a few still waiting."""

from datetime import timedelta
from random import Random

from django.utils import timezone

from academy.exercises.passages import passages
from academy.exercises.rubric import outcome
from academy.learning.models import (
    Attempt,
    PracticeGroup,
    PracticeMember,
    ReplyExample,
    ReplyReview,
    SentReply,
)
from academy.library.models import PlaybookPage
from academy.library.tree import live_pages
from academy.people.models import Brand, Membership, Role, User
from academy.site.demo.company import address_of
from academy.site.demo.reply_texts import TEXTS

SETTLED_AFTER = timedelta(days=6)
ALWAYS_WAITING = 3  # so that there is something to review
GROUPS = {
    "Relation client, le mardi midi": ["Inès Benali", "Thomas Girard", "Aïcha Diallo", "Julie Fontaine", "Lucas Morel"],
    "Boutique de Lyon": ["Baptiste Charrier", "Océane Picard", "Mélanie Roche"],
}


def text_for(title: str, model: str, skill: float, lots: Random) -> str:
    """One of the texts written for an exercise, the better the more skilled; its model when there are none."""
    found = TEXTS.get(title)
    if not found:
        return model
    return found[min(len(found) - 1, int(len(found) * min(0.99, skill * (0.6 + 0.4 * lots.random()))))][0]


def make_replies(brand: Brand) -> int:
    """Puts the history's replies into the queue and reviews the older ones; → how many. Again: changes nothing."""
    lots = Random(11)
    _groups(brand)
    attempts = Attempt.objects.filter(brand=brand, version__kind="reply", status=Attempt.Status.DONE, sent_reply=None)
    attempts = list(attempts.select_related("version").order_by("finished", "pk"))
    places = {
        one.user_id: one.department
        for one in Membership.objects.filter(brand=brand, department__isnull=False).select_related("department")
    }
    replies = []
    for attempt in attempts:
        brief, place = attempt.version.exercise(), places.get(attempt.person_id)
        replies.append(SentReply(
            attempt=attempt, brand=brand, department=place, text=(attempt.state.get("drafts") or [""])[-1],
            graded=brief.graded, wanted=brief.reviewers if brief.graded else 1, sent=attempt.finished,
        ))  # fmt: skip
    SentReply.objects.bulk_create(replies, batch_size=200)
    _review_all(brand, replies, lots)
    _propose_example(brand)
    return len(replies)


def _groups(brand: Brand) -> None:
    for name, people in GROUPS.items():
        group, _made = PracticeGroup.objects.get_or_create(brand=brand, name=name)
        for person in User.objects.filter(email__in=[address_of(one) for one in people]):
            PracticeMember.objects.get_or_create(group=group, person=person)


def _review_all(brand: Brand, replies: list[SentReply], lots: Random) -> None:
    leader = Membership.objects.filter(brand=brand, role=Role.LEADER).order_by("pk").first()
    managers = list(Membership.objects.filter(brand=brand, role=Role.COMMUNITY_MANAGER).order_by("pk"))
    if leader is None:
        return
    latest = replies[-ALWAYS_WAITING:] if len(replies) > ALWAYS_WAITING else []
    first = User.objects.filter(email=address_of("Inès Benali")).values_list("pk", flat=True).first()
    reviews: list[ReplyReview] = []
    late: list[SentReply] = []
    for reply in replies:
        near = [one for one in managers if one.department_id == reply.department_id]
        readers = [one.user_id for one in [*near[:1], leader] if one.user_id != reply.attempt.person_id]
        old = timezone.now() - reply.sent > SETTLED_AFTER
        shown = reply.graded and reply.attempt.person_id == first  # hers is reviewed, whatever its age
        if (not shown and (not old or reply in latest)) or not readers:
            continue
        if len(readers) < reply.wanted:  # nobody near enough to be the second reader: it waits, not for months
            reply.sent = max(reply.sent, timezone.now() - timedelta(days=lots.randrange(1, 5), hours=lots.randrange(9)))
            late.append(reply)
            continue
        made = [_review(reply, reader, lots) for reader in readers[: reply.wanted]]
        reviews += made
        _settle(reply, made)
    ReplyReview.objects.bulk_create(reviews, batch_size=200)
    SentReply.objects.bulk_update(replies, ["state", "settled", "passed", "score"], batch_size=200)
    SentReply.objects.bulk_update(late, ["sent"], batch_size=200)
    attempts = [reply.attempt for reply in replies]
    Attempt.objects.bulk_update(attempts, ["passed", "score", "reasons"], batch_size=200)


def _review(reply: SentReply, reader: int, lots: Random) -> ReplyReview:
    brief = reply.attempt.version.exercise()
    known = TEXTS.get(brief.title, [])
    rank = next((number for number, (text, _advice) in enumerate(known) if text == reply.text), len(known) - 1)
    advice = known[rank][1] if known else "Gardez ce ton ; ajoutez l’heure de la prochaine nouvelle."
    base = (1, 2, 3)[max(0, min(rank, 2))]
    levels = {}
    for one in brief.rubric:
        level = base + lots.choice([-1, 0, 0, 0, 1])
        levels[one.id] = max(2 if one.eliminatory and rank > 0 else 0, min(level, one.top))
    start, end = passages(reply.text)[0]
    comment = "On se sent lu dès le premier mot." if rank == 2 else "Ici, reprenez ses mots à elle ou à lui."
    return ReplyReview(
        reply=reply, reviewer_id=reader, role=ReplyReview.As.REVIEWER, levels=levels, next_try=advice,
        comments=[{"start": start, "end": end, "text": comment}], at=reply.sent + timedelta(days=lots.randrange(1, 5)),
    )  # fmt: skip


def _settle(reply: SentReply, reviews: list[ReplyReview]) -> None:
    if len(reviews) < reply.wanted:
        return
    brief, attempt = reply.attempt.version.exercise(), reply.attempt
    given = [[one.levels[criterion.id] for criterion in brief.rubric] for one in reviews]
    found = outcome(brief.rubric, given, brief.pass_mark, reply.wanted)
    if found.verdict == "third_needed":
        reply.state = SentReply.State.THIRD
        return
    reply.state, reply.settled = SentReply.State.SETTLED, max(one.at for one in reviews)
    reply.passed, reply.score = found.verdict == "passed", found.score
    attempt.passed, attempt.score, attempt.reasons = reply.passed, reply.score, list(found.reasons)


def _propose_example(brand: Brand) -> None:
    """The leader asks Inès whether her best reply may be shown."""
    if ReplyExample.objects.filter(reply__brand=brand).exists():
        return
    best = SentReply.objects.filter(
        brand=brand, attempt__person__email=address_of("Inès Benali"), passed=True, example=None
    ).order_by("-graded", "-score").first()  # fmt: skip
    playbook = live_pages(PlaybookPage, brand, "fr").filter(slug__startswith="repondre-a-un-avis").first()
    leader = Membership.objects.filter(brand=brand, role=Role.LEADER).order_by("pk").first()
    if best and playbook and leader:
        text = best.text.replace("Inès", "[prénom]")
        ReplyExample.objects.create(reply=best, playbook=playbook, text=text, proposed_by_id=leader.user_id)
