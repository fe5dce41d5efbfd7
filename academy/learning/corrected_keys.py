"""By which corrected keys an attempt is measured, once its quiz was regraded."""

from collections import defaultdict

from academy.exercises.question import Question
from academy.exercises.quiz import Quiz
from academy.exercises.regrade import corrections
from academy.learning.models import Attempt, Regrade


def corrected_of(attempts: list[Attempt]) -> dict[int, dict[str, Question]]:
    """Attempt id → questions by whose corrected key it is measured, for attempts finished before a regrade."""
    latest: dict[tuple, Regrade] = {}
    keys = {attempt.step_key for attempt in attempts}
    for one in Regrade.objects.filter(exercise_key__in=keys).select_related("version").order_by("pk"):
        latest[one.brand_id, one.exercise_key, one.version.locale] = one
    found: dict[int, dict[str, Question]] = defaultdict(dict)
    for attempt in attempts:
        one = latest.get((attempt.brand_id, attempt.step_key, attempt.version.locale))
        if one is None or attempt.finished is None or attempt.finished > one.at:
            continue
        old, new = attempt.version.exercise(), one.version.exercise()
        if attempt.version_id < one.version_id and isinstance(old, Quiz) and isinstance(new, Quiz):
            found[attempt.pk] = corrections(old, new)
    return found
