"""Who may come in through a connection, and what the identity provider's words make of them here."""

from django.utils import timezone

from academy.people.import_people.departments import Tree
from academy.people.models import Connection, Department, Membership, Role, User
from academy.people.rights import give, take


def values_of(claims: dict, name: str) -> list[str]:
    """The values of a claim or attribute, as texts; '' names none. OpenID's user info wins over its id token."""
    if not name:
        return []
    for source in (claims.get("userinfo"), claims.get("id_token"), claims):
        if isinstance(source, dict) and name in source:
            found = source[name]
            return [str(value) for value in (found if isinstance(found, list | tuple) else [found]) if value]
    return []


def address_of(connection: Connection, claims: dict, fallback: str = "") -> str:
    return next(iter(values_of(claims, connection.email_attribute)), fallback).strip().lower()


def refusal(connection: Connection, email: str, user: User | None) -> str:
    """Why this person may not enter here ('' when they may): 'domain', 'elsewhere', 'inactive', 'unknown'."""
    domains = connection.domains()
    if not email or (domains and email.rpartition("@")[2] not in domains):
        return "domain"
    if user is None:
        return "" if connection.create_accounts else "unknown"
    if not user.is_active:
        return "inactive"
    # A brand's identity provider speaks for this brand's people only: it may open neither an administrator's
    # account nor one that another brand on this installation relies on.
    elsewhere = Membership.objects.valid_on().filter(user=user).exclude(brand=connection.brand).exists()
    if user.is_superuser or elsewhere:
        return "elsewhere"
    here = Membership.objects.filter(user=user, brand=connection.brand).exists()
    return "" if here or connection.create_accounts else "unknown"


def apply_claims(connection: Connection, user: User, claims: dict) -> None:
    """Bring department and roles to what the identity provider says today. Only what the connection maps moves."""
    department = _department(connection, claims)
    mapped = connection.roles_of_groups()
    groups = set(values_of(claims, connection.groups_attribute))
    departments = {d.code: d for d in Department.objects.filter(brand=connection.brand)}
    due = {
        (role, departments[code] if code else None)
        for group in groups & set(mapped)
        for role, code in mapped[group]
        if not code or code in departments
    }
    managed = {(role, code) for pairs in mapped.values() for role, code in pairs}
    held = list(
        Membership.objects.valid_on().filter(user=user, brand=connection.brand).select_related("department", "brand")
    )
    reason = f"sign-in {connection.slug}"
    for membership in held:
        key = (membership.role, membership.department.code if membership.department else "")
        if key in managed and (membership.role, membership.department) not in due:
            take(membership, reason=reason)
        moved = department is not None and membership.department_id != department.pk
        if membership.role == Role.EMPLOYEE and moved and key not in managed:
            take(membership, reason=reason)
    for role, place in due:
        give(user, connection.brand, role, place, reason=reason)
    still = Membership.objects.valid_on(timezone.localdate()).filter(user=user, brand=connection.brand)
    if department is not None:
        give(user, connection.brand, Role.EMPLOYEE, department, reason=reason)
    elif not still.exists():
        give(user, connection.brand, Role.EMPLOYEE, None, reason=reason)


def _department(connection: Connection, claims: dict) -> Department | None:
    """The department the provider names, when this brand has it."""
    for value in values_of(claims, connection.department_attribute):
        node = Tree(connection.brand).find(value)
        if node is not None:
            return Department.objects.get(pk=node.pk)
    return None
