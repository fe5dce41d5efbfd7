"""How well the questions of a quiz measure: from stored counts, never from answers, never about fewer than five."""

from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from academy.exercises.item_parts import UNIT, fingerprint, form, has_distractors, is_right, words
from academy.exercises.item_statistics import (
    FEWEST,
    SHOWN_FROM,
    STABLE_FROM,
    Chosen,
    ItemSums,
    QuizSums,
    advice,
    alpha,
    better_than_key,
    dependability,
    discrimination,
    facility,
    grade,
    idle_distractors,
    items_needed,
    standard_error,
    standard_error_at,
)
from academy.exercises.quiz import Question, Quiz
from academy.exercises.times import Times, quartiles
from academy.learning.models import AnswerCount, ItemCount, QuizCount, ScoreCount, TimeCount
from academy.library.models import ExerciseVersion, QuizPage
from academy.people.models import Brand

TARGETS = {"practice": 0.70, "placement": 0.70, "exam": 0.80}


@dataclass(frozen=True)
class AnswerRow:
    text: str  # "" for «something else», or nothing, as `kind` says
    kind: str  # right, wrong, other, blank
    n: int
    percent: int
    idle: bool
    rival: bool


@dataclass(frozen=True)
class ItemRow:
    """A question as it stands today; statistics are None below 30 people."""

    number: int
    question: Question
    n: int
    percent: int | None = None
    r: float | None = None
    word: str = "none"
    times: Times | None = None
    advice: list[str] = field(default_factory=list)
    answers: list[AnswerRow] = field(default_factory=list)

    @property
    def shown(self) -> bool:
        return self.n >= SHOWN_FROM

    @property
    def stable(self) -> bool:
        return self.n >= STABLE_FROM


@dataclass(frozen=True)
class FormRow:
    """The quiz as a whole, in the composition that is measured best: today's, or the one most people took."""

    n: int
    current: bool
    drawn: bool
    items: int
    mean: int
    reliability: float | None
    target: float
    needed: int | None
    error: float | None
    error_at_mark: float | None
    mark: int
    near_mark: int  # people within one standard error of the pass mark
    scores: list[tuple[int, int]]  # (percent from, people) in steps of ten

    @property
    def stable(self) -> bool:
        return self.n >= STABLE_FROM


@dataclass(frozen=True)
class Analysis:
    """`people` took the quiz a first time, in any composition and this language."""

    page: QuizPage
    people: int
    items: list[ItemRow]
    form: FormRow | None  # None below 30 people

    @property
    def hidden(self) -> bool:
        return self.people < FEWEST

    @property
    def to_look_at(self) -> int:
        return sum(1 for item in self.items if set(item.advice) - {"fair", "easy_critical"})


@dataclass
class _Counts:
    """All counts of some quizzes: five queries, whatever their number."""

    quizzes: dict[UUID, list[QuizCount]]
    items: dict[str, list[ItemCount]]
    answers: dict[str, list[AnswerCount]]
    scores: dict[str, list[ScoreCount]]
    times: dict[str, list[TimeCount]]


def _counts(brand: Brand, keys: list[UUID]) -> _Counts:
    found = _Counts(*(defaultdict(list) for _ in range(5)))
    rows = QuizCount.objects.filter(brand=brand, exercise_key__in=keys).select_related("version")
    for row in rows.defer("version__content").order_by("pk"):
        found.quizzes[row.exercise_key].append(row)
    of_quiz = {"quiz__brand": brand, "quiz__exercise_key__in": keys}
    for model, into in (
        (ItemCount, found.items), (AnswerCount, found.answers), (ScoreCount, found.scores), (TimeCount, found.times)
    ):  # fmt: skip
        for row in model.objects.filter(**of_quiz).order_by("pk"):
            into[row.quiz_id].append(row)
    return found


def analyses(brand: Brand, pages: list[QuizPage]) -> list[Analysis]:
    """One analysis per quiz page that has a published version; seven queries, whatever their number."""
    newest: dict[int, ExerciseVersion] = {}
    versions = ExerciseVersion.objects.filter(page_id__in=[page.pk for page in pages], kind="quiz")
    for version in versions.defer("content").order_by("pk"):
        newest[version.page_id] = version
    counts = _counts(brand, [page.translation_key for page in pages])
    found = []
    for page in pages:
        version = newest.get(page.pk)
        quiz = version.exercise() if version else None
        if isinstance(quiz, Quiz) and version is not None:
            rows = [row for row in counts.quizzes[page.translation_key] if row.version.locale == version.locale]
            found.append(_analysis(page, quiz, rows, counts))
    return found


def _analysis(page: QuizPage, quiz: Quiz, rows: list[QuizCount], counts: _Counts) -> Analysis:
    people = sum(row.n for row in rows)
    if people < FEWEST:
        return Analysis(page, people, [], None)
    items = [
        _item(number, question, [row.key for row in rows], counts) for number, question in enumerate(quiz.questions, 1)
    ]
    return Analysis(page, people, items, _form(quiz, rows, counts))


def _item_sums(rows: list[ItemCount]) -> ItemSums:
    def total(name: str, unit: int) -> float:
        return sum(getattr(row, name) for row in rows) / unit

    return ItemSums(
        n=sum(row.n for row in rows), x=total("x", UNIT), xx=total("xx", UNIT**2), rest=total("rest", UNIT),
        rest_rest=total("rest_rest", UNIT**2), x_rest=total("x_rest", UNIT**2),
    )  # fmt: skip


def _item(number: int, question: Question, keys: list[str], counts: _Counts) -> ItemRow:
    """Every composition in which this very question was asked, together."""
    mark = fingerprint(question)
    rows = [row for key in keys for row in counts.items[key] if row.item == question.id and row.fingerprint == mark]
    sums = _item_sums(rows)
    if sums.n < SHOWN_FROM:
        return ItemRow(number, question, sums.n if sums.n >= FEWEST else 0)
    chosen = _chosen(question, {row.quiz_id for row in rows}, counts)
    tempting = has_distractors(question)
    p, r = facility(sums) or 0.0, discrimination(sums)
    return ItemRow(
        number, question, sums.n, round(100 * p), r, grade(r),
        times=_times(question, {row.quiz_id for row in rows}, counts),
        advice=advice(sums, _tempting(question, chosen), critical=question.critical, ticks=tempting),
        answers=_answers(question, chosen, sums.n, tempting),
    )  # fmt: skip


def _times(question: Question, quizzes: set[str], counts: _Counts) -> Times | None:
    """None below the number of people from which statistics are shown."""
    buckets: dict[int, int] = defaultdict(int)
    for key in quizzes:
        for row in counts.times[key]:
            if row.item == question.id:
                buckets[row.bucket] += row.n
    found = quartiles(buckets)
    return found if found and found.n >= SHOWN_FROM else None


def _chosen(question: Question, quizzes: set[str], counts: _Counts) -> dict[str, Chosen]:
    found: dict[str, Chosen] = {}
    for key in sorted(quizzes):
        for row in counts.answers[key]:
            if row.item == question.id:
                before = found.get(row.answer, Chosen(0, 0.0, is_right(question, row.answer)))
                found[row.answer] = Chosen(before.n + row.n, before.rest + row.rest / UNIT, before.right)
    return found


def _tempting(question: Question, chosen: dict[str, Chosen]) -> dict[str, Chosen]:
    """Every option of the question, those nobody chose included; "" (no answer) is no distractor."""
    return {o.id: chosen.get(o.id, Chosen(0, 0.0, o.correct)) for o in question.options}


def _answers(question: Question, chosen: dict[str, Chosen], n: int, tempting: bool) -> list[AnswerRow]:
    options = _tempting(question, chosen) if tempting else {}
    idle = set(idle_distractors(options, n))
    rivals = set(better_than_key(options))
    rows = []
    for key, one in {**options, **chosen}.items():
        text = words(question, key) if key else ""
        kind = "blank" if not key else "right" if one.right else "wrong" if text else "other"
        rows.append(AnswerRow(text, kind, one.n, round(100 * one.n / n), key in idle, key in rivals))
    return rows if tempting else sorted(rows, key=lambda row: (-row.n, row.text))[:12]


def _form(quiz: Quiz, rows: list[QuizCount], counts: _Counts) -> FormRow | None:
    shown = [row for row in rows if row.n >= SHOWN_FROM]
    if not shown:
        return None
    today = form(quiz)
    current = next((row for row in shown if form(row.version.exercise()) == today), None)
    row = current or max(shown, key=lambda one: one.n)
    sums = QuizSums(
        row.n, row.items, row.x / UNIT, row.xx / UNIT**2, row.score / UNIT, row.score_score / UNIT**2,
        row.between / UNIT**2,
    )  # fmt: skip
    k = round(row.items / row.n)
    reliability = dependability(sums) if row.drawn else alpha(sums, [_item_sums([i]) for i in counts.items[row.key]])
    target, error = TARGETS.get(row.mode, 0.80), standard_error(sums, reliability)
    scores = {one.percent: one.n for one in counts.scores[row.key]}
    bands = [(low, sum(n for p, n in scores.items() if min(p // 10 * 10, 90) == low)) for low in range(0, 100, 10)]
    near = sum(n for p, n in scores.items() if error and abs(p - quiz.pass_mark) <= error)
    return FormRow(
        row.n, current is not None, row.drawn, k, round(100 * sums.score / sums.n), reliability, target,
        items_needed(reliability, k, target), error, standard_error_at(quiz.pass_mark, k), quiz.pass_mark, near, bands,
    )  # fmt: skip
