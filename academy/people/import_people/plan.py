"""What an import would do: a pure comparison of the file with the brand's people. Applying it is another matter."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from academy.people.import_people.departments import Tree
from academy.people.import_people.read import Table
from academy.people.import_people.rows import PersonRow, Problem, departments_of, people_of
from academy.people.models import Brand, Membership, Role, User


@dataclass(frozen=True)
class Options:
    deactivate_missing: bool = False  # people of the brand who are not in the file leave it today
    create_departments: bool = False  # departments that nobody knows are made


@dataclass
class PersonPlan:
    """One person: what changes for them. `user` is None for somebody new to the installation."""

    email: str
    name: str
    language: str = ""
    user: User | None = None
    rename: str = ""
    relanguage: str = ""
    reactivate: bool = False
    add: list[tuple[str, str, date | None, date | None]] = field(default_factory=list)  # department code, role, dates
    redate: list[tuple[Membership, date | None, date | None]] = field(default_factory=list)
    end: list[Membership] = field(default_factory=list)
    joins: bool = False  # not in the brand before
    leaves: bool = False

    @property
    def kind(self) -> str:
        if self.leaves:
            return "deactivated"
        if self.joins:
            return "created"
        changes = self.rename or self.relanguage or self.reactivate or self.add or self.redate or self.end
        return "changed" if changes else "unchanged"


@dataclass
class Plan:
    brand: Brand
    problems: list[Problem]
    tree: Tree
    people: list[PersonPlan] = field(default_factory=list)

    def of_kind(self, kind: str) -> list[PersonPlan]:
        return [person for person in self.people if person.kind == kind]

    def counts(self) -> dict[str, int]:
        kinds = [person.kind for person in self.people]
        return {
            "created": kinds.count("created"),
            "changed": kinds.count("changed"),
            "deactivated": kinds.count("deactivated"),
            "unchanged": kinds.count("unchanged"),
            "departments_created": len(self.tree.new),
            "departments_changed": len(self.tree.changed),
        }


def make_plan(brand: Brand, table: Table, options: Options, day: date | None = None) -> Plan:
    """Compare the file with the brand as it is; with problems, the plan must not be applied."""
    day = day or timezone.localdate()
    rows, problems = people_of(table)
    department_rows, more = departments_of(table)
    tree = Tree(brand)
    problems += more + tree.merge(department_rows)
    codes = _department_codes(rows, tree, options, problems)
    plan = Plan(brand, problems, tree)
    if problems:
        problems.sort(key=lambda problem: problem.row)
        return plan
    by_email: dict[str, list[PersonRow]] = defaultdict(list)
    for row in rows:
        by_email[row.email].append(row)
    now = _present(brand, day)
    users = _users(set(by_email) | set(now))
    elsewhere = _people_of_other_brands(brand, day)
    everything = "role" in table.columns
    for email, theirs in by_email.items():
        user = users.get(email)
        held = now.get(email, [])
        person = _person(theirs, user, codes, held, everything, day)
        if user is not None and user.pk in elsewhere:
            person.rename = person.relanguage = ""  # their name is another brand's to keep
        if not theirs[0].name and not any(row.name for row in theirs) and user is None:
            problems.append(Problem(theirs[0].row, "name", _("is missing; needed for somebody new")))
        plan.people.append(person)
    if options.deactivate_missing:
        plan.people += [
            PersonPlan(email, held[0].user.name, user=held[0].user, end=held, leaves=True)
            for email, held in now.items()
            if email not in by_email
        ]
    problems += _nobody_leads(plan, now, day)
    return plan


def _department_codes(rows, tree: Tree, options: Options, problems: list[Problem]) -> dict[str, str]:
    """Department as written → code."""
    codes = {"": ""}
    for row in rows:
        text = row.department
        if text in codes:
            continue
        node = tree.find(text)
        if node is None and options.create_departments and not tree.is_ambiguous(text):
            node = tree.grow(text)
        if node is None:
            said = (
                _("several departments are called %(value)s; write the code or the path")
                if tree.is_ambiguous(text)
                else _("no department is called %(value)s")
            )
            problems.append(Problem(row.row, "department", said % {"value": text[:60]}))
        codes[text] = node.code if node else ""
    return codes


def _present(brand: Brand, day: date) -> dict[str, list[Membership]]:
    """Memberships of the brand that hold today or will, by address; ended ones are history."""
    found: dict[str, list[Membership]] = defaultdict(list)
    rows = Membership.objects.filter(brand=brand).exclude(ends__lt=day).select_related("user", "department")
    for membership in rows:
        found[membership.user.email.lower()].append(membership)
    return found


def _users(emails: set[str]) -> dict[str, User]:
    """Known accounts by address; in slices, because SQLite takes so many values and no more."""
    wanted, found = sorted(emails), {}
    for start in range(0, len(wanted), 500):
        for user in User.objects.filter(email__in=wanted[start : start + 500]):
            found[user.email.lower()] = user
    return found


def _people_of_other_brands(brand: Brand, day: date) -> set[int]:
    return set(Membership.objects.valid_on(day).exclude(brand=brand).values_list("user_id", flat=True))


def _person(rows, user, codes, held: list[Membership], everything: bool, day: date) -> PersonPlan:
    name = next((row.name for row in rows if row.name), "")
    language = next((row.language for row in rows if row.language), "")
    person = PersonPlan(rows[0].email, name or (user.name if user else ""), language, user)
    if user is not None:
        person.rename = name if name and name != user.name else ""
        person.relanguage = language if language and language != user.language else ""
        person.reactivate = not user.is_active
    person.joins = not held
    present = {(m.department.code if m.department else "", m.role): m for m in held}
    wanted = {(codes[row.department], row.role): row for row in rows}
    for (code, role), row in wanted.items():
        membership = present.get((code, role))
        if membership is None:
            person.add.append((code, role, row.starts, row.ends))
        elif (row.starts and row.starts != membership.starts) or row.ends != membership.ends:
            person.redate.append((membership, row.starts or membership.starts, row.ends))
    # Without a role column the file speaks of employees only: other roles stay.
    person.end = [m for key, m in present.items() if key not in wanted and (everything or m.role == Role.EMPLOYEE)]
    return person


def _nobody_leads(plan: Plan, now: dict, day: date) -> list[Problem]:
    ending = {m.pk for person in plan.people for m in person.end}
    leaders = [m for held in now.values() for m in held if m.role == Role.LEADER]
    coming = any(role == Role.LEADER for person in plan.people for _code, role, _starts, _ends in person.add)
    if leaders and not coming and all(m.pk in ending for m in leaders):
        return [Problem(0, "", _("Nobody would be community leader any more. Keep at least one in the file."))]
    return []


def yesterday(day: date) -> date:
    return day - timedelta(days=1)
