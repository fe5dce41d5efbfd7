"""The questions of an attempt as they are shown. Pure presentation: built from quiz and state alone.

What is drawn follows the widget the question's kind names (`exercises.kinds.base.Shown`): one small template each in
`templates/learning/players/quiz/widgets/`. Every widget posts `chosen` (a list), or `chosen:<name>` for what is typed
or picked under a name; `quiz.read_action` puts both together.
"""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from academy.exercises.kinds import kind_of
from academy.exercises.kinds.base import Field, Said, pairs
from academy.exercises.quiz import Question, Quiz, QuizState, credit, shown
from academy.learning.players.screens import Play
from academy.library.markdown import render, render_inline

TICKED = ("radio", "checkbox", "passages")


@dataclass(frozen=True, slots=True)
class Offered:
    """An option. `look`, once revealed: right (chosen and right), wrong, missed (right, not chosen), plain."""

    id: str
    html: SafeString
    text: str
    chosen: bool
    look: str = ""
    feedback: SafeString | None = None


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to fill in; `value` is what was given before, `before` the stretch of text ahead of a gap."""

    name: str
    label: str
    options: tuple[Offered, ...]
    value: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a revealed answer, in words."""

    label: str
    text: str
    right: bool
    feedback: SafeString | None
    expected: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of an attempt. `revealed` once its key may be seen; `right`, `credit` (percent) only then."""

    id: str
    number: int
    widget: str
    html: SafeString
    inputs: tuple[Input, ...]
    after: str  # the text behind the last gap
    answered: bool
    revealed: bool
    right: bool = False
    credit: int = 0
    parts: tuple[Part, ...] = ()
    explanation: SafeString | None = None
    objective: str = ""
    value: str = ""
    critical: bool = False
    sureness: str = ""
    image: str = ""  # image:<id>, see the tag `picture`
    alt: str = ""

    @property
    def template(self) -> str:
        return f"learning/players/quiz/widgets/{self.widget}.html"

    @property
    def ticked(self) -> bool:
        return self.widget in TICKED


def asked_of(play: Play, reveal: bool = False) -> list[Asked]:
    """All questions of an attempt in order. In practice an answered one is revealed; `reveal` shows every key."""
    quiz, state = play.exercise, play.state
    known = {question.id: question for question in quiz.questions}
    found = (known.get(item) for item in state.items)
    return [_asked(quiz, state, question, number, reveal) for number, question in enumerate(found, 1) if question]


def first_open(asked: list[Asked]) -> Asked | None:
    return next((one for one in asked if not one.answered), None)


def _asked(quiz: Quiz, state: QuizState, question: Question, number: int, reveal: bool) -> Asked:
    chosen, kind = state.answer(question.id), kind_of(question)
    revealed = reveal or (quiz.reveals and bool(chosen))
    drawn = shown(question, state.seed)
    texts = drawn.texts
    inputs = tuple(
        _input(quiz, question, drawn.widget, field, place, chosen, revealed, texts[place] if texts else "")
        for place, field in enumerate(_fields(drawn.widget, drawn.fields))
    )
    earned = credit(question, chosen) if revealed else 0
    parts = kind.said(question, chosen) if revealed and drawn.widget not in TICKED else ()
    text = "" if drawn.widget == "gaps" else question.text
    return Asked(
        question.id, number, drawn.widget, render_inline(text, quiz.locale), inputs,
        texts[-1] if texts else "", bool(chosen), revealed, earned == 1, int(earned * 100),
        tuple(_part(one, quiz.locale) for one in parts),
        render(question.explanation, quiz.locale) if revealed and question.explanation else None,
        question.objective, question.value, question.critical, state.sureness(question.id),
        question.image, question.alt,
    )  # fmt: skip


def _fields(widget: str, fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """An order has one list of things; without a script it is filled in place by place."""
    if widget != "order":
        return fields
    return tuple(Field("", str(place), fields[0].choices) for place in range(1, len(fields[0].choices) + 1))


def _input(quiz: Quiz, question: Question, widget: str, field: Field, place: int, chosen, revealed: bool, before: str):
    given = pairs(chosen)
    if widget in TICKED:
        picked: set[str] = set(chosen)
    elif widget == "order":
        picked = {chosen[place]} if place < len(chosen) else set()
    else:
        picked = {given[field.name]} if field.name in given else set()
    value = given.get(field.name, "") if field.name else (chosen[0] if chosen else "")
    options = tuple(
        _offered(quiz, question, id, text, id in picked, revealed and widget in TICKED) for id, text in field.choices
    )
    return Input(field.name, field.label, options, value, before)


def _offered(quiz: Quiz, question: Question, id: str, text: str, chosen: bool, revealed: bool) -> Offered:
    html = render_inline(text, quiz.locale)
    option = question.option(id)
    if not revealed or option is None:
        return Offered(id, html, text, chosen)
    look = ("right" if chosen else "missed") if option.correct else ("wrong" if chosen else "plain")
    feedback = render_inline(option.feedback, quiz.locale) if option.feedback else None
    return Offered(id, html, text, chosen, look, feedback)


def _part(said: Said, locale: str) -> Part:
    feedback = render_inline(said.feedback, locale) if said.feedback else None
    return Part(said.label, said.text, said.right, feedback, said.expected)
