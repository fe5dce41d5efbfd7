"""The result of a quiz: verdict, why, by objective, and the questions with the wrong ones first."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from academy.exercises.result import result
from academy.exercises.verdict import Result
from academy.learning.players.quiz_asked import Asked, asked_of
from academy.learning.players.screens import Play


@dataclass(frozen=True, slots=True)
class Objective:
    name: str
    right: int
    asked: int


@dataclass(frozen=True, slots=True)
class QuizOutcome:
    verdict: Result
    reasons: tuple[str, ...]
    objectives: tuple[Objective, ...]
    wrong: tuple[Asked, ...]
    right: tuple[Asked, ...]


def outcome_of(play: Play) -> QuizOutcome:
    verdict, asked = result(play.exercise, play.state), asked_of(play, reveal=True)
    wrong = sorted((one for one in asked if not one.right), key=lambda one: (not one.critical, one.number))
    return QuizOutcome(
        verdict,
        tuple(_reasons(play, verdict, asked)),
        _objectives(asked),
        tuple(wrong),
        tuple(one for one in asked if one.right),
    )


def _reasons(play: Play, verdict: Result, asked: list[Asked]) -> list[str]:
    found = []
    if "unfinished" in verdict.reasons:
        found.append(_("This attempt was not submitted."))
    if "below_pass_mark" in verdict.reasons:
        found.append(
            _("You reached %(score)d %%; %(mark)d %% are asked for.")
            % {"score": verdict.score, "mark": play.exercise.pass_mark}
        )
    if "critical" in verdict.reasons:
        missed = [str(one.number) for one in asked if one.critical and not one.right]
        found.append(
            ngettext(
                "Question %(numbers)s is critical: it must be right to pass.",
                "Questions %(numbers)s are critical: they must be right to pass.",
                len(missed),
            )
            % {"numbers": ", ".join(missed)}
        )
    return found


def _objectives(asked: list[Asked]) -> tuple[Objective, ...]:
    """Weakest first; questions without an objective are left out."""
    names = dict.fromkeys(one.objective for one in asked if one.objective)
    rows = []
    for name in names:
        mine = [one for one in asked if one.objective == name]
        rows.append(Objective(name, sum(one.right for one in mine), len(mine)))
    return tuple(sorted(rows, key=lambda row: row.right / row.asked))
