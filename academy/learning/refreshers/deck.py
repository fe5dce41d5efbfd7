"""A person's cards: filled from what they answered in courses, drawn from as the day's set."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from zlib import crc32

from django.db.models import QuerySet
from django.utils import timezone

from academy.exercises.quiz import Question, Quiz, QuizState
from academy.exercises.quiz_result import asked
from academy.learning.models import Attempt
from academy.learning.refreshers.models import RefresherAnswer, RefresherCard
from academy.learning.refreshers.plan import AT_MOST, after_answer, how_many_fit, seconds_to_read
from academy.library.models import Question as BankQuestion
from academy.library.quiz_engine import read_question
from academy.people.models import Brand, User

AT_ONCE = 500  # attempts


def learn_from(attempt: Attempt, quiz: Quiz, state: QuizState) -> None:
    """Puts the questions answered in a finished attempt on cards; those that are there already stay as they are."""
    RefresherCard.objects.bulk_create(_cards(attempt, quiz, state), ignore_conflicts=True)


def _cards(
    attempt: Attempt, quiz: Quiz, state: QuizState, known: Container[tuple[int, str]] = ()
) -> list[RefresherCard]:
    """New cards, but for (person, code) that are `known`. An exam's questions come once it is passed: a refresher
    shows the answer, and an exam does not."""
    if quiz.mode != "practice" and not attempt.counts_as_passed:
        return []
    cards = []
    for question, earned in asked(quiz, state):
        if state.answer(question.id) and (attempt.person_id, question.id) not in known:
            right, sure = earned == 1, state.sureness(question.id)
            at = attempt.finished or timezone.now()
            memory = after_answer(None, right, sure, question.critical, at)
            cards.append(RefresherCard(
                person_id=attempt.person_id, brand_id=attempt.brand_id, code=question.id, must_know=question.critical,
                stability=memory.stability, difficulty=memory.difficulty, due=memory.due, last_seen=at, learnt=at,
            ))  # fmt: skip
    return cards


def catch_up(brand: Brand) -> int:
    """Cards for quizzes finished before there were refreshers, or brought in by an import; → how many are new.

    Looks at every finished quiz, AT_ONCE at a time: who has one card may lack others.
    """
    done = Attempt.objects.graded().filter(brand=brand, status=Attempt.Status.DONE, version__kind="quiz")
    rows = done.select_related("version").defer("version__content").order_by("pk")
    found, made = rows.iterator(chunk_size=AT_ONCE), 0
    while some := list(islice(found, AT_ONCE)):
        made += _add_missing(brand, some)
    return made


def _add_missing(brand: Brand, attempts: list[Attempt]) -> int:
    people = {attempt.person_id for attempt in attempts}
    known = set(RefresherCard.objects.filter(brand=brand, person__in=people).values_list("person", "code"))
    new: dict[tuple[int, str], RefresherCard] = {}
    for attempt in attempts:
        quiz, state = attempt.version.exercise(), attempt.kept_state()
        if isinstance(quiz, Quiz) and isinstance(state, QuizState):
            for card in _cards(attempt, quiz, state, known):
                new.setdefault((card.person_id, card.code), card)
    RefresherCard.objects.bulk_create(new.values(), ignore_conflicts=True)
    return len(new)


@dataclass(frozen=True, slots=True)
class Today:
    """The day's set: what was answered today and the cards still to answer; together five at most and a minute."""

    done: int
    left: list[RefresherCard]
    right: int = 0

    @property
    def total(self) -> int:
        return self.done + len(self.left)


def today_of(person: User, brand: Brand, language: str, day: date | None = None) -> Today:
    """Must-know questions first, then the longest due; questions no longer published are left out. Three queries."""
    day = day or timezone.localdate()
    given = RefresherAnswer.objects.filter(card__person=person, card__brand=brand, day=day)
    answered = list(given.values_list("card_id", "card__code", "right"))
    done, right = len(answered), sum(right for _card, _code, right in answered)
    if done >= AT_MOST:
        return Today(done, [], right)
    live = BankQuestion.objects.filter(brand=brand, live=True, locale__language_code=language)
    due = RefresherCard.objects.filter(
        person=person, brand=brand, due__lt=_end_of(day), code__in=live.values("code")
    ).exclude(pk__in=[card for card, _code, _right in answered])
    left = list(due.order_by("-must_know", "due", "pk")[: AT_MOST - done])
    before = [code for _card, code, _right in answered]
    seconds = _seconds(live, {*before, *(card.code for card in left)} if left else ())
    spent = sum(seconds.get(code, 0) for code in before)
    return Today(done, left[: how_many_fit([seconds.get(card.code, 0) for card in left], spent)], right)


def _seconds(live: QuerySet, codes: Iterable[str]) -> dict[str, float]:
    if not codes:
        return {}
    return {row.code: seconds_to_read(read_question(row, tags=())) for row in live.filter(code__in=codes)}


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def question_of(card: RefresherCard, language: str) -> Question | None:
    """The card's question as it is published today in that language."""
    rows = BankQuestion.objects.filter(brand_id=card.brand_id, code=card.code, live=True)
    row = rows.filter(locale__language_code=language).first()
    return read_question(row, tags=()) if row else None


def seed_of(card: RefresherCard, day: date) -> int:
    """Orders what is shown: the same all day, another order another day."""
    return crc32(f"{card.pk}:{day.isoformat()}".encode())
