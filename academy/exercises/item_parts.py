"""One attempt at a quiz as what statistics add up: exact integers, so that adding in any order gives the same sums."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from hashlib import sha256

from academy.exercises.canonical import to_json
from academy.exercises.kinds import gaps, kind_of, numeric, short
from academy.exercises.kinds.base import pairs
from academy.exercises.question import Question
from academy.exercises.quiz import Quiz, QuizState
from academy.exercises.quiz_result import asked

UNIT = 100_000  # a credit of 1
OTHER = "?"  # a typed answer the author did not foresee


@dataclass(frozen=True, slots=True)
class ItemPart:
    """One item of one attempt; `x` and `rest` in UNIT; `answers` are the keys of what was answered, () for nothing."""

    item: str
    fingerprint: str
    x: int
    rest: int
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AttemptPart:
    form: str
    drawn: bool
    score: int  # mean credit in UNIT
    items: tuple[ItemPart, ...]


@lru_cache(maxsize=4096)
def fingerprint(question: Question) -> str:
    """The same for questions that ask the same and are marked the same; explanations, tags, images do not matter."""
    plain = Question(
        question.id, question.kind, question.text, tuple(replace(o, feedback="") for o in question.options),
        ignore=question.ignore, ask=question.ask,
    )  # fmt: skip
    return _hash(Quiz("", "", "", "", 0, 0, 0, (plain,)))


@lru_cache(maxsize=256)
def form(quiz: Quiz) -> str:
    """The same for versions of a quiz that ask the same questions by the same rule."""
    bare = tuple(Question(fingerprint(question), "", "", ()) for question in quiz.questions)
    return _hash(Quiz("", quiz.locale, "", "", 0, 0, 0, bare, quiz.listed, quiz.draws))


def _hash(quiz: Quiz) -> str:
    return sha256(to_json(quiz).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def part_of(quiz: Quiz, state: QuizState) -> AttemptPart:
    """What one finished attempt adds. A question not answered earned nothing and counts."""
    items = asked(quiz, state)
    total = sum((earned for _, earned in items), Fraction(0))
    parts = []
    for question, earned in items:
        rest = (total - earned) / (len(items) - 1) if len(items) > 1 else Fraction(0)
        keys = tuple(dict.fromkeys(_keys(question, state.answer(question.id))))
        parts.append(ItemPart(question.id, fingerprint(question), _unit(earned), _unit(rest), keys))
    mean = total / len(items) if items else Fraction(0)
    return AttemptPart(form(quiz), len(items) < len(quiz.questions), _unit(mean), tuple(parts))


def _unit(value: Fraction) -> int:
    return round(value * UNIT)


def _keys(question: Question, chosen: tuple[str, ...]) -> Iterator[str]:
    """Keys under which an answer is counted: options ticked, pairs, places, or the foreseen form that fits."""
    if question.kind in ("short", "numeric"):
        kind = short if question.kind == "short" else numeric
        for typed in chosen[:1]:
            option = kind.fitting(question, typed)
            yield option.id if option else OTHER
    elif question.kind == "gaps":
        for name, value in pairs(chosen).items():
            option = gaps.option_of(question, name, value)
            yield f"{name}={option.id if option else OTHER}"
    elif question.kind == "ordering" or (question.kind == "judgement" and question.ask != "best-worst"):
        yield from (f"{number}={id}" for number, id in enumerate(chosen, 1))
    else:
        yield from chosen


def is_right(question: Question, key: str) -> bool:
    """Whether a key of `answers` is part of the right answer."""
    _name, sign, value = key.partition("=")
    if question.kind in ("matching", "ordering", "judgement"):
        right = kind_of(question).right(question)
        numbered = question.kind == "ordering" or (question.kind == "judgement" and question.ask != "best-worst")
        return key in ({f"{number}={id}" for number, id in enumerate(right, 1)} if numbered else right)
    option = question.option(value if sign else key)
    return bool(option and option.correct)


def words(question: Question, key: str) -> str:
    """A key of `answers` as the author wrote it; "" for one nobody foresaw."""
    name, sign, value = key.partition("=")
    if not sign:
        option = question.option(key)
        return option.text if option else ""
    option = question.option(value)
    if question.kind == "matching":
        left = question.option(name)
        return f"{left.text if left else name} → {option.match if option else value}"
    if question.kind == "gaps":
        return f"{name} : {option.text}" if option else name
    return f"{name}. {option.text if option else value}"


def has_distractors(question: Question) -> bool:
    """Whether its wrong answers were written to tempt, so that an idle one is worth a word."""
    return question.kind in ("single", "multiple", "truefalse", "spot")
