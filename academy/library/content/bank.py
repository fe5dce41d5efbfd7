"""Questions of the bank ↔ Question rows."""

import hashlib
import json
from dataclasses import asdict, astuple, replace
from typing import Any

from wagtail.blocks import StreamValue

from academy.exercises import quiz as engine
from academy.exercises.question import IGNORABLE
from academy.library.content.body_blocks import stream
from academy.library.keys import content_key
from academy.library.models import LoadedQuestion, Question
from academy.library.quiz_engine import read_question


def question_digest(question: engine.Question) -> str:
    """The same for a file and for the row it became; of an image only that there is one."""
    image = "image" if question.image else ""
    plain = astuple(replace(question, tags=tuple(sorted(question.tags)), image=image))
    return hashlib.sha256(json.dumps(plain).encode()).hexdigest()


def fill_question(row: Question, question: engine.Question) -> None:
    row.kind, row.text, row.explanation = question.kind, question.text, question.explanation
    row.objective, row.value = question.objective, question.value
    row.difficulty, row.critical = question.difficulty, question.critical
    row.ask, row.alt = question.ask, question.alt
    for name in IGNORABLE:
        setattr(row, f"ignore_{name}", name in question.ignore)
    options = [("option", asdict(option)) for option in question.options]
    block = row._meta.get_field("options").stream_block
    row.options = StreamValue(block, stream(row.translation_key, options), is_lazy=True)


class BankLoader:
    """Loads the questions of one brand; `find` gives a question by language and code."""

    def __init__(self, brand: Any, report: Any, overwrite: bool, media: Any) -> None:
        self.brand, self.report, self.overwrite, self.media = brand, report, overwrite, media
        rows = Question.objects.filter(brand=brand).select_related("locale", "loaded")
        self.rows = {(row.locale.language_code, row.code): row for row in rows}

    def find(self, language: str, code: str) -> Question:
        return self.rows[language, code]

    def load(self, entry: Any, locale: Any) -> None:
        for position, question in enumerate(entry.questions):
            self._one(entry, locale, question, position)

    def _one(self, entry: Any, locale: Any, question: engine.Question, position: int) -> None:
        name = f"{entry.language}/{entry.path}#{question.id}"
        row = self.rows.get((entry.language, question.id))
        loaded = getattr(row, "loaded", None) if row else None
        digest = question_digest(question)
        if row and not self.overwrite:
            edited = loaded is None or loaded.revision_id != row.latest_revision_id
            if edited:
                same = question_digest(read_question(row)) == digest
                (self.report.unchanged if same else self.report.kept).append(name)
                return
        if row and loaded and loaded.source_hash == digest and loaded.revision_id == row.latest_revision_id:
            self.report.unchanged.append(name)
            self._remember(row, loaded, entry, digest, position)
            return
        created = row is None
        if row is None:
            row = Question(
                brand=self.brand, code=question.id, locale=locale, live=False,
                translation_key=content_key(self.brand, f"questions/{question.id}"),
            )  # fmt: skip
        fill_question(row, question)
        row.image_id = self.media.image(entry.assets[question.image], question.alt) if question.image else None
        row.full_clean(exclude=["latest_revision", "live_revision"])
        row.save()
        row.tags.set(list(question.tags))
        row.save()
        row.save_revision().publish()
        row.refresh_from_db()
        self.rows[entry.language, question.id] = row
        (self.report.created if created else self.report.changed).append(name)
        self._remember(row, loaded, entry, digest, position)

    def _remember(self, row: Question, loaded: Any, entry: Any, digest: str, position: int) -> None:
        now = {
            "path": entry.path, "bank": entry.title, "position": position, "source_hash": digest,
            "revision_id": row.latest_revision_id,
        }  # fmt: skip
        if loaded is None or any(getattr(loaded, key) != value for key, value in now.items()):
            LoadedQuestion.objects.update_or_create(question=row, defaults=now)
