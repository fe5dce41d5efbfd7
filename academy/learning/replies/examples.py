"""Exemplary replies: the leader proposes, the author agrees or not, and the playbook shows them without a name."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from academy.exercises.personal_data import pseudonymise
from academy.learning.reply_models import ReplyExample, SentReply
from academy.library.models import PlaybookPage
from academy.people.audit import record
from academy.people.models import User


def anonymised(reply: SentReply) -> str:
    """The text as it would be shown: personal data replaced, and the author's own first and last name."""
    text, _found = pseudonymise(reply.text, reply.attempt.version.locale)
    for name in reply.attempt.person.name.split():
        if len(name) > 1:
            text = text.replace(name, "[…]")
    return text


@transaction.atomic
def propose(reply: SentReply, playbook: PlaybookPage, text: str, leader: User) -> ReplyExample:
    """Asks the author. Proposed twice, the first proposal stays. Raises ValueError unless it was found good."""
    locked = SentReply.objects.select_for_update().get(pk=reply.pk)
    if not locked.passed:
        raise ValueError("only a reply that was found good")
    made, new = ReplyExample.objects.get_or_create(
        reply=locked, defaults={"playbook": playbook, "text": text, "proposed_by": leader}
    )
    if new:
        record(leader, "reply.example_proposed", reply, brand=reply.brand)
    return made


@transaction.atomic
def answer(example: ReplyExample, agreed: bool) -> None:
    """The author's word; it can be taken back at any time, and then the example is gone from the playbook."""
    word = ReplyExample.Answer.YES if agreed else ReplyExample.Answer.NO
    if example.answer == word:
        return
    example.answer, example.answered = word, timezone.now()
    example.save(update_fields=["answer", "answered"])
    reply = example.reply
    record(reply.attempt.person, "reply.example_" + ("agreed" if agreed else "withdrawn"), reply, brand=reply.brand)


def shown_in(playbook: PlaybookPage) -> QuerySet:
    return ReplyExample.objects.filter(playbook=playbook, answer=ReplyExample.Answer.YES).order_by("answered")
