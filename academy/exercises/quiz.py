"""A quiz: a pool of questions, the rule that draws from it, and what one answer is worth."""

from dataclasses import dataclass
from fractions import Fraction

from academy.exercises.shuffle import shuffled


@dataclass(frozen=True, slots=True)
class Option:
    id: str
    text: str
    correct: bool
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    kind: str  # single | multiple
    text: str
    options: tuple[Option, ...]
    explanation: str = ""
    objective: str = ""
    value: str = ""  # the charter value it trains
    difficulty: int = 1  # 1 easy, 2 medium, 3 hard
    critical: bool = False  # must be right to pass
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draw:
    """`count` questions carrying `tag` are drawn from the pool."""

    tag: str
    count: int


@dataclass(frozen=True, slots=True)
class Quiz:
    """`questions` is everything that may be asked; `listed` ids are always asked; no list and no draw asks all."""

    id: str
    locale: str
    title: str
    summary: str
    minutes: int
    pass_mark: int
    attempts: int  # 0: as many as wanted
    questions: tuple[Question, ...]
    listed: tuple[str, ...] = ()
    draws: tuple[Draw, ...] = ()
    show_feedback: bool = True  # reveal the answer at once; the item is then locked

    def question(self, question_id: str) -> Question | None:
        return next((question for question in self.questions if question.id == question_id), None)


@dataclass(frozen=True, slots=True)
class QuizState:
    version: str
    seed: int
    seq: int
    items: tuple[str, ...]  # ids of the questions asked, in order
    answers: tuple[tuple[str, tuple[str, ...]], ...] = ()  # (question id, option ids in authored order)
    status: str = "playing"  # playing | done

    def answer(self, item: str) -> tuple[str, ...]:
        """The options chosen for an item, () when it is not answered."""
        return next((chosen for question, chosen in self.answers if question == item), ())


def draw_items(quiz: Quiz, seed: int) -> tuple[str, ...]:
    """The questions of one attempt: the listed ones, then each draw without repeats, all in a seeded order.

    Scarce tags do not starve: a draw prefers questions that carry no other tag drawn later. A draw larger than what
    is left takes what is left (lint reports it).
    """
    known = {question.id: question for question in quiz.questions}
    if not quiz.listed and not quiz.draws:
        return shuffled(known, seed, "items")
    chosen = dict.fromkeys(item for item in quiz.listed if item in known)
    for number, draw in enumerate(quiz.draws):
        later = {other.tag for other in quiz.draws[number + 1 :]}
        pool = [q.id for q in known.values() if draw.tag in q.tags and q.id not in chosen]
        ordered = shuffled(pool, seed, f"draw:{number}:{draw.tag}")
        ordered = tuple(sorted(ordered, key=lambda item: len(later.intersection(known[item].tags))))
        chosen.update(dict.fromkeys(ordered[: max(draw.count, 0)]))
    return shuffled(chosen, seed, "items")


def option_order(quiz: Quiz, state: QuizState, item: str) -> tuple[str, ...]:
    """Option ids of an item in the order to show them, the same all through one attempt; () for an unknown item."""
    question = quiz.question(item)
    return shuffled((option.id for option in question.options), state.seed, f"options:{item}") if question else ()


def credit(question: Question, chosen: tuple[str, ...]) -> Fraction:
    """What an answer is worth, from 0 to 1.

    Single: 1 for the right option alone, else 0. Multiple: (right chosen - wrong chosen) / number of right options,
    never below 0, so that ticking everything does not pay.
    """
    picked = set(chosen)
    right = {option.id for option in question.options if option.correct}
    if not right:
        return Fraction(0)
    if question.kind == "single":
        return Fraction(int(len(picked) == 1 and picked <= right))
    return max(Fraction(0), Fraction(len(picked & right) - len(picked - right), len(right)))
