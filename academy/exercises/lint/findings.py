"""Collects what is wrong, in both languages, with the line of the file where it stands."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from academy.exercises.lint.registry import CODES
from academy.exercises.problems import Problem

Value = str | int | tuple[str, str]  # a pair is (French, English)


def problem_of(code: str, where: str = "", witness: tuple[str, ...] = (), **values: Value) -> Problem:
    """A finding in words. Raises KeyError for a code that is not in the register."""
    known = CODES[code]
    french = {name: value[0] if isinstance(value, tuple) else value for name, value in values.items()}
    english = {name: value[1] if isinstance(value, tuple) else value for name, value in values.items()}
    return Problem(
        code, known.severity, known.fr.format_map(french), known.en.format_map(english), field=known.field,
        where=where, mend_fr=known.mend_fr, mend_en=known.mend_en, witness=witness,
    )  # fmt: skip


def placed(found: Iterable[Problem], lines: Mapping[str, int], path: str) -> list[Problem]:
    """The findings with the file `path` and their line in it; `lines` maps a step, a "step/choice", a message or a
    question to its line."""
    return [
        replace(problem, path=path, line=lines.get(problem.where) or lines.get(problem.where.partition("/")[0], 0))
        for problem in found
    ]


class Findings:
    """What the checks have found so far; `placed` adds file and lines."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def add(self, code: str, where: str = "", witness: tuple[str, ...] = (), **values: Value) -> None:
        self.found.append(problem_of(code, where, witness, **values))

    @property
    def broken(self) -> bool:
        return any(problem.severity == "error" for problem in self.found)
