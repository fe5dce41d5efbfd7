"""Playing a quiz: one answer after another, then submit."""

from dataclasses import replace

from academy.exercises.actions import Accepted, Action, Answer, Refused, Submit, refuse
from academy.exercises.canonical import content_hash
from academy.exercises.kinds import kind_of
from academy.exercises.machine import Event
from academy.exercises.quiz import Question, Quiz, QuizState, draw_items

SURENESS = ("sure", "unsure")


def start(quiz: Quiz, seed: int) -> QuizState:
    """The state before the first answer; the seed draws the questions and orders what is shown."""
    return QuizState(content_hash(quiz), seed, 0, draw_items(quiz, seed))


def options(quiz: Quiz, state: QuizState) -> tuple[Question, ...]:
    """The questions that can still be answered."""
    if state.status != "playing":
        return ()
    asked = (quiz.question(item) for item in state.items)
    return tuple(q for q in asked if q and not (quiz.reveals and state.answer(q.id)))


def act(quiz: Quiz, state: QuizState, action: Action) -> Accepted | Refused:
    if isinstance(action, Answer):
        return _answer(quiz, state, action)
    if isinstance(action, Submit):
        return Accepted(replace(state, seq=state.seq + 1, status="done"), (Event("submitted", ""),))
    return refuse("unknown_action")


def _answer(quiz: Quiz, state: QuizState, action: Answer) -> Accepted | Refused:
    question = quiz.question(action.item) if isinstance(action.item, str) else None
    if question is None or question.id not in state.items:
        return refuse("unknown_item")
    if quiz.reveals and state.answer(question.id):
        return refuse("answered")
    if not isinstance(action.chosen, tuple) or not all(isinstance(one, str) for one in action.chosen):
        return refuse("unknown_option")
    read = kind_of(question).read(question, action.chosen, quiz.reveals)
    if isinstance(read, str):
        return refuse(read)
    if not read and not state.answer(question.id):
        return refuse("empty")
    return Accepted(_saved(state, question.id, read, action.confidence), (Event("answered", question.id),))


def _saved(state: QuizState, item: str, chosen: tuple[str, ...], sureness: object) -> QuizState:
    """An empty answer takes an earlier one back."""
    given = {**dict(state.answers), item: chosen}
    said = {**dict(state.confidence), item: str(sureness) if sureness in SURENESS else ""}
    answers = tuple((one, given[one]) for one in state.items if given.get(one))
    confidence = tuple((one, said[one]) for one in state.items if said.get(one) and given.get(one))
    return replace(state, seq=state.seq + 1, answers=answers, confidence=confidence)
