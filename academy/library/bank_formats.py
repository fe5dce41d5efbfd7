"""Which format a file of questions has, by its content first and its name second; and sheets as rows."""

import datetime
import io
import re
import zipfile
from typing import Any

from openpyxl import load_workbook

from academy.exercises.banks.base import Bank
from academy.exercises.banks.gift import read_gift
from academy.exercises.banks.moodle import read_moodle
from academy.exercises.banks.package import BadPackage, read_package
from academy.exercises.banks.qti import read_qti
from academy.exercises.banks.table import HEADERS, read_csv, read_rows

MOST_ROWS, MOST_COLUMNS = 20_000, 100
_ROOT = re.compile(r"<([A-Za-z_][\w.:-]*)")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_EXPECTED = "GIFT, Moodle XML, QTI 2.1–3.0, CSV, XLSX"


def read_file(data: bytes, name: str, language: str) -> Bank:
    """What stands in a file of any format we know; else a bank whose only error says what is expected."""
    form = form_of(data, name)
    if form == "xlsx":
        return read_sheet(data, name)
    if form == "qti":
        return read_qti(data, name, language)
    if form == "moodle":
        return read_moodle(data, name, language)
    if form == "csv":
        return read_csv(_utf8(data), name)
    if form == "gift":
        return read_gift(_text(data), name, language)
    bank = Bank()
    if not data.strip():
        bank.error(name, "le fichier est vide", "the file is empty")
    elif form == "xls":
        bank.error(name, "ancien classeur .xls : enregistrez-le en .xlsx", "old .xls workbook: save it as .xlsx")
    else:
        bank.error(name, f"format inconnu ; attendu : {_EXPECTED}", f"unknown format; expected: {_EXPECTED}")
    return bank


def form_of(data: bytes, name: str) -> str:
    """gift, moodle, qti, csv, xlsx, xls, or nothing."""
    ending = name.lower().rpartition(".")[2]
    if data.startswith(b"PK\x03\x04"):
        return "xlsx" if _is_workbook(data) else "qti"
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return "xls"
    text = _text(data[:200_000]).lstrip()
    binary = b"\0" in data and not data.startswith(_UTF16)
    if not text or binary or data.startswith((b"%PDF", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf")):
        return ""
    if text.startswith("<?xml") or (text.startswith("<") and ending in ("xml", "qti")):
        root = _ROOT.search(re.sub(r"<!--.*?-->", "", text, flags=re.S))
        return "moodle" if root and root[1] == "quiz" else "qti"
    if ending in ("csv", "tsv") or _is_header(text.split("\n", 1)[0]):
        return "csv"
    if ending in ("gift", "txt") or ("{" in text and "}" in text):
        return "gift"
    return ""


def _is_header(line: str) -> bool:
    cells = {cell.strip().strip('"').casefold() for cell in re.split(r"[;,\t]", line)}
    return len(cells & {word for words in HEADERS.values() for word in words}) >= 2


def _is_workbook(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return False


def _text(data: bytes) -> str:
    """UTF-8, UTF-16 with its mark, or else Windows text; line ends as ours."""
    if data.startswith(_UTF16):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as wrong:
            cut = len(data) - wrong.start < 4 and len(data) == 200_000
            text = data.decode("utf-8-sig", "replace") if cut else data.decode("cp1252", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _utf8(data: bytes) -> bytes:
    """Excel's «Unicode text» is UTF-16; the reader of tables knows UTF-8 and Windows."""
    return _text(data).encode() if data.startswith(_UTF16) else data


def read_sheet(data: bytes, name: str) -> Bank:
    """The first sheet of a workbook whose first row is a header of ours (or else the first sheet)."""
    bank = Bank()
    try:
        if any(b"<!DOCTYPE" in content or b"<!ENTITY" in content for content in read_package(data).values()):
            raise BadPackage("classeur refusé : il déclare des entités", "workbook refused: it declares entities")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheets = [_rows(sheet) for sheet in book.worksheets]
    except BadPackage as wrong:
        bank.error(name, wrong.fr, wrong.en)
        return bank
    except Exception as wrong:  # openpyxl raises whatever a broken workbook makes it raise
        said = type(wrong).__name__
        bank.error(name, f"classeur illisible ({said})", f"unreadable workbook ({said})")
        return bank
    found = [rows for rows in sheets if rows and _is_header("\t".join(rows[0]))]
    rows = (found or sheets or [[]])[0]
    if len(rows) >= MOST_ROWS:
        bank.error(
            name, f"plus de {MOST_ROWS} lignes : partagez le tableau", f"more than {MOST_ROWS} rows: split the sheet"
        )
        return bank
    return read_rows(rows, name)


def _rows(sheet: Any) -> list[list[str]]:
    limits = {"max_row": MOST_ROWS, "max_col": MOST_COLUMNS}
    rows = [[_cell(value) for value in row] for row in sheet.iter_rows(values_only=True, **limits)]
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def _cell(value: Any) -> str:
    """As the cell shows it: whole numbers without «.0», dates as in ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()[:10]
    return str(value)
