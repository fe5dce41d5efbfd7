"""A key was corrected: who would get another grade, and giving it. All or nothing, and twice is once."""

from dataclasses import dataclass
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from academy.exercises.question import Question
from academy.exercises.quiz import Quiz, QuizState
from academy.exercises.regrade import corrections, regrade
from academy.exercises.verdict import Result
from academy.learning.counting import recount
from academy.learning.exam_rules import Rules
from academy.learning.item_counts import lock_counts
from academy.learning.models import Attempt, GradeDecision, NewGrade, Progress, Regrade
from academy.learning.progress import complete_step
from academy.learning.refreshers.deck import learn_from
from academy.learning.signals import grades_raised, marks_wanted
from academy.library.models import CoursePage, ExerciseVersion, QuizPage
from academy.library.tree import page_by_key
from academy.people.audit import record
from academy.people.models import Brand, User

BATCH = 300


class PlanChanged(Exception):
    """Since the preview somebody finished, or the key changed again: look once more before applying."""


@dataclass(frozen=True)
class Change:
    """One attempt and what becomes of its grade."""

    attempt: Attempt
    before: Result
    now: Result
    items: tuple[str, ...]
    held: bool  # it would fall below a mark: a leader decides

    @property
    def practice(self) -> bool:
        return not Rules.from_json(self.attempt.rules).graded


@dataclass(frozen=True)
class Plan:
    """`corrected`: code → (question as it was marked, as it is now). `digest` names exactly this plan."""

    version: ExerciseVersion | None
    corrected: dict[str, tuple[Question, Question]]
    changes: list[Change]

    @property
    def digest(self) -> str:
        lines = [f"{one.attempt.pk}:{one.before.score}:{one.now.score}:{one.held}" for one in self.changes]
        return sha256("\n".join([str(self.version and self.version.pk), *sorted(lines)]).encode()).hexdigest()[:32]

    def _where(self, rule) -> list[Change]:
        return [one for one in self.changes if not one.practice and rule(one)]

    @property
    def raised(self) -> list[Change]:
        return self._where(lambda one: not one.held and one.now.score > one.before.score)

    @property
    def lowered(self) -> list[Change]:
        return self._where(lambda one: not one.held and one.now.score <= one.before.score)

    @property
    def held(self) -> list[Change]:
        return self._where(lambda one: one.held)

    @property
    def in_practice(self) -> int:
        """Only their number is told: practice is nobody's business."""
        return sum(1 for one in self.changes if one.practice)


def plan_for(page: QuizPage, brand: Brand) -> Plan:
    """Finished attempts at earlier versions that today's keys would grade otherwise; nothing is written."""
    version = ExerciseVersion.objects.current(page.pk)
    new = version.exercise() if version else None
    if version is None or not isinstance(new, Quiz):
        return Plan(None, {}, [])
    older = ExerciseVersion.objects.filter(exercise_key=version.exercise_key, locale=version.locale, kind="quiz")
    corrected, changes = {}, []
    marks = _marks(brand, page, new)
    for one in older.exclude(pk=version.pk).defer("content").order_by("pk"):
        old = one.exercise()
        found = corrections(old, new) if isinstance(old, Quiz) else {}
        if found:
            of_version = _changes(brand, one, old, version, found, marks)
            changes += of_version
            if of_version:
                corrected.update({code: (old.question(code), question) for code, question in found.items()})
    return Plan(version, corrected, changes)


def offered(page: QuizPage, brand: Brand) -> bool:
    """Whether a key differs from one by which somebody was graded: a few queries, no attempt is read."""
    version = ExerciseVersion.objects.current(page.pk)
    new = version.exercise() if version else None
    if version is None or not isinstance(new, Quiz):
        return False
    mine = Attempt.objects.filter(
        brand=brand, step_key=page.translation_key, status=Attempt.Status.DONE, person__is_active=True
    )
    played = mine.exclude(version=version).exclude(new_grades__version=version)
    older = ExerciseVersion.objects.filter(pk__in=played.values("version"), locale=version.locale, kind="quiz")
    return any(
        isinstance(old, Quiz) and corrections(old, new) for old in (one.exercise() for one in older.defer("content"))
    )


def _changes(brand, version, old, target, corrected, marks) -> list[Change]:
    attempts = (
        Attempt.objects.graded()
        .filter(brand=brand, version=version, status=Attempt.Status.DONE, person__is_active=True)
        .exclude(new_grades__version=target)
        .select_related("person")
        .order_by("pk")
    )
    found = []
    for attempt in attempts.iterator(chunk_size=BATCH):
        state = attempt.kept_state()
        if not isinstance(state, QuizState):
            continue  # erased
        before = Result(attempt.now_score or 0, 0, 0, bool(attempt.now_passed), ())
        result = regrade(old, state, corrected, before)
        items = tuple(code for code, _before, _now in result.changed)
        if not items or (result.now.score, result.now.passed) == (before.score, before.passed):
            continue
        falls = before.passed and not result.now.passed
        falls = falls or any(result.now.score < mark <= before.score for mark in marks)
        if not Rules.from_json(attempt.rules).graded and result.now.score < before.score:
            continue  # in practice nothing is taken back
        attempt.version = version
        found.append(Change(attempt, before, result.now, items, falls))
    return found


def _marks(brand: Brand, page: QuizPage, quiz: Quiz) -> set[int]:
    """The quiz's pass mark, and those that somebody above asks of it."""
    said = marks_wanted.send(Attempt, brand=brand, step_key=page.translation_key)
    return {quiz.pass_mark, *(mark for _receiver, marks in said for mark in marks)}


@transaction.atomic
def apply(page: QuizPage, brand: Brand, by: User, reason: str, digest: str) -> Regrade | None:
    """Gives the new grades of the plan that was looked at; None when nothing is left to change.

    Raises PlanChanged when the plan is another one by now. Who passes now completes the step, in this transaction.
    """
    lock_counts([brand.pk])  # one regrade at a time
    plan = plan_for(page, brand)
    if not plan.changes or plan.version is None:
        return None
    if plan.digest != digest:
        raise PlanChanged
    made = Regrade.objects.create(
        brand=brand, exercise_key=page.translation_key, version=plan.version, items=sorted(plan.corrected), by=by,
        reason=reason[:300],
    )  # fmt: skip
    NewGrade.objects.bulk_create(
        [
            NewGrade(
                regrade=made, attempt=one.attempt, version=plan.version, score_before=one.before.score,
                passed_before=one.before.passed, score=one.now.score, passed=one.now.passed,
                reasons=list(one.now.reasons), changed=list(one.items), held=one.held,
            )
            for one in plan.changes
        ],
        batch_size=BATCH,
    )  # fmt: skip
    for one in plan.changes:
        if one.now.passed and not one.before.passed:
            _follow_up(one.attempt, brand)
    if raised := {one.attempt.person_id for one in plan.changes if one.now.passed and not one.held}:
        grades_raised.send(Regrade, brand=brand, people=sorted(raised))
    recount.enqueue(str(page.translation_key), brand.pk)
    counts = {"raised": plan.raised, "lowered": plan.lowered, "held": plan.held}
    record(
        by, "quiz.regraded", made, reason, brand=brand, quiz=str(page.translation_key), questions=made.items,
        practice=plan.in_practice, **{name: len(changes) for name, changes in counts.items()},
    )  # fmt: skip
    return made


def _follow_up(attempt: Attempt, brand: Brand) -> None:
    """What passing brings: the step is done, and what was answered comes back in refreshers."""
    attempt.now_passed, quiz, state = True, attempt.version.exercise(), attempt.kept_state()
    if isinstance(quiz, Quiz) and isinstance(state, QuizState):
        learn_from(attempt, quiz, state)
    course = page_by_key(CoursePage, brand, attempt.course_key, attempt.version.locale)
    enrolled = Progress.objects.filter(person=attempt.person, course_key=attempt.course_key).exists()
    if course is not None and enrolled:
        complete_step(attempt.person, brand, course, attempt.step_key)


def waiting(brand: Brand):
    """Held grades nobody has decided about, oldest first."""
    rows = NewGrade.objects.filter(regrade__brand=brand, held=True, decision__isnull=True)
    return rows.select_related("attempt__person", "attempt__version__page", "regrade").order_by("pk")


@transaction.atomic
def decide(grade: NewGrade, by: User, lowered: bool, reason: str = "") -> bool:
    """→ False when somebody decided before. Certificates stay as they are either way: taking one back is an act of
    its own, with a hearing."""
    locked = NewGrade.objects.select_for_update().select_related("regrade", "attempt__person").get(pk=grade.pk)
    if not locked.held or GradeDecision.objects.filter(grade=locked).exists():
        return False
    GradeDecision.objects.create(grade=locked, lowered=lowered, by=by, reason=reason[:300])
    record(
        by, "quiz.grade_lowered" if lowered else "quiz.grade_kept", locked.attempt.person, reason,
        brand=locked.regrade.brand, attempt=str(locked.attempt.public_id), before=locked.score_before, now=locked.score,
        on=timezone.localdate(),
    )  # fmt: skip
    return True
