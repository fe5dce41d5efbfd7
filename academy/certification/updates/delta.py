"""The short quiz about what changed since a certificate was given: ten questions of the bank, played like any exam."""

import secrets

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from academy.certification.models import Award
from academy.certification.updates.since import MOST_QUESTIONS, asked_updates, delta_key
from academy.exercises import canonical
from academy.exercises.play import start
from academy.exercises.quiz import Draw, Quiz
from academy.learning.attempts import NoAttemptLeft, NothingToPlay
from academy.learning.exam_rules import Past, Rules, may_begin
from academy.learning.models import Attempt
from academy.library.models import ExerciseVersion, Question
from academy.library.quiz_engine import read_question
from academy.people.models import User

PASS_MARK = 80
RULES = Rules(mode="exam", cooldown_hours=24, talk_after=0)


def begin_delta(person: User, award: Award, language: str) -> Attempt:
    """The attempt under way at the quiz for renewing this certificate, or a new one.

    Raises NothingToPlay when nothing is asked, NoAttemptLeft while a failed attempt is too fresh.
    """
    updates = asked_updates(award.brand, award)
    key = delta_key(award.brand, updates)
    mine = list(Attempt.objects.of(person, key))
    running = next((one for one in mine if one.status == Attempt.Status.RUNNING), None)
    if running:
        return running
    version = _version(award, key, {update.tag for update in updates if update.tag}, language)
    now = timezone.now()
    may = may_begin(RULES, [Past(bool(one.passed), one.finished or now) for one in reversed(mine)], now)
    if may.refused:
        raise NoAttemptLeft(may)
    seed = secrets.randbits(62)
    try:
        with transaction.atomic():
            return Attempt.objects.create(
                person=person, brand=award.brand, course_key=key, step_key=key, version=version,
                number=max((one.number for one in mine), default=0) + 1, seed=seed,
                state=canonical.state_to_json(start(version.exercise(), seed)), rules=RULES.to_json(),
            )  # fmt: skip
    except IntegrityError:  # a second tab was faster
        return Attempt.objects.get(person=person, step_key=key, status=Attempt.Status.RUNNING)


def _version(award: Award, key, tags: set[str], language: str) -> ExerciseVersion:
    """What this quiz is today, written once per content, in the person's language or, failing that, in French."""
    rows = Question.objects.filter(brand=award.brand, live=True, tags__name__in=tags).distinct()
    for code in dict.fromkeys((language[:2], "fr")):
        questions = list(rows.filter(locale__language_code=code).order_by("code").prefetch_related("tags"))
        if questions:
            return _written(_quiz(award, key, questions, code), key)
    raise NothingToPlay


def _quiz(award: Award, key, questions: list[Question], language: str) -> Quiz:
    """One draw per tag, in equal parts: every change has its questions."""
    pool = tuple(read_question(question) for question in questions)
    few = len(pool) <= MOST_QUESTIONS
    with override(language):
        title = _("What changed: %(level)s") % {"level": award.level.name}
        summary = _("What you must know that is new since your certificate.")
    return Quiz(
        id=str(key), locale=language, title=title, summary=summary, minutes=5, pass_mark=PASS_MARK, attempts=0,
        questions=pool,
        listed=tuple(question.id for question in pool) if few else (),
        draws=() if few else (Draw(tag="", count=MOST_QUESTIONS),),
        show_feedback=False, mode="exam",
    )  # fmt: skip


def _written(quiz: Quiz, key) -> ExerciseVersion:
    content_hash = canonical.content_hash(quiz)
    known = ExerciseVersion.objects.filter(exercise_key=key, hash=content_hash).order_by("-pk").first()
    return known or ExerciseVersion.objects.create(
        exercise_key=key, kind="quiz", locale=quiz.locale, hash=content_hash, content=canonical.to_json(quiz)
    )
