"""Blessed plays: a way through a scenario with what must come of it, replayed whenever the scenario changes.

accueil/prive, prive/date => succès, >= 80, réussi
"""

import re
from dataclasses import dataclass

from academy.exercises.play import Accepted, Choose, play, start
from academy.exercises.scenario import Scenario, ScenarioState
from academy.exercises.scenario_result import result

KINDS = {
    "succès": "success", "success": "success", "mitigé": "mixed", "mixed": "mixed", "échec": "failure",
    "failure": "failure",
}  # fmt: skip
PASSED = {"réussi": True, "passed": True, "raté": False, "failed": False}
_SCORE = re.compile(r"(<=|>=|!=|=|<|>|≤|≥|≠)\s*(\d{1,3})\s*%?\Z")
Words = tuple[str, str]  # French, English


@dataclass(frozen=True, slots=True)
class Blessed:
    """`end` is a kind of ending or the id of a step, "" when any will do."""

    play: tuple[str, ...]
    end: str = ""
    score: tuple[str, int] | None = None
    passed: bool | None = None


def read_play(text: str) -> Blessed | None:
    """None when the text is no play with an expectation."""
    way, arrow, expected = text.partition("=>")
    places = tuple(part.strip() for part in way.split(",") if part.strip())
    parts = [part.strip() for part in expected.split(",") if part.strip()]
    if not arrow or not places or not parts or not all("/" in place for place in places):
        return None
    end, score, passed = "", None, None
    for part in parts:
        if match := _SCORE.match(part):
            score = ({"≤": "<=", "≥": ">=", "≠": "!="}.get(match[1], match[1]), int(match[2]))
        elif part.casefold() in PASSED:
            passed = PASSED[part.casefold()]
        else:
            end = KINDS.get(part.casefold(), part)
    return Blessed(places, end, score, passed)


def check_play(scenario: Scenario, text: str) -> Words | None:
    """Why the play does not come out as expected; None when it does."""
    blessed = read_play(text)
    if blessed is None:
        return (
            "attendu : étape/choix, étape/choix => fin, >= score",
            "expected: step/choice, step/choice => end, >= score",
        )
    state = start(scenario, 0)
    for place in blessed.play:
        step, _, choice = place.partition("/")
        outcome = play(scenario, state, Choose(choice, state.seq)) if step == state.at else None
        if not isinstance(outcome, Accepted) or not isinstance(outcome.state, ScenarioState):
            return (f"il s'arrête à « {place} » (on est à « {state.at} »)",
                    f"it stops at '{place}' (one is at '{state.at}')")  # fmt: skip
        state = outcome.state
    return _wrong(scenario, state, blessed)


def _wrong(scenario: Scenario, state: ScenarioState, blessed: Blessed) -> Words | None:
    if state.status != "done":
        return f"il n'est pas fini à « {state.at} »", f"it is not over at '{state.at}'"
    verdict = result(scenario, state)
    if blessed.end and blessed.end not in (verdict.ending, state.at):
        return (f"il finit à « {state.at} », « {blessed.end} » est attendu",
                f"it ends at '{state.at}', '{blessed.end}' is expected")  # fmt: skip
    if blessed.score and not _compares(verdict.score, blessed.score):
        wanted = " ".join(map(str, blessed.score))
        return (
            f"il vaut {verdict.score} %, {wanted} % est attendu",
            f"it scores {verdict.score} %, {wanted} % is expected",
        )
    if blessed.passed is not None and blessed.passed != verdict.passed:
        return ("il réussit" if verdict.passed else "il ne réussit pas"), (
            "it passes" if verdict.passed else "it does not pass"
        )
    return None


def _compares(score: int, wanted: tuple[str, int]) -> bool:
    op, value = wanted
    return {"<": score < value, "<=": score <= value, "=": score == value, "!=": score != value,
            ">=": score >= value, ">": score > value}[op]  # fmt: skip
