"""The verdict on a quiz, and what a learner or a report reads in it."""

from dataclasses import dataclass
from fractions import Fraction

from academy.exercises.quiz import Question, Quiz, QuizState, credit
from academy.exercises.verdict import Result, percent


def asked(quiz: Quiz, state: QuizState) -> tuple[tuple[Question, Fraction], ...]:
    """The questions of the attempt in order, each with what its answer earned."""
    known = {question.id: question for question in quiz.questions}
    given = dict(state.answers)
    found = (known[item] for item in state.items if item in known)
    return tuple((question, credit(question, given.get(question.id, ()))) for question in found)


def result(quiz: Quiz, state: QuizState) -> Result:
    items = asked(quiz, state)
    credits = [earned for _, earned in items]
    total = sum(credits, Fraction(0))
    score = percent(total.numerator, total.denominator * len(items)) if items else 0
    missed = any(question.critical and earned < 1 for question, earned in items)
    done = state.status == "done"
    reasons = (("unfinished", not done), ("below_pass_mark", score < quiz.pass_mark), ("critical", missed))
    found = tuple(code for code, applies in reasons if applies)
    return Result(score, sum(earned == 1 for earned in credits), len(items), not found, found)


@dataclass(frozen=True, slots=True)
class ObjectiveResult:
    """`score` is the mean credit of the objective's questions in percent."""

    objective: str
    score: int
    right: int
    asked: int
    critical_missed: bool


def by_objective(quiz: Quiz, state: QuizState) -> tuple[ObjectiveResult, ...]:
    """One row per objective, weakest first: what an exam tells instead of the key."""
    groups: dict[str, list[tuple[Question, Fraction]]] = {}
    for question, earned in asked(quiz, state):
        groups.setdefault(question.objective, []).append((question, earned))
    rows = []
    for objective, items in groups.items():
        total = sum((earned for _, earned in items), Fraction(0))
        score = percent(total.numerator, total.denominator * len(items))
        missed = any(question.critical and earned < 1 for question, earned in items)
        rows.append(ObjectiveResult(objective, score, sum(e == 1 for _, e in items), len(items), missed))
    return tuple(sorted(rows, key=lambda row: (row.score, row.objective)))


def review_order(quiz: Quiz, state: QuizState) -> tuple[str, ...]:
    """Ids of the questions asked, «sure but wrong» first, then other wrong ones, unsure right ones, the rest."""

    def rank(item: tuple[Question, Fraction]) -> int:
        question, earned = item
        sure = state.sureness(question.id)
        if earned < 1:
            return 0 if sure == "sure" else 1
        return 2 if sure == "unsure" else 3

    return tuple(question.id for question, _ in sorted(asked(quiz, state), key=rank))


def places_out(quiz: Quiz, state: QuizState) -> bool:
    """A placement quiz finished at its higher mark, red lines included."""
    verdict = result(quiz, state)
    return quiz.mode == "placement" and 0 < quiz.test_out <= verdict.score and not (
        {"unfinished", "critical"} & set(verdict.reasons)
    )  # fmt: skip
