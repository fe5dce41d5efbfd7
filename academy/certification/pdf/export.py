"""An export asked for in the admin, made by the worker: progress in its row, the file in private storage."""

import logging
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files import File
from django.utils import timezone

from academy.certification.models import PaperExport
from academy.certification.pdf import bulk

KEPT = timedelta(days=14)
Status = PaperExport.Status
logger = logging.getLogger(__name__)


def make_export(export: PaperExport) -> None:
    """Makes the file, unless it is there or somebody else is at it (a sign of life within the last minute)."""
    fresh = timezone.now() - timedelta(minutes=1)
    mine = PaperExport.objects.filter(pk=export.pk, status__in=[Status.WAITING, Status.RUNNING, Status.FAILED])
    if not mine.exclude(status=Status.RUNNING, beat__gt=fresh).update(
        status=Status.RUNNING, problem="", beat=timezone.now()
    ):
        return
    forget_old()
    try:
        _make(export)
    except bulk.TooManyError:
        _fail(export, "too_many")
    except Exception:
        logger.exception("export %s of certificates", export.pk)
        _fail(export, "error")


def _make(export: PaperExport) -> None:
    awards = bulk.awards_for(
        export.brand, export.level.code if export.level else "", export.department, export.since, export.until
    )
    total = bulk.make_missing(awards, bulk.every_second(lambda done, total: _beat(export, done, total)))
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"attestations-{export.pk}.{'zip' if export.form == 'zip' else 'pdf'}"
        (bulk.write_zip if export.form == PaperExport.Form.ZIP else bulk.write_print)(awards, path)
        with path.open("rb") as content:
            export.file.save(path.name, File(content), save=False)
    PaperExport.objects.filter(pk=export.pk).update(
        file=export.file.name, status=Status.DONE, done=total, total=total, beat=timezone.now()
    )


def _beat(export: PaperExport, done: int, total: int) -> None:
    PaperExport.objects.filter(pk=export.pk).update(done=done, total=total, beat=timezone.now())


def _fail(export: PaperExport, problem: str) -> None:
    PaperExport.objects.filter(pk=export.pk).update(status=Status.FAILED, problem=problem, beat=timezone.now())


def forget_old() -> None:
    """Files hold names: they are kept two weeks."""
    for old in PaperExport.objects.filter(created__lt=timezone.now() - KEPT):
        if old.file:
            old.file.delete(save=False)
        old.delete()
