"""An exercise page beside the page it was translated from, and which blocks are out of date (W61 to W63)."""

from collections.abc import Iterable
from typing import Any

from wagtail.models import Locale, Page

from academy.exercises.lint.translation import Translatable, lint_translation, marks_of, stale_blocks
from academy.exercises.problems import Problem
from academy.library.models import TranslationMarks


def source_of(page: Page) -> Any:
    """The page in the brand's first language (French) that `page` is a translation of; None for that one itself."""
    first = Locale.get_default()
    if page.locale_id == first.pk:
        return None
    found = page.get_translations().filter(locale=first).first()
    return found.specific if found else None


def current(page: Any) -> Translatable | None:
    """What readers have: the published exercise; of a page never published, its draft. None while it has errors."""
    shown = page if page.live else page.get_latest_revision_as_object()
    exercise, _problems = shown.read_engine()
    return exercise if isinstance(exercise, Translatable) else None


def marks_for(page: Page) -> dict[str, str]:
    row = TranslationMarks.objects.filter(page_id=page.pk).first()
    return dict(row.marks) if row else {}


def set_marks(page: Page, marks: dict[str, str]) -> None:
    TranslationMarks.objects.update_or_create(page_id=page.pk, defaults={"marks": marks})


def confirm(page: Page, blocks: Iterable[str] = ()) -> None:
    """Says that these blocks (all when none is named) were read again and still say what the source says."""
    source = source_of(page)
    exercise = current(source) if source else None
    if exercise is None:
        return
    now, wanted = marks_of(exercise), set(blocks)
    set_marks(page, now if not wanted else {**marks_for(page), **{one: now[one] for one in wanted if one in now}})


def note_published(page: Page, before: Any, after: Any) -> None:
    """Called when a translation was published: blocks with other words than before are as new as their source. The
    first time all are."""
    source = source_of(page) if isinstance(after, Translatable) else None
    exercise = current(source) if source else None
    if exercise is None:
        return
    now, known = marks_of(exercise), marks_for(page)
    if before is None or not known:
        set_marks(page, now)
        return
    old, new = marks_of(before), marks_of(after)
    set_marks(page, {block: known[block] if block in known and old.get(block) == new.get(block) else mark
                     for block, mark in now.items()})  # fmt: skip


def translation_problems(page: Page, exercise: Any) -> list[Problem]:
    """What lint says of a translated page beside its source: advice in the editor, no hindrance to publishing."""
    source = source_of(page) if page.pk and isinstance(exercise, Translatable) else None
    original = current(source) if source else None
    return lint_translation(original, exercise, marks=marks_for(page)) if original else []


def stale_marks(page: Page) -> dict[str, str]:
    """The marks of the blocks whose source has changed since; for the file of a dump."""
    source = source_of(page)
    exercise = current(source) if source else None
    known = marks_for(page) if exercise else {}
    return {block: known[block] for block in stale_blocks(exercise, known)} if exercise else {}
