"""Files of questions from other tools → the question bank, and back.

Reading is pure (`academy.exercises.banks`); here the format is recognised, and what was read is written to the bank of
one brand and language: everything or nothing. Nothing is said here; `Outcome` holds what there is to say.
"""

import csv
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import override

from academy.exercises.banks.base import Bank, Item, Remark, same_text, unique
from academy.exercises.banks.gift_writer import write_gift
from academy.exercises.banks.moodle_writer import write_moodle
from academy.exercises.banks.qti_writer import write_qti
from academy.exercises.banks.table import write_rows
from academy.library.bank_formats import read_file
from academy.library.content.bank import fill_question
from academy.library.content.media import Media
from academy.library.models import Question
from academy.library.quiz_engine import read_question
from academy.library.uploads import picture_kind

LARGEST = 100_000_000
LARGEST_IMAGE = 20_000_000
ENDINGS = {"gift": "gift.txt", "moodle": "xml", "qti3": "zip", "csv": "csv", "csv-images": "zip"}


@dataclass
class Outcome:
    """What became of the files: `read` questions stood in them, `questions` are in the bank now (or would be, after a
    dry run). With errors nothing is."""

    read: int = 0
    questions: list[Question] = field(default_factory=list)
    skipped: list[Remark] = field(default_factory=list)
    errors: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)

    def add(self, bank: Bank) -> None:
        self.read += bank.read
        self.skipped += bank.skipped
        self.errors += bank.errors
        self.notes += bank.notes


def read_paths(paths: list[Path], language: str) -> tuple[Outcome, list[Item]]:
    """Reads files from the disk; one that cannot be opened is an error of its own."""
    outcome, items = Outcome(), []
    for path in paths:
        try:
            if path.stat().st_size > LARGEST:
                outcome.errors.append(Remark(str(path), "plus de 100 Mo : partagez-le", "over 100 MB: split it"))
                continue
            data = path.read_bytes()
        except OSError as wrong:
            outcome.errors.append(Remark(str(path), f"illisible : {wrong.strerror}", f"unreadable: {wrong.strerror}"))
            continue
        bank = read_file(data, path.name, language, partial(_beside, path.parent))
        outcome.add(bank)
        items += bank.items
    return outcome, items


def _beside(folder: Path, name: str) -> bytes | None:
    """The content of an image that a table names, when it lies in the table's own folder."""
    try:
        path = (folder / name.replace("\\", "/")).resolve()
        if not path.is_relative_to(folder.resolve()) or path.stat().st_size > LARGEST_IMAGE:
            return None
        return path.read_bytes()
    except (OSError, ValueError):
        return None


def import_items(
    outcome: Outcome, items: list[Item], brand: Any, locale: Any, *,
    tags: tuple[str, ...] = (), dry_run: bool = False, user: Any = None, publish: bool = True,
) -> Outcome:  # fmt: skip
    """Writes `items` to the bank in one transaction and completes `outcome`. Questions whose text the bank has already
    (same brand and language) are skipped. With any error nothing is written."""
    media = Media()
    try:
        with transaction.atomic():
            _Import(outcome, brand, locale, media, tags, user, publish, dry_run).run(items)
            if dry_run or outcome.errors:
                transaction.set_rollback(True)
    except BaseException:
        media.forget()
        raise
    if dry_run or outcome.errors:
        media.forget()
    if outcome.errors:
        outcome.questions = []
    return outcome


class _Import:
    def __init__(self, outcome: Outcome, brand: Any, locale: Any, media: Media, tags: tuple[str, ...], user: Any,
                 publish: bool, dry_run: bool) -> None:  # fmt: skip
        self.outcome, self.brand, self.locale, self.media = outcome, brand, locale, media
        self.tags, self.user, self.publish, self.dry_run = tags, user, publish, dry_run
        rows = Question.objects.filter(brand=brand, locale=locale).values_list("code", "text")
        self.codes = {code for code, _ in rows}
        self.texts = {same_text(text): code for code, text in rows}

    def run(self, items: list[Item]) -> None:
        for item in items:
            twin = self.texts.get(same_text(item.question.text))
            if twin is not None:
                self.outcome.skipped.append(Remark(
                    item.place, f"même énoncé que « {twin} » : laissée de côté", f"same text as '{twin}': skipped"
                ))  # fmt: skip
                continue
            code = unique(item.question.id, self.codes)
            try:
                self._write(replace(item, question=replace(item.question, id=code)))
            except ValidationError as wrong:
                self._wrong(item.place, wrong)
            self.codes.add(code)
            self.texts[same_text(item.question.text)] = code

    def _write(self, item: Item) -> None:
        question = item.question
        row = Question(brand=self.brand, code=question.id, locale=self.locale, live=False)
        fill_question(row, question)
        row.image_id = self._image(item)
        if not row.image_id:
            row.alt = ""
        with override(self.locale.language_code):
            row.full_clean(exclude=["latest_revision", "live_revision"])
        if self.dry_run:  # checked is enough to tell what would come in
            self.outcome.questions.append(row)
            return
        row.save()
        row.tags.set([tag[:100] for tag in dict.fromkeys((*question.tags, *self.tags))])
        row.save()
        revision = row.save_revision(user=self.user)
        if self.publish:
            revision.publish(user=self.user)
        self.outcome.questions.append(row)

    def _image(self, item: Item) -> int | None:
        if item.image is None:
            return None
        name, data = item.image
        ending = picture_kind(data)
        if ending is None:
            self.outcome.notes.append(Remark(
                item.place, f"image « {name} » illisible ou trop grande : laissée de côté",
                f"image '{name}' unreadable or too large: left out",
            ))  # fmt: skip
            return None
        return self.media.image_of(data, f"{PurePath(name).stem[:60]}.{ending}", item.question.alt)

    def _wrong(self, place: str, wrong: ValidationError) -> None:
        found = wrong.message_dict if hasattr(wrong, "error_dict") else {"": wrong.messages}
        for name, messages in found.items():
            said = f"{name} : {' '.join(messages)}" if name and name != "__all__" else " ".join(messages)
            self.outcome.errors.append(Remark(place, said, said))


def export(rows: list[Question], form: str, language: str) -> tuple[bytes, list[Remark]]:
    """Questions as a file of format `form` (a key of ENDINGS), and what the format cannot carry."""
    questions = [read_question(row) for row in rows]
    if form == "gift":
        text, remarks = write_gift(questions)
        return text.encode(), remarks
    if form == "csv":
        table, remarks = write_rows(questions, language)
        return as_csv(table, language), remarks
    images = {f"image:{row.image_id}": _picture(row) for row in rows if row.image_id}
    if form == "csv-images":
        return _csv_with_images(questions, images, language)
    if form == "moodle":
        text, remarks = write_moodle(questions, images)
        return text.encode(), remarks
    if form == "qti3":
        return write_qti(questions, images)
    raise ValueError(form)


def _csv_with_images(
    questions: list[Any], images: Mapping[str, tuple[str, bytes]], language: str
) -> tuple[bytes, list[Remark]]:
    table, remarks = write_rows(questions, language, {key: f"images/{name}" for key, (name, _data) in images.items()})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("questions.csv", as_csv(table, language))
        for name, data in images.values():
            archive.writestr(f"images/{name}", data)
    return out.getvalue(), remarks


def as_csv(table: list[list[str]], language: str) -> bytes:
    """As Excel in that language opens it with a double click: with a BOM, semicolons in French."""
    out = io.StringIO()
    csv.writer(out, delimiter="," if language.startswith("en") else ";").writerows(table)
    return out.getvalue().encode("utf-8-sig")


def _picture(row: Question) -> tuple[str, bytes]:
    with row.image.file.open("rb") as source:
        return PurePath(row.image.file.name).name, source.read()
