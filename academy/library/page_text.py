"""What pages whose form is one text share: the problems of a text that was typed say their line."""

from dataclasses import replace

from academy.exercises.problems import Problem

LIMIT = 1_000_000


def text_on(page) -> str:
    """The page's text as the readers take it."""
    return page.text.replace("\r\n", "\n")[:LIMIT]


def with_line(problem: Problem) -> Problem:
    if not problem.line:
        return problem
    return replace(
        problem,
        message_fr=f"ligne {problem.line} : {problem.message_fr}",
        message_en=f"line {problem.line}: {problem.message_en}",
    )
