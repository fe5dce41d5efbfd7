"""A CSV or XLSX file as rows of named cells, whatever its encoding and separator."""

import csv
import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext as _

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024  # what an .xlsx may unpack to
MAX_ROWS = 100_000

# What a column may be called, in both languages; matched without case, accents and punctuation.
COLUMNS = {
    "email": (
        "email",
        "e_mail",
        "mail",
        "courriel",
        "adresse_e_mail",
        "adresse_email",
        "adresse_mail",
        "email_address",
    ),
    "name": ("name", "nom_complet", "full_name", "prenom_et_nom", "nom_et_prenom"),
    "first_name": ("first_name", "firstname", "prenom", "given_name"),
    "last_name": ("last_name", "lastname", "nom", "nom_de_famille", "surname", "family_name"),
    "language": ("language", "langue"),
    "department": ("department", "service", "departement"),
    "role": ("role", "fonction"),
    "starts": ("starts", "start", "from", "debut", "date_de_debut", "entree", "arrivee"),
    "ends": ("ends", "end", "until", "fin", "date_de_fin", "sortie", "depart"),
    "code": ("code", "code_du_service", "department_code"),
    "parent": ("parent", "part_of", "rattache_a", "service_parent", "parent_code"),
}
_NAMES = {alias: name for name, aliases in COLUMNS.items() for alias in aliases}


class UnreadableError(Exception):
    """The file cannot be read at all; the text says why, in the user's language."""


@dataclass(frozen=True)
class Row:
    number: int  # as the spreadsheet counts: the header is row 1
    cells: dict[str, str | date]

    def text(self, name: str) -> str:
        value = self.cells.get(name, "")
        return value.isoformat() if isinstance(value, date) else value


@dataclass
class Table:
    people: list[Row] = field(default_factory=list)
    departments: list[Row] = field(default_factory=list)
    columns: set[str] = field(default_factory=set)  # of the people


def check_size(size: int) -> None:
    """Before a file is taken into memory. Raises UnreadableError."""
    if size > MAX_BYTES:
        raise UnreadableError(
            _("The file is too big: %(size)d MB; %(limit)d MB is the limit. Split it into several files.")
            % {"size": size // 1024 // 1024, "limit": MAX_BYTES // 1024 // 1024}
        )


def read(data: bytes, filename: str) -> Table:
    """Rows of a file; the ending of its name does not matter, its content does. Raises UnreadableError."""
    check_size(len(data))
    if not data.strip():
        raise UnreadableError(_("The file is empty."))
    sheets = _xlsx_sheets(data) if data.startswith(b"PK") else [_csv_sheet(data)]
    table = Table()
    for sheet in sheets:
        _add(table, sheet)
    if not table.people and not table.departments:
        raise UnreadableError(_("The file has a header but no row below it."))
    return table


def _add(table: Table, lines: list[tuple[int, list]]) -> None:
    if not lines:
        return
    number, header = lines[0]
    names = [_NAMES.get(_plain(cell)) for cell in header]
    if "email" not in names and not {"code", "department"} & set(names):
        raise UnreadableError(
            _("Row %(row)d should name the columns, «email» and «name» at least; it says: %(found)s")
            % {"row": number, "found": ", ".join(str(cell)[:30] for cell in header if cell)[:200]}
        )
    for name in set(names) - {None}:
        if names.count(name) > 1:
            raise UnreadableError(_("Two columns mean the same: %(column)s.") % {"column": name})
    rows = [
        Row(at, {name: _cell(value) for name, value in zip(names, values, strict=False) if name})
        for at, values in lines[1:]
    ]
    rows = [row for row in rows if any(row.cells.values())]
    if "email" in names:
        table.people += rows
        table.columns |= {name for name in names if name}
    else:
        table.departments += rows


def _cell(value) -> str | date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return " ".join(str(value).split()) if value is not None else ""


def _plain(cell) -> str:
    text = unicodedata.normalize("NFKD", str(cell or "")).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z]+", "_", text).strip("_")


def _csv_sheet(data: bytes) -> list[tuple[int, list]]:
    text = _decode(data)
    first = text.lstrip("\r\n").split("\n", 1)[0]
    separator = max(";,\t", key=first.count)
    lines: list[tuple[int, list]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False)
    try:
        for values in reader:
            if not values and not lines:
                continue
            lines.append((reader.line_num, values))
            _count(lines)
    except csv.Error as error:
        raise UnreadableError(
            _("Line %(row)d cannot be read: %(error)s") % {"row": reader.line_num, "error": error}
        ) from None
    return lines


def _decode(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data[:4096]:
        raise UnreadableError(_("This is neither a CSV nor an XLSX file."))
    for encoding in ("utf-8-sig", "cp1252", "latin-1"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise AssertionError("latin-1 reads every byte")


def _xlsx_sheets(data: bytes) -> list[list[tuple[int, list]]]:
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > MAX_UNPACKED:
                raise UnreadableError(_("The spreadsheet unpacks to more than %(limit)d MB.") % {"limit": 200})
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    except UnreadableError:
        raise
    except Exception:  # openpyxl raises what its parser happens to meet
        raise UnreadableError(_("This spreadsheet is damaged, or is not an XLSX file.")) from None
    sheets = []
    for sheet in book.worksheets:
        lines: list[tuple[int, list]] = []
        for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
            if any(value not in (None, "") for value in values):
                lines.append((number, list(values)))
                _count(lines)
        if len(lines) > 1:
            sheets.append(lines)
    return sheets


def _count(lines: list) -> None:
    if len(lines) > MAX_ROWS + 1:
        raise UnreadableError(_("More than %(limit)d rows. Split the file.") % {"limit": MAX_ROWS})
