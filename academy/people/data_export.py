"""Everything held about a person in one ZIP: JSON for machines, CSV for people, certificates as they are."""

import csv
import io
import json
import re
import zipfile
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone, translation
from django_tasks import task

from academy.people.audit import record
from academy.people.models import DataExport, User
from academy.people.privacy import declarations
from academy.people.spreadsheet import neutral

KEPT = timedelta(days=7)


def archive_of(user: User) -> bytes:
    """The ZIP, in the person's language."""
    file = io.BytesIO()
    with translation.override(user.language), zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        everything = {}
        for declaration in declarations():
            rows = declaration.as_rows(user)
            everything[declaration.key] = {
                "title": str(declaration.title),
                "purpose": str(declaration.purpose),
                "basis": str(declaration.basis),
                "retention": str(declaration.retention),
                "records": rows,
            }
            if rows:
                archive.writestr(f"{declaration.key}.csv", _csv(declaration.fields, rows))
            for name in declaration.files:
                for record_ in declaration.rows(user):
                    _add_file(archive, getattr(record_, name))
        text = json.dumps(everything, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        archive.writestr("data.json", text)
    return file.getvalue()


def _csv(fields, rows: list[dict]) -> str:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(fields)
    for row in rows:
        values = (row[name] for name in fields)
        writer.writerow(
            [neutral(v) if not isinstance(v, dict | list) else json.dumps(v, cls=DjangoJSONEncoder) for v in values]
        )
    return "\ufeff" + file.getvalue()


def _add_file(archive: zipfile.ZipFile, file) -> None:
    if file and file.storage.exists(file.name):
        name = re.sub(r"[^\w.-]", "_", file.name.rpartition("/")[2])
        with file.open("rb") as source:
            archive.writestr(f"files/{name}", source.read())


@task(backend="jobs")
def make_export(pk: int) -> None:
    export = DataExport.objects.select_related("user").filter(pk=pk, ready=None).first()
    if export is None:
        return
    export.file.save("data.zip", ContentFile(archive_of(export.user)), save=False)
    export.ready = timezone.now()
    export.save()
    record(export.user, "data.exported", export.user)


def forget_old_exports() -> int:
    old = DataExport.objects.filter(asked__lt=timezone.now() - KEPT)
    for export in old:
        export.file.delete(save=False)
    return old.delete()[0]
