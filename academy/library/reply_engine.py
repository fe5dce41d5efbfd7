"""Reply page ↔ engine brief. The page keeps the text as its author wrote it; the fields above it win."""

from dataclasses import replace

from academy.exercises.problems import Problem
from academy.exercises.reply import ReplyBrief
from academy.exercises.reply_text import read_reply, write_reply
from academy.library.models import ReplyPage
from academy.library.page_text import text_on, with_line


def read_reply_page(page: ReplyPage) -> tuple[ReplyBrief | None, list[Problem]]:
    """(brief, problems). A broken draft gives problems that name their line; None when nothing can be written."""
    if not page.text.strip():
        empty = Problem("S01", "error", "la réponse à rédiger est vide ; écrivez la situation et le message reçu",
                        "the reply to write is empty; write its situation and the message received")  # fmt: skip
        return None, [empty]
    brief, problems = read_reply(text_on(page), "")
    problems = [with_line(problem) for problem in problems]
    if brief is None:
        return None, problems
    page_says = replace(
        brief,
        id=str(page.translation_key),
        locale=page.locale.language_code,
        title=page.title,
        summary=page.summary,
        minutes=page.minutes or 0,
        graded=page.graded,
        reviewers=page.reviewers,
    )
    return page_says, problems


def fill_reply_page(page: ReplyPage, brief: ReplyBrief) -> None:
    """Puts an engine brief into the page's fields. Not saved."""
    page.title, page.summary, page.minutes = brief.title, brief.summary, brief.minutes
    page.graded, page.reviewers = brief.graded, brief.reviewers
    page.text = write_reply(brief)
