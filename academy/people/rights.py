"""Giving and taking one right, with its line in the audit log: what sign-in, SCIM and the admin have in common."""

from datetime import timedelta

from django.utils import timezone

from academy.people.audit import record
from academy.people.models import Brand, Department, Membership, Role, User


def give(user: User, brand: Brand, role: str, department: Department | None = None, by: User | None = None, reason=""):
    """A right from today on; one that ended is taken up again. → the membership, unchanged when it holds already."""
    today = timezone.localdate()
    known = Membership.objects.filter(user=user, brand=brand, role=role, department=department).first()
    if known is None:
        known = Membership.objects.create(user=user, brand=brand, role=role, department=department)
    elif known.ends and known.ends < today:
        known.starts, known.ends = today, None
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
