"""One answer of the day's set: saved before it is explained, once however often it is sent."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from academy.exercises.kinds import credit
from academy.exercises.play import Answer, Refused, play
from academy.exercises.quiz import Question, Quiz, QuizState
from academy.learning.refreshers.deck import seed_of
from academy.learning.refreshers.models import RefresherAnswer, RefresherCard
from academy.learning.refreshers.plan import Memory, after_answer


def quiz_of(question: Question, locale: str) -> Quiz:
    """A practice quiz of this one question, so that it is drawn, read and explained like any other."""
    return Quiz(question.id, locale, "", "", 1, 100, 0, (question,), (question.id,))


def state_of(card: RefresherCard, question: Question, day: date, chosen: tuple[str, ...] = ()) -> QuizState:
    answers = ((question.id, chosen),) if chosen else ()
    return QuizState("", seed_of(card, day), 0, (question.id,), answers)


def take(card: RefresherCard, question: Question, locale: str, chosen: tuple[str, ...], sureness: str, day: date):
    """→ (the day's answer to the card, None), or (None, why it was refused). The first answer of a day stands."""
    known = card.answers.filter(day=day).first()
    if known is not None:
        return known, None
    state = state_of(card, question, day)
    outcome = play(quiz_of(question, locale), state, Answer(question.id, chosen, state.seq, sureness))
    if isinstance(outcome, Refused):
        return None, outcome
    given = outcome.state.answer(question.id)
    right, now = credit(question, given) == 1, timezone.now()
    memory = Memory(card.stability, card.difficulty, card.due, card.last_seen)
    memory = after_answer(memory, right, sureness, question.critical, now)
    try:
        with transaction.atomic():
            saved = RefresherAnswer.objects.create(
                card=card, day=day, at=now, answer=list(given), right=right, must_know=question.critical
            )
            RefresherCard.objects.filter(pk=card.pk).update(
                stability=memory.stability, difficulty=memory.difficulty, due=memory.due, last_seen=now,
                must_know=question.critical,
            )  # fmt: skip
    except IntegrityError:  # a second tab was faster
        return card.answers.get(day=day), None
    return saved, None
