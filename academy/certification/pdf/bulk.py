"""Many certificates at once: as one ZIP file or one PDF to print.

Killed at any moment and started again, it leaves neither a double nor a gap: papers come first, each stored with its
award in one transaction and never made twice; only then is the file written from what is stored, under another name
until it is whole. Nothing grows with the batch but the ZIP's own table of contents.
"""

import hashlib
import os
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.text import slugify
from pikepdf import Name

from academy.certification.models import Award
from academy.certification.pdf.papers import ensure_papers
from academy.people.models import Brand, Department, Membership

BATCH = 100
MOST_PRINTED = 1000  # one PDF is built in memory; more go into a ZIP
Report = Callable[[int, int], None]


class TooManyError(ValueError):
    """More certificates than one printable PDF may hold."""


def awards_for(
    brand: Brand,
    level: str = "",
    department: Department | None = None,
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[Award]:
    """Certificates in force today: of a level, of the people of a department and those below it, issued in a period."""
    found = Award.objects.filter(brand=brand).valid_on().select_related("brand__site", "level")
    if level:
        found = found.filter(level__code=level)
    if department:
        here = Membership.objects.valid_on().filter(brand=brand, department__in=department.with_descendants())
        found = found.filter(Exists(here.filter(user=OuterRef("person"))))
    if since:
        found = found.filter(issued__gte=since)
    if until:
        found = found.filter(issued__lte=until)
    return found


def in_batches(awards: QuerySet[Award]) -> Iterator[Award]:
    """All of them by primary key, a batch at a time: no open cursor while others write."""
    last = 0
    while batch := list(awards.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield from batch
        last = batch[-1].pk


def make_missing(awards: QuerySet[Award], report: Report) -> int:
    """Makes the papers that do not exist yet, telling how many do; → how many there are in all."""
    total = awards.count()
    done = total - awards.filter(pdf="").count()
    report(done, total)
    for award in in_batches(awards.filter(pdf="")):
        ensure_papers(award)
        done += 1
        report(done, total)
    return total


def file_name(award: Award) -> str:
    """A name no other certificate has, namesakes included: the number is in it."""
    return f"{slugify(award.holder, allow_unicode=True)[:60] or 'x'}-{award.level.code}-{award.number}.pdf"


def write_zip(awards: QuerySet[Award], path: Path) -> None:
    """All stored papers in one ZIP file, whole or not at all. Raises FileNotFoundError when a paper is gone."""
    part = path.with_name(path.name + ".part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        for award in in_batches(awards):
            with award.pdf.open("rb") as paper:
                day = award.issued.timetuple()[:3]
                archive.writestr(zipfile.ZipInfo(file_name(award), (*day, 0, 0, 0)), paper.read())
    with part.open("rb") as written:
        os.fsync(written.fileno())
    os.replace(part, path)


def write_print(awards: QuerySet[Award], path: Path) -> None:
    """One page after the other, by name, without signatures: what counts is the file of each, this is for paper."""
    if awards.count() > MOST_PRINTED:
        raise TooManyError
    plates: dict[str, pikepdf.Object] = {}
    with pikepdf.new() as document:
        for award in awards.order_by("holder", "pk"):
            with award.pdf.open("rb") as paper, pikepdf.open(BytesIO(paper.read())) as source:
                _append(document, source, plates)
        part = path.with_name(path.name + ".part")
        document.save(part, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    os.replace(part, path)


def _append(document: pikepdf.Pdf, source: pikepdf.Pdf, plates: dict[str, pikepdf.Object]) -> None:
    """The first page of the source; its plate is kept once for all pages that have the same."""
    page = source.pages[0]
    plate = page.obj.Resources.XObject.get(Name.Plate)
    for key in (Name.Annots, Name.StructParents):
        if key in page.obj:
            del page.obj[key]
    if plate is None:
        document.pages.append(page)
        return
    digest = hashlib.sha256(plate.read_raw_bytes()).hexdigest()
    if digest not in plates:
        plates[digest] = document.copy_foreign(plate)
    del page.obj.Resources.XObject[Name.Plate]
    document.pages.append(page)
    document.pages[-1].obj.Resources.XObject[Name.Plate] = plates[digest]


def every_second(report: Report) -> Report:
    """The same report, at most once a second and at the end."""
    last = 0.0

    def sparing(done: int, total: int) -> None:
        nonlocal last
        if done == total or time.monotonic() - last >= 1:
            last = time.monotonic()
            report(done, total)

    return sparing
