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
from academy.exercises.banks.qti import MOODLE_BACKUP, read_qti
from academy.exercises.banks.table import HEADER_WITHIN, NOT_UTF8, Files, is_header, read_csv, read_rows

MOST_ROWS, MOST_COLUMNS = 20_000, 100
_ROOT = re.compile(r"<([A-Za-z_][\w.:-]*)")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_EXPECTED = "GIFT, Moodle XML, QTI 2.1–3.0, CSV, XLSX"


def read_file(data: bytes, name: str, language: str, files: Files | None = None) -> Bank:
    """What stands in a file of any format we know; else a bank whose only error says what is expected.

    `files` gives the content of a file beside it that a table names.
    """
    form = form_of(data, name)
    bank = _read(form, data, name, language, files or (lambda _name: None)) if form else _unknown(data, name)
    if not bank.read and not bank.errors:
        bank.error(name, f"aucune question dans ce fichier ; attendu : {_EXPECTED}",
                   f"no question in this file; expected: {_EXPECTED}")  # fmt: skip
    return bank


def _read(form: str, data: bytes, name: str, language: str, files: Files) -> Bank:
    if form == "table":
        return read_table_package(data, name, language)
    if form in ("xlsx", "xls"):
        return read_sheet(data, name, language, files) if form == "xlsx" else _unknown(data, name)
    if form == "qti":
        return read_qti(data, name, language)
    if form == "moodle":
        return read_moodle(data, name, language)
    if form == "csv":
        return read_csv(_utf8(data), name, files)
    bank = read_gift(_text(data), name, language)
    if not _is_utf8(data):
        bank.note(name, *NOT_UTF8)
    return bank


def _unknown(data: bytes, name: str) -> Bank:
    bank = Bank()
    if not data.strip():
        bank.error(name, "le fichier est vide", "the file is empty")
    elif data.startswith(b"\xd0\xcf\x11\xe0"):
        bank.error(name, "ancien classeur .xls : enregistrez-le en .xlsx", "old .xls workbook: save it as .xlsx")
    elif data.startswith(b"\x1f\x8b"):
        bank.error(name, *MOODLE_BACKUP)
    else:
        bank.error(name, f"format inconnu ; attendu : {_EXPECTED}", f"unknown format; expected: {_EXPECTED}")
    return bank


def read_table_package(data: bytes, name: str, language: str) -> Bank:
    """A zip of one table and the images it names."""
    bank = Bank()
    try:
        files = read_package(data)
    except BadPackage as wrong:
        bank.error(name, wrong.fr, wrong.en)
        return bank
    tables = [path for path in files if _is_table(path)]
    if len(tables) != 1:
        said = ", ".join(sorted(tables)[:5])
        bank.error(name, f"plusieurs tableaux dans l'archive, un seul est attendu : {said}",
                   f"several tables in the zip, one is expected: {said}")  # fmt: skip
        return bank
    by_name = {path.rpartition("/")[2].casefold(): content for path, content in files.items()}

    def named(cell: str) -> bytes | None:
        path = cell.replace("\\", "/").strip("/")
        return files.get(path) or by_name.get(path.rpartition("/")[2].casefold())

    inner = f"{name}:{tables[0]}"
    form = form_of(files[tables[0]], tables[0])
    if form not in ("csv", "xlsx"):  # never a zip in a zip in a zip
        return _unknown(files[tables[0]], inner)
    return _read(form, files[tables[0]], inner, language, named)


def _is_table(path: str) -> bool:
    last = path.rpartition("/")[2].casefold()
    return last.endswith((".csv", ".tsv", ".xlsx")) and not last.startswith((".", "~$"))


def form_of(data: bytes, name: str) -> str:
    """gift, moodle, qti, csv, xlsx, xls, table (a zip of one with images), or nothing."""
    ending = name.lower().rpartition(".")[2]
    if data.startswith(b"PK\x03\x04"):
        return _zip_form(data)
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
    return is_header([cell.strip().strip('"') for cell in re.split(r"[;,\t]", line)])


def _zip_form(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return "qti"
    if "xl/workbook.xml" in names:
        return "xlsx"
    manifest = any(name.rpartition("/")[2] == "imsmanifest.xml" for name in names)
    return "table" if not manifest and any(_is_table(name) for name in names) else "qti"


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return data.startswith(_UTF16)
    return True


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


def read_sheet(data: bytes, name: str, language: str, files: Files) -> Bank:
    """The first sheet of a workbook whose first row is a header of ours (or else the first sheet)."""
    bank = Bank()
    try:
        if any(b"<!DOCTYPE" in content or b"<!ENTITY" in content for content in read_package(data).values()):
            raise BadPackage("classeur refusé : il déclare des entités", "workbook refused: it declares entities")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheets = [_rows(sheet, language) for sheet in book.worksheets]
    except BadPackage as wrong:
        bank.error(name, wrong.fr, wrong.en)
        return bank
    except Exception as wrong:  # openpyxl raises whatever a broken workbook makes it raise
        said = type(wrong).__name__
        bank.error(name, f"classeur illisible ({said})", f"unreadable workbook ({said})")
        return bank
    found = [rows for rows in sheets if any(is_header(row) for row in rows[:HEADER_WITHIN])]
    rows = (found or sheets or [[]])[0]
    if len(rows) >= MOST_ROWS:
        bank.error(
            name, f"plus de {MOST_ROWS} lignes : partagez le tableau", f"more than {MOST_ROWS} rows: split the sheet"
        )
        return bank
    return read_rows(rows, name, files)


def _rows(sheet: Any, language: str) -> list[list[str]]:
    limits = {"max_row": MOST_ROWS, "max_col": MOST_COLUMNS}
    rows = [[_cell(value, language) for value in row] for row in sheet.iter_rows(values_only=True, **limits)]
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def _cell(value: Any, language: str) -> str:
    """As the cell shows it: whole numbers without «.0», dates as in ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return (("Faux", "Vrai"), ("False", "True"))[language.startswith("en")][value]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()[:10]
    return str(value)
