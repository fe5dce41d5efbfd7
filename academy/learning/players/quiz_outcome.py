"""The result of a quiz: verdict, why, by objective; and in practice the questions, «sure but wrong» first.

An exam and a placement never show their key: their questions are asked again, of this person and of others. They tell
by objective what held and what did not, and what to read before the next time.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from academy.exercises.quiz_result import ObjectiveResult, by_objective, places_out, review_order
from academy.exercises.result import result
from academy.exercises.verdict import Result
from academy.learning.players.quiz_asked import Asked, asked_of
from academy.learning.players.screens import Play


@dataclass(frozen=True, slots=True)
class Objective:
    """`score` is the mean credit in percent; `sure` counts answers given as sure that were not right."""

    name: str
    score: int
    right: int
    asked: int
    critical_missed: bool
    sure: int

    @property
    def held(self) -> bool:
        return self.right == self.asked


@dataclass(frozen=True, slots=True)
class QuizOutcome:
    """`explained`: the key may be seen, and `sure_wrong`, `wrong` and `right` hold the questions (else empty)."""

    verdict: Result
    explained: bool
    reasons: tuple[str, ...]
    objectives: tuple[Objective, ...]
    sure_wrong: tuple[Asked, ...] = ()
    wrong: tuple[Asked, ...] = ()
    right: tuple[Asked, ...] = ()
    placed: bool = False  # a placement that credits the course's modules

    @property
    def weak(self) -> tuple[Objective, ...]:
        return tuple(one for one in self.objectives if not one.held)

    @property
    def sure_count(self) -> int:
        return sum(one.sure for one in self.objectives)


def outcome_of(play: Play) -> QuizOutcome:
    verdict, explained = result(play.exercise, play.state), play.exercise.mode == "practice"
    asked = {one.id: one for one in asked_of(play, reveal=True)}
    ordered = [asked[item] for item in review_order(play.exercise, play.state) if item in asked]
    wrong = [one for one in ordered if not one.right]
    objectives = _objectives(by_objective(play.exercise, play.state), wrong)
    reasons = tuple(_reasons(play, verdict, wrong, explained))
    if not explained:
        return QuizOutcome(verdict, False, reasons, objectives, placed=places_out(play.exercise, play.state))
    return QuizOutcome(
        verdict, True, reasons, objectives,
        tuple(one for one in wrong if one.sureness == "sure"),
        tuple(sorted((one for one in wrong if one.sureness != "sure"), key=lambda one: not one.critical)),
        tuple(one for one in ordered if one.right),
    )  # fmt: skip


def _reasons(play: Play, verdict: Result, wrong: list[Asked], explained: bool) -> list[str]:
    found = []
    if "unfinished" in verdict.reasons:
        found.append(_("This attempt was not submitted."))
    if "below_pass_mark" in verdict.reasons:
        found.append(
            _("You reached %(score)d %%; %(mark)d %% are asked for.")
            % {"score": verdict.score, "mark": play.exercise.pass_mark}
        )
    if "critical" in verdict.reasons:
        missed = [one for one in wrong if one.critical]
        found.append(_critical_by_number(missed) if explained else _critical_by_objective(missed))
    return found


def _critical_by_number(missed: list[Asked]) -> str:
    return ngettext(
        "Question %(numbers)s is critical: it must be right to pass.",
        "Questions %(numbers)s are critical: they must be right to pass.",
        len(missed),
    ) % {"numbers": ", ".join(str(one.number) for one in sorted(missed, key=lambda one: one.number))}


def _critical_by_objective(missed: list[Asked]) -> str:
    names = list(dict.fromkeys(one.objective for one in missed if one.objective))
    if not names:
        return _("A critical question was not right: all of them must be, whatever the score.")
    return _("A critical question was not right, about: %(objectives)s. All of them must be, whatever the score.") % {
        "objectives": ", ".join(names)
    }


def _objectives(rows: tuple[ObjectiveResult, ...], wrong: list[Asked]) -> tuple[Objective, ...]:
    """Where one was sure but wrong first, then the weakest; questions without an objective are left out."""
    found = [
        Objective(
            row.objective, row.score, row.right, row.asked, row.critical_missed,
            sum(one.objective == row.objective and one.sureness == "sure" for one in wrong),
        )
        for row in rows
        if row.objective
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (not one.sure, one.score)))
