"""Findings of the content door: `path:line: error: what, and what was expected`."""

from collections.abc import Iterable
from difflib import get_close_matches

from academy.exercises.problems import Problem


def error(path: str, line: int, fr: str, en: str, code: str = "C01") -> Problem:
    return Problem(code, "error", fr, en, path, line)


def warning(path: str, line: int, fr: str, en: str, code: str = "C50") -> Problem:
    return Problem(code, "warning", fr, en, path, line)


def nearest(name: str, known: Iterable[str], language: str) -> str:
    """' — did you mean “x”?', or the list of what is known when it is short."""
    listed = sorted(set(known))
    close = get_close_matches(name.lower(), listed, 1, 0.6)
    if close:
        return f" ; vouliez-vous « {close[0]} » ?" if language == "fr" else f"; did you mean “{close[0]}”?"
    if not listed:
        return ""
    shown = ", ".join(listed[:30]) + (" …" if len(listed) > 30 else "")
    return f" ; attendu : {shown}" if language == "fr" else f"; expected: {shown}"


def show(problem: Problem, language: str) -> str:
    """One line for people and editors. The severity stays English: tools read it."""
    return f"{problem.path}:{problem.line}: {problem.severity}: {problem.in_full(language)} [{problem.code}]"


class ContentError(Exception):
    """Nothing was loaded; `problems` says why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(show(problem, "en") for problem in problems))
        self.problems = problems
