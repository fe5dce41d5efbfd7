"""Tables as files people open in a spreadsheet. Cells it would run as a formula are written so that it shows them."""

import csv
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from django.http import HttpResponse
from openpyxl import Workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")


def neutral(value):
    """Texts only: '=1+1' → "'=1+1"; numbers and dates stay what they are."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_DANGEROUS) else value


def csv_file(name: str, rows: Iterable[Iterable[Any]], delimiter: str = ";") -> HttpResponse:
    """`rows` with their heading first, as `name`.csv: in UTF-8 with the mark by which spreadsheets read accents."""
    response = _file(name, "csv", "text/csv; charset=utf-8")
    response.write("\ufeff")
    csv.writer(response, delimiter=delimiter).writerows([neutral(value) for value in row] for row in rows)
    return response


def xlsx_file(name: str, rows: Iterable[Iterable[Any]], sheet: str | None = None) -> HttpResponse:
    """The same as `name`.xlsx, on one sheet."""
    book, out = Workbook(write_only=True), BytesIO()
    page = book.create_sheet(sheet)
    for row in rows:
        page.append([neutral(value) for value in row])
    book.save(out)
    response = _file(name, "xlsx", XLSX)
    response.write(out.getvalue())
    return response


def _file(name: str, ending: str, kind: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}.{ending}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content_type=kind, headers=headers)


def guard_wagtails_exports() -> None:
    """Every list and report that Wagtail exports: in the audit log, and in CSV without formulas (in XLSX Wagtail sees
    to that itself). Wagtail has no setting for either, and a mixin on each view would be forgotten on the next."""
    from wagtail.admin.views.mixins import SpreadsheetExportMixin as Mixin

    from academy.people.audit import record

    if hasattr(Mixin, "is_guarded"):
        return
    write_row, as_spreadsheet = Mixin.write_csv_row, Mixin.as_spreadsheet

    def write_csv_row(self, writer, row_dict):
        return write_row(self, _Neutral(writer), row_dict)

    def recorded(self, queryset, spreadsheet_format):
        what = getattr(queryset, "model", None)
        name = what._meta.label_lower if what else type(self).__name__
        record(self.request.user, "list.exported", getattr(self.request, "brand", None), list=name)
        return as_spreadsheet(self, queryset, spreadsheet_format)

    Mixin.write_csv_row, Mixin.as_spreadsheet, Mixin.is_guarded = write_csv_row, recorded, True


class _Neutral:
    """A csv.DictWriter that neutralises what passes through."""

    def __init__(self, writer):
        self.writer = writer

    def writerow(self, row: dict):
        return self.writer.writerow({name: neutral(value) for name, value in row.items()})
