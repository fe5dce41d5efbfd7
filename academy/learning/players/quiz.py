"""The quiz player: one question at a time. Practice explains at once; an exam lets one move freely, then review."""

from collections.abc import Mapping
from typing import Any

from academy.exercises.play import Action, Answer, Submit
from academy.learning.attempts import Outcome
from academy.learning.models import Attempt
from academy.learning.players.quiz_asked import Asked, asked_of, first_open
from academy.learning.players.quiz_outcome import outcome_of
from academy.learning.players.reading import readings_for
from academy.learning.players.screens import Play, Screen, read_seq
from academy.library.models import CoursePage
from academy.library.tree import page_by_key

REVIEW = "envoi"


def read_action(attempt: Attempt, data: Mapping[str, Any]) -> Action:
    seq = read_seq(data)
    if data.get("submit"):
        return Submit(seq)
    sureness = str(data.get("confidence", ""))
    return Answer(str(data.get("item", "")), chosen_in(data), seq, sureness if sureness in ("sure", "unsure") else "")


def chosen_in(data: Mapping[str, Any]) -> tuple[str, ...]:
    """`chosen` as often as it was sent, and `chosen:<name>` as "<name>=<value>"; what is empty says nothing."""
    many = data.getlist("chosen") if hasattr(data, "getlist") else data.get("chosen", [])
    named = [f"{key[7:]}={data[key]}" for key in data if key.startswith("chosen:") and str(data[key]).strip()]
    return tuple(str(one) for one in many if str(one).strip()) + tuple(named)


def screen(play: Play, query: Mapping[str, Any], outcome: Outcome | None = None) -> Screen | None:
    if play.state.status != "playing":
        return None
    asked = asked_of(play)
    wanted = str(query.get("question", ""))
    context = {
        "asked": asked,
        "practice": play.exercise.reveals,
        "answered": sum(one.answered for one in asked),
        "open": [one for one in asked if not one.answered],
        "saved": _just_saved(asked, outcome) or _said_saved(asked, query),
    }
    if wanted == REVIEW or (not wanted and not context["open"]):
        context["review"] = True
    else:
        context["one"] = _chosen(asked, wanted)
    return Screen("learning/players/quiz/play.html", "learning/players/quiz/fragment.html", context)


def _chosen(asked: list[Asked], wanted: str) -> Asked:
    """The question with this number, else the first without an answer, else the first."""
    if wanted.isascii() and wanted.isdigit() and 0 < int(wanted[:4]) <= len(asked):
        return asked[int(wanted[:4]) - 1]
    return first_open(asked) or asked[0]


def _just_saved(asked: list[Asked], outcome: Outcome | None) -> Asked | None:
    """The question whose answer was saved a moment ago (or before, by the same request)."""
    if outcome is None or (outcome.refused is not None and not outcome.repeated):
        return None
    names = [event.name for event in outcome.events if event.kind == "answered"]
    return next((one for one in asked if one.id in names), None)


def _said_saved(asked: list[Asked], query: Mapping[str, Any]) -> Asked | None:
    """The question an address calls saved, if the attempt holds an answer to it: a plain form is sent on to it."""
    number = str(query.get("saved", ""))
    return next((one for one in asked if str(one.number) == number and one.answered), None)


def target(play: Play, data: Mapping[str, Any], outcome: Outcome) -> str:
    """Practice stays to read the explanation; an exam goes on to the next question, then to the review."""
    asked = asked_of(play)
    here = next((one for one in asked if one.id == data.get("item")), None)
    if here is None:
        return f"?question={REVIEW}" if data.get("submit") else ""
    refused = outcome.refused is not None and not outcome.repeated and outcome.refused.code != "answered"
    if play.exercise.reveals or refused:
        return f"?question={here.number}"
    onward = here.number + 1 if here.number < len(asked) else REVIEW
    return f"?question={onward}&saved={here.number}"


def result(play: Play) -> Screen:
    outcome = outcome_of(play)
    readings = _readings(play, [one.name for one in outcome.weak])
    rows = [(one, readings.get(one.name, ())) for one in outcome.objectives]
    return Screen("learning/players/quiz/result.html", "", {"outcome": outcome, "objectives": rows})


def _readings(play: Play, objectives: list[str]):
    attempt, locale = play.attempt, play.attempt.version.locale
    course = page_by_key(CoursePage, attempt.brand, attempt.course_key, locale) if objectives else None
    return readings_for(objectives, course.steps() if course else [], attempt.brand, locale)
