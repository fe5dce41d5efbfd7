"""Inbox page ↔ engine inbox. The page keeps the text as its author wrote it; the fields above it win."""

from dataclasses import replace

from academy.exercises.inbox import Inbox
from academy.exercises.inbox_text import read_inbox, write_inbox
from academy.exercises.problems import Problem
from academy.library.models import InboxPage
from academy.library.page_text import text_on, with_line


def read_inbox_page(page: InboxPage) -> tuple[Inbox | None, list[Problem]]:
    """(inbox, problems). A broken draft gives problems that name their line; None when nothing can be played."""
    inbox, problems = read_inbox(text_on(page), "")
    if not page.text.strip():
        empty = Problem("S01", "error", "la boîte de veille est vide ; écrivez ses messages",
                        "the inbox is empty; write its messages")  # fmt: skip
        return None, [empty]
    problems = [with_line(problem) for problem in problems]
    if inbox is None:
        return None, problems
    page_says = replace(
        inbox,
        id=str(page.translation_key),
        locale=page.locale.language_code,
        title=page.title,
        summary=page.summary,
        minutes=page.minutes or 0,
        graded=page.graded,
        attempts=page.attempts or 0,
    )
    return page_says, problems


def fill_inbox_page(page: InboxPage, inbox: Inbox) -> None:
    """Puts an engine inbox into the page's fields. Not saved."""
    page.title, page.summary, page.minutes = inbox.title, inbox.summary, inbox.minutes
    page.graded, page.attempts = inbox.graded, inbox.attempts
    page.text = write_inbox(inbox)
