"""Spreadsheets to fill in: one sheet for people, one for departments, with an example to write over."""

import csv
import io

import openpyxl
from openpyxl.styles import Font

_PEOPLE = {
    "fr": [
        ["email", "nom complet", "langue", "service", "rôle", "début", "fin"],
        ["ines.benali@exemple.fr", "Inès Benali", "fr", "Relation client > Téléphone", "collaborateur", "", ""],
        ["karim.haddad@exemple.fr", "Karim Haddad", "fr", "Relation client", "responsable", "", "2027-12-31"],
    ],
    "en": [
        ["email", "name", "language", "department", "role", "starts", "ends"],
        ["ines.benali@example.org", "Inès Benali", "fr", "Customer care > Phone", "employee", "", ""],
        ["karim.haddad@example.org", "Karim Haddad", "en", "Customer care", "manager", "", "2027-12-31"],
    ],
}
_DEPARTMENTS = {
    "fr": (
        "Services",
        [["code", "service", "parent"], ["client", "Relation client", ""], ["tel", "Téléphone", "client"]],
    ),
    "en": (
        "Departments",
        [["code", "department", "parent"], ["care", "Customer care", ""], ["phone", "Phone", "care"]],
    ),
}


def as_csv(language: str) -> bytes:
    """With a byte order mark and semicolons: what Excel in French opens without asking."""
    file = io.StringIO()
    csv.writer(file, delimiter=";" if language == "fr" else ",").writerows(_PEOPLE[language])
    return file.getvalue().encode("utf-8-sig")


def as_xlsx(language: str) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = {"fr": "Personnes", "en": "People"}[language]
    name, departments = _DEPARTMENTS[language]
    for target, rows in ((sheet, _PEOPLE[language]), (book.create_sheet(name), departments)):
        for row in rows:
            target.append(row)
        for cell in target[1]:
            cell.font = Font(bold=True)
            target.column_dimensions[cell.column_letter].width = 26
        target.freeze_panes = "A2"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
