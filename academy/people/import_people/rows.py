"""Rows of text become people and departments, or problems that name row and column."""

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.text import slugify
from django.utils.translation import gettext as _

from academy.people.import_people.read import Row, Table
from academy.people.models import Role


@dataclass(frozen=True)
class Problem:
    """What is wrong, and where: row as the spreadsheet counts (0: the whole file), column ('' for the row)."""

    row: int
    column: str
    text: str

    def __str__(self) -> str:
        if not self.row:
            return self.text
        if not self.column:
            return _("row %(row)d: %(text)s") % {"row": self.row, "text": self.text}
        return _("row %(row)d, column %(column)s: %(text)s") % {
            "row": self.row,
            "column": self.column,
            "text": self.text,
        }


@dataclass(frozen=True)
class PersonRow:
    row: int
    email: str
    name: str  # '' leaves the name as it is
    language: str  # '' leaves it
    department: str  # a code, a name, or a path «Marketing > Social»; '' for none
    role: str
    starts: date | None
    ends: date | None


@dataclass(frozen=True)
class DepartmentRow:
    row: int
    code: str
    name: str
    parent: str


_ROLES = {
    **{role.value.replace("_", " "): role.value for role in Role},
    "": Role.EMPLOYEE.value,
    "collaborateur": "employee",
    "collaboratrice": "employee",
    "salarie": "employee",
    "salariee": "employee",
    "community leader": "leader",
    "responsable": "manager",
    "relais": "relay",
    "conseiller externe": "adviser",
    "conseillere externe": "adviser",
    "intervenant externe": "adviser",
    "external adviser": "adviser",
}
_LANGUAGES = {"": "", "fr": "fr", "en": "en", "francais": "fr", "french": "fr", "anglais": "en", "english": "en"}
_FORMULA = ("=", "+", "-", "@")


def people_of(table: Table) -> tuple[list[PersonRow], list[Problem]]:
    """Every row that can be understood, and what is wrong with the others."""
    found: list[PersonRow] = []
    problems: list[Problem] = []
    for row in table.people:
        person = _person(row, problems)
        if person:
            found.append(person)
    problems += _contradictions(found)
    return found, problems


def departments_of(table: Table) -> tuple[list[DepartmentRow], list[Problem]]:
    found, problems, seen = [], [], {}
    for row in table.departments:
        name = row.text("department") or row.text("name") or row.text("last_name")
        code = _slug(row.text("code") or name)
        problems += _formulas(row)
        if not code:
            problems.append(Problem(row.number, "code", _("is missing")))
        elif code in seen:
            problems.append(Problem(row.number, "code", _("is already in row %(row)d") % {"row": seen[code]}))
        else:
            seen[code] = row.number
            found.append(DepartmentRow(row.number, code, (name or code)[:120], row.text("parent")))
    return found, problems


def _person(row: Row, problems: list[Problem]) -> PersonRow | None:
    before = len(problems)
    problems += _formulas(row)
    email = row.text("email").lower()
    try:
        validate_email(email)
    except ValidationError:
        text = _("is not an e-mail address: %(value)s") % {"value": email[:60]} if email else _("is missing")
        problems.append(Problem(row.number, "email", text))
    if len(email) > 254:
        problems.append(Problem(row.number, "email", _("is too long")))
    name = row.text("name") or " ".join(filter(None, [row.text("first_name"), row.text("last_name")]))
    if len(name) > 150:
        problems.append(Problem(row.number, "name", _("is longer than 150 signs")))
    role = _ROLES.get(_folded(row.text("role")))
    if role is None:
        expected = ", ".join(role.value for role in Role)
        text = _("%(value)s is not a role; expected one of: %(roles)s") % {
            "value": row.text("role")[:40],
            "roles": expected,
        }
        problems.append(Problem(row.number, "role", text))
    language = _LANGUAGES.get(_folded(row.text("language")))
    if language is None:
        text = _("%(value)s is not a language of the site; expected fr or en") % {"value": row.text("language")[:40]}
        problems.append(Problem(row.number, "language", text))
    starts, ends = _day(row, "starts", problems), _day(row, "ends", problems)
    if starts and ends and ends < starts:
        problems.append(Problem(row.number, "ends", _("lies before the beginning")))
    if role == Role.ADVISER and not ends:
        problems.append(Problem(row.number, "ends", _("is missing: an external adviser's contract has an end")))
    if len(problems) > before:
        return None
    return PersonRow(row.number, email, name, language, row.text("department"), role, starts, ends)


def _formulas(row: Row) -> list[Problem]:
    return [
        Problem(row.number, name, _("looks like a formula: %(value)s") % {"value": value[:40]})
        for name, value in row.cells.items()
        if isinstance(value, str) and value.startswith(_FORMULA)
    ]


def _day(row: Row, name: str, problems: list[Problem]) -> date | None:
    value = row.cells.get(name, "")
    if isinstance(value, date) or not value:
        return value or None
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y"):
        try:
            return datetime.strptime(value, form).date()
        except ValueError:
            continue
    text = _("%(value)s is not a date; write 2026-12-31 or 31/12/2026") % {"value": value[:40]}
    problems.append(Problem(row.number, name, text))
    return None


def _contradictions(people: list[PersonRow]) -> list[Problem]:
    """The same line twice, or one address with two names."""
    problems, lines, names = [], {}, {}
    for person in people:
        key = (person.email, person.role, person.department.casefold())
        if key in lines:
            text = _("the same address, role and department are already in row %(row)d") % {"row": lines[key]}
            problems.append(Problem(person.row, "email", text))
        lines.setdefault(key, person.row)
        if not person.name:
            continue
        known, at = names.setdefault(person.email, (person.name, person.row))
        if known != person.name:
            text = _("row %(row)d gives another name to the same address") % {"row": at}
            problems.append(Problem(person.row, "name", text))
    return problems


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().strip().lower().replace("_", " ")


def _slug(text: str) -> str:
    return slugify(text)[:60]
