"""Writing a plan: in one transaction, in bulk. The plan is made again inside it, from the rows, not from a screen."""

from datetime import date

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from academy.people.audit import record
from academy.people.import_people.plan import Options, PersonPlan, Plan, make_plan, yesterday
from academy.people.import_people.read import Table
from academy.people.models import Brand, Department, Membership, User
from academy.people.roles import EDITING_ROLES, sync_user_groups

_SLICE = 500


class RefusedError(Exception):
    """The plan has problems (`.plan.problems`); nothing was written."""

    def __init__(self, plan: Plan):
        super().__init__("; ".join(str(problem) for problem in plan.problems[:5]))
        self.plan = plan


@transaction.atomic
def import_people(brand: Brand, table: Table, options: Options, by: User | None = None) -> Plan:
    """Bring the brand to what the file says, wholly or not at all. Raises RefusedError."""
    Brand.objects.select_for_update().get(pk=brand.pk)  # one import of a brand at a time
    day = timezone.localdate()
    plan = make_plan(brand, table, options, day)
    if plan.problems:
        raise RefusedError(plan)
    departments = _departments(plan)
    _create_users(plan)
    _change_users(plan)
    _end(plan, day)
    _redate(plan)
    _add(plan, departments, day)
    _carry_permissions(plan)
    counts = plan.counts()
    if any(count for kind, count in counts.items() if kind != "unchanged"):
        record(by, "people.imported", brand, **counts)
    return plan


def _departments(plan: Plan) -> dict[str, int]:
    """Make and change departments; → code: key for all of the brand."""
    keys = {node.code: node.pk for node in plan.tree.nodes.values() if node.pk}
    for node in plan.tree.new:
        made = Department.objects.create(
            brand=plan.brand, code=node.code, name=node.name, parent_id=keys.get(node.parent)
        )
        keys[node.code] = made.pk
    for node in plan.tree.changed:
        Department.objects.filter(pk=node.pk).update(name=node.name, parent_id=keys.get(node.parent))
    return keys


def _create_users(plan: Plan) -> None:
    new = [person for person in plan.people if person.user is None]
    for person in new:
        person.user = User(
            email=person.email,
            name=person.name,
            language=person.language or "fr",
            password=make_password(None),  # none: they come by login code, by the company's sign-in, or choose one
        )
    User.objects.bulk_create([person.user for person in new], batch_size=_SLICE)
    # The company vouches for the address; without this line a login code could not be sent.
    addresses = [EmailAddress(user=p.user, email=p.email, verified=True, primary=True) for p in new]
    EmailAddress.objects.bulk_create(addresses, batch_size=_SLICE, ignore_conflicts=True)


def _change_users(plan: Plan) -> None:
    changed = [p for p in plan.people if p.rename or p.relanguage or p.reactivate]
    for person in changed:
        person.user.name = person.rename or person.user.name
        person.user.language = person.relanguage or person.user.language
        person.user.is_active = person.user.is_active or person.reactivate
    User.objects.bulk_update([p.user for p in changed], ["name", "language", "is_active"], batch_size=_SLICE)


def _end(plan: Plan, day: date) -> None:
    """Rights end with yesterday, so that they are gone now; what had not begun is taken away."""
    ending = [m for person in plan.people for m in person.end]
    unborn = [m.pk for m in ending if m.starts and m.starts >= day]
    for start in range(0, len(unborn), _SLICE):
        Membership.objects.filter(pk__in=unborn[start : start + _SLICE]).delete()
    begun = [m for m in ending if m.pk and m.pk not in set(unborn)]
    for membership in begun:
        membership.ends = yesterday(day)
    Membership.objects.bulk_update(begun, ["ends"], batch_size=_SLICE)


def _redate(plan: Plan) -> None:
    changed = []
    for person in plan.people:
        for membership, starts, ends in person.redate:
            membership.starts, membership.ends = starts, ends
            changed.append(membership)
    Membership.objects.bulk_update(changed, ["starts", "ends"], batch_size=_SLICE)


def _add(plan: Plan, departments: dict[str, int], day: date) -> None:
    """New memberships; one that ended before is taken up again, since a role is held once per department."""
    past = {(m.user_id, m.department_id, m.role): m for m in Membership.objects.filter(brand=plan.brand, ends__lt=day)}
    new, again = [], []
    for person in plan.people:
        for code, role, starts, ends in person.add:
            key = (person.user.pk, departments.get(code), role)
            known = past.get(key)
            if known is not None:
                known.starts, known.ends = starts or day, ends
                again.append(known)
                continue
            new.append(
                Membership(
                    user=person.user, brand=plan.brand, department_id=key[1], role=role, starts=starts, ends=ends
                )
            )
    Membership.objects.bulk_create(new, batch_size=_SLICE)
    Membership.objects.bulk_update(again, ["starts", "ends"], batch_size=_SLICE)


def _carry_permissions(plan: Plan) -> None:
    """Bulk writes send no signals: give and take Wagtail groups where editing roles moved."""
    for person in plan.people:
        if _touches_editing(person):
            sync_user_groups(person.user)


def _touches_editing(person: PersonPlan) -> bool:
    roles = {role for _code, role, _starts, _ends in person.add} | {m.role for m in person.end}
    return bool((roles | {m.role for m, _starts, _ends in person.redate}) & set(EDITING_ROLES))
