"""The questions of an attempt as they are shown. Pure presentation: built from quiz and state alone."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from academy.exercises.quiz import Question, Quiz, QuizState, credit, option_order
from academy.learning.players.screens import Play
from academy.library.markdown import render, render_inline


@dataclass(frozen=True, slots=True)
class Offered:
    """An option. `look`, once revealed: right (chosen and right), wrong, missed (right, not chosen), plain."""

    id: str
    html: SafeString
    chosen: bool
    look: str = ""
    feedback: SafeString | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of an attempt. `revealed` once its key may be seen; `right`, `credit` (percent) only then."""

    id: str
    number: int
    kind: str
    html: SafeString
    options: tuple[Offered, ...]
    answered: bool
    revealed: bool
    right: bool = False
    credit: int = 0
    explanation: SafeString | None = None
    objective: str = ""
    value: str = ""
    critical: bool = False
    template: str = "learning/players/quiz/choices.html"


def asked_of(play: Play, reveal: bool = False) -> list[Asked]:
    """All questions of an attempt in order. In practice an answered one is revealed; `reveal` shows every key."""
    quiz, state = play.exercise, play.state
    found = (quiz.question(item) for item in state.items)
    return [_asked(quiz, state, question, number, reveal) for number, question in enumerate(found, 1) if question]


def first_open(asked: list[Asked]) -> Asked | None:
    return next((one for one in asked if not one.answered), None)


def _asked(quiz: Quiz, state: QuizState, question: Question, number: int, reveal: bool) -> Asked:
    chosen = state.answer(question.id)
    revealed = reveal or (quiz.reveals and bool(chosen))
    options = {option.id: option for option in question.options}
    offered = tuple(
        _offered(options[one], one in chosen, revealed, quiz.locale) for one in option_order(quiz, state, question.id)
    )
    earned = credit(question, chosen) if revealed else 0
    explanation = render(question.explanation, quiz.locale) if revealed and question.explanation else None
    return Asked(
        question.id, number, question.kind, render_inline(question.text, quiz.locale), offered, bool(chosen), revealed,
        earned == 1, int(earned * 100), explanation, question.objective, question.value, question.critical,
    )  # fmt: skip


def _offered(option, chosen: bool, revealed: bool, locale: str) -> Offered:
    html = render_inline(option.text, locale)
    if not revealed:
        return Offered(option.id, html, chosen)
    look = ("right" if chosen else "missed") if option.correct else ("wrong" if chosen else "plain")
    feedback = render_inline(option.feedback, locale) if option.feedback else None
    return Offered(option.id, html, chosen, look, feedback)
