"""Puts what a file says into a page of its kind. Nothing is saved here."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any

from wagtail.blocks import StreamValue

from academy.exercises.pictures import renamed
from academy.library.content.body_blocks import parts_to_stream, stream
from academy.library.content.tree import Entry
from academy.library.inbox_engine import fill_inbox_page
from academy.library.models import (
    CharterPage,
    CoursePage,
    InboxPage,
    LessonPage,
    ModulePage,
    PlaybookPage,
    QuizPage,
    ReplyPage,
    ScenarioPage,
)
from academy.library.reply_engine import fill_reply_page
from academy.library.scenario_engine import fill_scenario_page

MODELS = {
    "course": CoursePage, "module": ModulePage, "lesson": LessonPage, "playbook": PlaybookPage,
    "charter": CharterPage, "scenario": ScenarioPage, "quiz": QuizPage, "inbox": InboxPage,
    "reply": ReplyPage,
}  # fmt: skip

EXERCISES: dict[str, Callable[[Any, Any], None]] = {
    "scenario": fill_scenario_page, "inbox": fill_inbox_page, "reply": fill_reply_page
}  # fmt: skip

# Front matter → field of the page, where they are the same thing by another name; dump reads it the other way.
FIELDS = {
    **{name: name for name in ("summary", "minutes", "track", "maturity", "audience", "opens", "version", "attempts",
                               "mode", "confidence")},
    "pass-mark": "pass_mark", "verified-on": "verified_on", "review-by": "review_by", "explain": "show_feedback",
    "cooldown": "cooldown_hours", "time-limit": "time_limit_minutes", "test-out": "test_out",
}  # fmt: skip


@dataclass
class Lookups:
    """What a file may name, in its language: gives database objects."""

    playbook: Callable[[str], Any]
    course: Callable[[str], Any]
    channel: Callable[[str], Any]
    question: Callable[[str], Any]
    image: Callable[[str, str], int | None]
    file: Callable[[str, str], int | None]


def fill_fields(page: Any, entry: Entry) -> None:
    """Title, texts and numbers: all a new page needs before it has a place in the tree."""
    values = entry.values
    page.title = entry.title
    if entry.kind in EXERCISES:
        EXERCISES[entry.kind](page, replace(entry.exercise, locale=entry.language))
        return
    for name, field in FIELDS.items():
        if name in values:
            setattr(page, field, values[name])
    if "objectives" in values:
        page.objectives = "\n".join(values["objectives"])
    if "situations" in values:
        page.situations = ", ".join(values["situations"])
    if entry.kind in ("course", "module", "quiz"):
        page.introduction = entry.introduction


def fill_references(page: Any, entry: Entry, lookups: Lookups) -> None:
    """What points to other pages, questions, channels and files."""
    values = entry.values
    if entry.kind == "course":
        page.prerequisites = [lookups.course(name) for name in values["prerequisites"]]
    elif entry.kind == "lesson":
        page.playbooks = [lookups.playbook(name) for name in values["playbooks"]]
    elif entry.kind == "playbook":
        page.channels = [lookups.channel(code) for code in values["channels"]]
    elif entry.kind == "quiz":
        key = page.translation_key
        listed = [("question", lookups.question(code).pk) for code in values["questions"]]
        set_stream(page, "questions", stream(key, listed))
        draws = [("draw", asdict(draw) | {"difficulty": draw.difficulty or None}) for draw in values["draws"]]
        set_stream(page, "draws", stream(key, draws))
    if entry.kind in EXERCISES and entry.assets:
        named = renamed(entry.exercise, lambda src, alt: f"image:{lookups.image(src, alt)}")
        EXERCISES[entry.kind](page, replace(named, locale=entry.language))
    if entry.kind == "charter":
        set_stream(page, "values", stream(page.translation_key, [("value", value) for value in values["values"]]))
    if entry.kind in ("lesson", "playbook", "charter"):
        body = parts_to_stream(
            entry.parts, page.translation_key, lambda id: lookups.playbook(id).pk, lookups.image, lookups.file
        )
        set_stream(page, "body", body)


def set_stream(page: Any, field: str, data: list[dict[str, Any]]) -> None:
    setattr(page, field, StreamValue(page._meta.get_field(field).stream_block, data, is_lazy=True))


def check_blocks(page: Any) -> None:
    """Block validation, which `full_clean()` leaves out. Raises ValidationError."""
    for field in page._meta.get_fields():
        block = getattr(field, "stream_block", None)
        if block is not None:
            block.clean(getattr(page, field.name))
