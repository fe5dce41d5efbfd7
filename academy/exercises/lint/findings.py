"""Collects what is wrong, in both languages, with the line of the file where it stands."""

from collections.abc import Mapping
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


class Findings:
    """`lines` maps a step, a "step/choice", a message or a question to its line in the file `path`."""

    def __init__(self, lines: Mapping[str, int], path: str) -> None:
        self.lines, self.path = lines, path
        self.found: list[Problem] = []

    def add(self, code: str, where: str = "", witness: tuple[str, ...] = (), **values: Value) -> None:
        problem = problem_of(code, where, witness, **values)
        line = self.lines.get(where) or self.lines.get(where.partition("/")[0], 0)
        self.found.append(replace(problem, path=self.path, line=line))

    @property
    def broken(self) -> bool:
        return any(problem.severity == "error" for problem in self.found)
