"""Inbox page ↔ engine inbox. The fields are read as the parts of the text they stand for, by the same reader."""

from dataclasses import replace

from academy.exercises.inbox import Inbox
from academy.exercises.inbox_text import inbox_of
from academy.exercises.problems import Problem
from academy.library.inbox_form import blocks_of, document_of, fill
from academy.library.models import InboxPage


def read_inbox_page(page: InboxPage) -> tuple[Inbox | None, list[Problem]]:
    """(inbox, problems). A broken draft gives problems that name their message; None when nothing can be played."""
    if not len(page.mentions):
        empty = Problem("S01", "error", "la boîte de veille est vide ; écrivez ses messages",
                        "the inbox is empty; write its messages")  # fmt: skip
        return None, [empty]
    inbox, problems = inbox_of(document_of(page), blocks_of(page), "")
    problems = [replace(problem, line=0) for problem in problems]
    if inbox is None:
        return None, problems
    page_says = replace(
        inbox,
        id=str(page.translation_key),
        locale=page.locale.language_code,
        summary=page.summary,
        minutes=page.minutes or 0,
        graded=page.graded,
        attempts=page.attempts or 0,
    )
    return page_says, problems


def fill_inbox_page(page: InboxPage, inbox: Inbox) -> None:
    """Puts an engine inbox into the page's fields. Not saved."""
    fill(page, inbox)
