"""The forms of exercise the engine knows. A new one is a module that plays it, one that judges it, and a row here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from academy.exercises import (
    inbox_play,
    inbox_result,
    quiz_play,
    quiz_result,
    reply_play,
    scenario_play,
    scenario_result,
)
from academy.exercises.inbox import Inbox, InboxState
from academy.exercises.quiz import Quiz, QuizState
from academy.exercises.reply import ReplyBrief, ReplyState
from academy.exercises.scenario import Scenario, ScenarioState


@dataclass(frozen=True, slots=True)
class Form:
    """`start(exercise, seed)`, `options(exercise, state)`, `act(exercise, state, action)`, `result(exercise, state)`.

    `act` is called with a known action of the present sequence number while the play goes on; it never raises.
    """

    kind: str
    exercise: type[Any]
    state: type[Any]
    start: Callable[[Any, int], Any]
    options: Callable[[Any, Any], tuple[Any, ...]]
    act: Callable[[Any, Any, Any], Any]
    result: Callable[[Any, Any], Any]


FORMS = (
    Form(
        "scenario", Scenario, ScenarioState,
        scenario_play.start, scenario_play.options, scenario_play.act, scenario_result.result,
    ),
    Form("quiz", Quiz, QuizState, quiz_play.start, quiz_play.options, quiz_play.act, quiz_result.result),
    Form("inbox", Inbox, InboxState, inbox_play.start, inbox_play.options, inbox_play.act, inbox_result.result),
    Form("reply", ReplyBrief, ReplyState, reply_play.start, reply_play.options, reply_play.act, reply_play.result),
)  # fmt: skip


def form_of(exercise: object) -> Form:
    """Raises TypeError for something that is no exercise."""
    for form in FORMS:
        if isinstance(exercise, form.exercise):
            return form
    raise TypeError(f"not an exercise: {type(exercise).__name__}")
