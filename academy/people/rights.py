"""Giving and taking one right, with its line in the audit log: what sign-in, SCIM and the admin have in common."""

from datetime import date, timedelta

from django.utils import timezone

from academy.people.audit import record
from academy.people.models import Brand, Department, Membership, Role, User

ADVISER_FOR = timedelta(days=365)  # when nobody named a day: the admin moves it


def end_of(role: str, start: date) -> date | None:
    """The last day of a right for which nobody named one: an external adviser's contract always has an end."""
    return start + ADVISER_FOR if role == Role.ADVISER else None


def give(
    user: User, brand: Brand, role: str, department: Department | None = None, by: User | None = None, reason="",
    renews: bool = True,
) -> Membership:  # fmt: skip
    """A right from today on; one that ended is taken up again. → the membership, unchanged when it holds already.

    `renews` is False where a machine asks (sign-in, directory): it knows who is in a group, not that a contract which
    has come to its end was signed anew. An adviser's right that ended then stays ended until somebody gives it again.
    """
    today = timezone.localdate()
    known = Membership.objects.filter(user=user, brand=brand, role=role, department=department).first()
    if known is None:
        ends = end_of(role, today)
        known = Membership.objects.create(user=user, brand=brand, role=role, department=department, ends=ends)
    elif known.ends and known.ends < today and (renews or role != Role.ADVISER):
        known.starts, known.ends = today, end_of(role, today)
        known.save()
    else:
        return known
    if role != Role.EMPLOYEE:
        record(by, "role.given", user, reason, brand=brand, role=role, department=department and department.code)
    return known


def take(membership: Membership, by: User | None = None, reason: str = "") -> None:
    """The right is gone now; that it was held stays known."""
    yesterday = timezone.localdate() - timedelta(days=1)
    if membership.ends and membership.ends <= yesterday:
        return
    if membership.starts and membership.starts > yesterday:
        membership.delete()
    else:
        membership.ends = yesterday
        membership.save(update_fields=["ends"])
    if membership.role != Role.EMPLOYEE:
        record(by, "role.taken", membership.user, reason, brand=membership.brand, role=membership.role)
