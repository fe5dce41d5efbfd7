"""What is wrong with an exercise before anybody plays it."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from academy.exercises.inbox import Inbox
from academy.exercises.lint.decisions import lint_decisions, lint_giveaways
from academy.exercises.lint.findings import Findings, placed
from academy.exercises.lint.inbox import lint_inbox
from academy.exercises.lint.judged import Judged
from academy.exercises.lint.meters import lint_meters
from academy.exercises.lint.passing import lint_passing
from academy.exercises.lint.quiz import lint_quiz
from academy.exercises.lint.states import lint_states
from academy.exercises.lint.structure import lint_structure
from academy.exercises.problems import Problem
from academy.exercises.quiz import Quiz
from academy.exercises.scenario import Scenario

_ORDER = {"error": 0, "warning": 1, "info": 2}


def lint(exercise: Any, lines: Mapping[str, int] | None = None, path: str = "") -> list[Problem]:
    """Every finding, errors first. `lines` maps a step, a "step/choice" or a question to its line in the file."""
    # A scenario's id appears in no finding; without it a file and the page made of it are one and the same.
    found = _found(replace(exercise, id="") if isinstance(exercise, Scenario) else exercise)
    return sorted(placed(found, lines or {}, path), key=lambda problem: (_ORDER[problem.severity], problem.line))


@lru_cache(maxsize=64)
def _found(exercise: Any) -> tuple[Problem, ...]:
    """Kept, because one publication asks three times: the file is checked, the page is saved, its version written."""
    findings = Findings()
    if isinstance(exercise, Quiz):
        lint_quiz(exercise, findings)
    elif isinstance(exercise, Inbox):
        lint_inbox(exercise, findings)
    elif isinstance(exercise, Scenario):
        lint_structure(exercise, findings)
        if not findings.broken:
            judged = Judged(exercise)
            lint_states(judged, findings)
            lint_passing(judged, findings)
            lint_meters(judged, findings)
            lint_giveaways(judged, findings)
        lint_decisions(exercise, findings)
    return tuple(findings.found)
