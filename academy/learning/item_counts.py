"""Counts of quiz attempts, for item analysis: each finished first attempt is added once, when it is sent."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from itertools import pairwise

from django.db import transaction

from academy.exercises.item_parts import UNIT, AttemptPart, part_of
from academy.exercises.question import Question
from academy.exercises.quiz import Quiz, QuizState
from academy.exercises.regrade import as_corrected
from academy.exercises.times import bucket_of
from academy.learning.adding_up import add_up
from academy.learning.corrected_keys import corrected_of
from academy.learning.item_models import AnswerCount, ItemCount, QuizCount, ScoreCount, TimeCount
from academy.learning.models import Attempt
from academy.people.models import Brand

_MODELS = (QuizCount, ScoreCount, ItemCount, AnswerCount, TimeCount)
_QUIZ_SUMS = ("n", "items", "x", "xx", "score", "score_score", "between")
_ITEM_SUMS = ("n", "x", "xx", "rest", "rest_rest", "x_rest")


def add_attempts(attempts: list[Attempt]) -> int:
    """Adds finished first attempts at quizzes; → how many. Inside the transaction that marks them as counted.

    Needs `version` and the responses of each attempt; leaves out what is no first attempt at a quiz, and attempts
    whose answers were erased.
    """
    sums = _Sums()
    lock_counts({attempt.brand_id for attempt in attempts})
    first = [attempt for attempt in attempts if attempt.number == 1 and attempt.version.kind == "quiz"]
    corrected = corrected_of(first) if first else {}
    taken = sum(sums.take(attempt, corrected.get(attempt.pk, {})) for attempt in first)
    sums.write()
    return taken


def lock_counts(brands: Iterable[int]) -> None:
    """Counting and counting anew wait for each other, brand by brand; learners wait for neither."""
    list(Brand.objects.select_for_update(no_key=True).filter(pk__in=brands).order_by("pk").values_list("pk"))


@transaction.atomic
def rebuild(exercise_key=None, brand=None) -> int:
    """Forgets the counts (of one quiz, or all) and counts every attempt anew; → how many. Twice is once."""
    counts = QuizCount.objects.all()
    attempts = Attempt.objects.filter(status=Attempt.Status.DONE, number=1, version__kind="quiz", counted=True)
    if exercise_key is not None:
        counts, attempts = counts.filter(exercise_key=exercise_key), attempts.filter(step_key=exercise_key)
    if brand is not None:
        counts, attempts = counts.filter(brand=brand), attempts.filter(brand=brand)
    lock_counts([brand.pk] if brand is not None else Brand.objects.values_list("pk", flat=True))
    counts.delete()
    total, ids = 0, list(attempts.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), 500):
        some = Attempt.objects.filter(pk__in=ids[start : start + 500]).select_related("version")
        total += add_attempts(list(some.defer("version__content").prefetch_related("responses")))
    return total


class _Sums:
    """Sums of some attempts, by the keys of the rows they go to."""

    def __init__(self) -> None:
        self.quizzes: dict[str, dict] = {}
        self.counters: dict[type, dict[tuple, Counter]] = {model: {} for model in _MODELS}
        self.prints: dict[tuple[str, str], str] = {}

    def _add(self, model: type, key: tuple, **values: int) -> None:
        self.counters[model].setdefault(key, Counter()).update(values)

    def take(self, attempt: Attempt, corrected: dict[str, Question]) -> bool:
        quiz, state = attempt.version.exercise(), attempt.kept_state()
        if not isinstance(quiz, Quiz) or not isinstance(state, QuizState):
            return False
        if corrected:
            quiz, state = as_corrected(quiz, state, corrected)
        part = part_of(quiz, state)
        key = sha256(f"{attempt.brand_id}/{attempt.step_key}/{part.form}".encode()).hexdigest()
        self.quizzes.setdefault(key, {
            "brand": attempt.brand_id, "exercise_key": attempt.step_key, "version": attempt.version_id,
            "mode": quiz.mode, "drawn": part.drawn,
        })  # fmt: skip
        self._quiz(key, part)
        self._items(key, part, _times(attempt))
        return True

    def _quiz(self, key: str, part: AttemptPart) -> None:
        xs = [item.x for item in part.items]
        self._add(
            QuizCount, (key,), n=1, items=len(xs), x=sum(xs), xx=sum(x * x for x in xs), score=part.score,
            score_score=part.score**2, between=round(sum(xs) ** 2 / len(xs)) if xs else 0,
        )  # fmt: skip
        self._add(ScoreCount, (key, round(100 * part.score / UNIT)), n=1)

    def _items(self, key: str, part: AttemptPart, times: dict[str, int]) -> None:
        for item in part.items:
            self.prints[key, item.item] = item.fingerprint
            x, rest = item.x, item.rest
            self._add(
                ItemCount, (key, item.item), n=1, x=x, xx=x * x, rest=rest, rest_rest=rest * rest, x_rest=x * rest,
            )  # fmt: skip
            if item.item in times:
                self._add(TimeCount, (key, item.item, bucket_of(times[item.item])), n=1)
            for answer in item.answers or ("",):
                self._add(AnswerCount, (key, item.item, answer[:130]), n=1, rest=rest)

    def write(self) -> None:
        """Five statements, however many attempts."""
        quizzes = [{"key": key, **self.quizzes[key], **_all(_QUIZ_SUMS, sums)}
                   for (key,), sums in self.counters[QuizCount].items()]  # fmt: skip
        add_up(QuizCount, ["key"], _QUIZ_SUMS, quizzes)
        scores = [{"quiz": key, "percent": percent, "n": sums["n"]}
                  for (key, percent), sums in self.counters[ScoreCount].items()]  # fmt: skip
        add_up(ScoreCount, ["quiz", "percent"], ["n"], scores)
        items = [{"quiz": key, "item": item[:120], "fingerprint": self.prints[key, item], **_all(_ITEM_SUMS, sums)}
                 for (key, item), sums in self.counters[ItemCount].items()]  # fmt: skip
        add_up(ItemCount, ["quiz", "item"], _ITEM_SUMS, items)
        answers = [{"quiz": key, "item": item[:120], "answer": answer, **_all(("n", "rest"), sums)}
                   for (key, item, answer), sums in self.counters[AnswerCount].items()]  # fmt: skip
        add_up(AnswerCount, ["quiz", "item", "answer"], ["n", "rest"], answers)
        spent = [{"quiz": key, "item": item[:120], "bucket": bucket, "n": sums["n"]}
                 for (key, item, bucket), sums in self.counters[TimeCount].items()]  # fmt: skip
        add_up(TimeCount, ["quiz", "item", "bucket"], ["n"], spent)


def _all(names: tuple[str, ...], sums: Counter) -> dict[str, int]:
    return {name: sums[name] for name in names}


def _times(attempt: Attempt) -> dict[str, float]:
    """Seconds per question: the time before each of its answers was saved; later second thoughts add."""
    moments: list[tuple[str, datetime]] = [("", attempt.started)]
    moments += [(response.item, response.at) for response in attempt.responses.all() if response.item]
    spent: dict[str, float] = defaultdict(float)
    for (_, before), (item, at) in pairwise(moments):
        spent[item] += max(0.0, (at - before).total_seconds())
    return dict(spent)
