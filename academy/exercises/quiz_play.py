"""Playing a quiz: one answer after another, then submit."""

from dataclasses import replace

from academy.exercises.actions import Accepted, Action, Answer, Refused, Submit, refuse
from academy.exercises.canonical import content_hash
from academy.exercises.machine import Event
from academy.exercises.quiz import Question, Quiz, QuizState, draw_items


def start(quiz: Quiz, seed: int) -> QuizState:
    """The state before the first answer; the seed draws the questions and orders what is shown."""
    return QuizState(content_hash(quiz), seed, 0, draw_items(quiz, seed))


def options(quiz: Quiz, state: QuizState) -> tuple[Question, ...]:
    """The questions that can still be answered."""
    if state.status != "playing":
        return ()
    asked = (quiz.question(item) for item in state.items)
    return tuple(q for q in asked if q and not (quiz.show_feedback and state.answer(q.id)))


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
    if quiz.show_feedback and state.answer(question.id):
        return refuse("answered")
    known = [option.id for option in question.options]
    if not isinstance(action.chosen, tuple) or any(one not in known for one in action.chosen):
        return refuse("unknown_option")
    chosen = tuple(one for one in known if one in action.chosen)
    if not chosen:
        return refuse("empty")
    if question.kind == "single" and len(chosen) > 1:
        return refuse("one_only")
    given = {**dict(state.answers), question.id: chosen}
    answers = tuple((item, given[item]) for item in state.items if item in given)
    return Accepted(replace(state, seq=state.seq + 1, answers=answers), (Event("answered", question.id),))
