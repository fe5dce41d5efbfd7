"""Who may come in through a connection, and what the identity provider's words make of them here."""

from django.utils import timezone

from academy.people.import_people.departments import Tree
from academy.people.models import Connection, Department, Membership, Role, User
from academy.people.rights import give, take

_WS, _MS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/", "http://schemas.microsoft.com/ws/2008/06/identity/"
# Our plain words under the names that providers give them in SAML (Entra ID, AD FS, Google, Keycloak, Shibboleth):
# whoever leaves the fields as they are is understood by most.
ALIASES = {
    "email": ("mail", "emailAddress", f"{_WS}emailaddress", "urn:oid:0.9.2342.19200300.100.1.3",
              "urn:oid:1.2.840.113549.1.9.1", "urn:oid:1.2.840.113549.1.9.1.1"),
    "name": ("displayName", "cn", f"{_MS}claims/displayname", "http://schemas.microsoft.com/identity/claims/displayname",
             "urn:oid:2.16.840.1.113730.3.1.241", "urn:oid:2.5.4.3", f"{_WS}name"),
    "groups": ("memberOf", f"{_MS}claims/groups", "http://schemas.xmlsoap.org/claims/Group", "isMemberOf",
               "urn:oid:1.3.6.1.4.1.5923.1.5.1.1"),
    "department": ("ou", f"{_WS}department", "urn:oid:2.5.4.11"),
}  # fmt: skip


def values_of(claims: dict, name: str) -> list[str]:
    """The values of a claim or attribute, as texts; '' names none. OpenID's user info wins over its id token."""
    if not name:
        return []
    for source in (claims.get("userinfo"), claims.get("id_token"), claims):
        for spelling in (name, *ALIASES.get(name, ())):
            if isinstance(source, dict) and spelling in source:
                found = source[spelling]
                return [str(value) for value in (found if isinstance(found, list | tuple) else [found]) if value]
    return []


def unproven(claims: dict, known: bool) -> str:
    """'answer' when OpenID's two parts speak of two people; 'unverified' when the provider says of somebody who comes
    for the first time that nobody checked their address: it would open whatever account has it."""
    info, token = (claims.get(part) if isinstance(claims.get(part), dict) else {} for part in ("userinfo", "id_token"))
    if info and token and info.get("sub") != token.get("sub"):
        return "answer"
    said = next((part["email_verified"] for part in (info, token) if "email_verified" in part), True)
    return "unverified" if not known and str(said).lower() == "false" else ""


def address_of(connection: Connection, claims: dict, fallback: str = "") -> str:
    return next(iter(values_of(claims, connection.email_attribute)), fallback).strip().lower()


def refusal(connection: Connection, email: str, user: User | None) -> str:
    """Why this person may not enter here ('' when they may): 'domain', 'elsewhere', 'inactive', 'unknown', 'ended'."""
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
    here = Membership.objects.filter(user=user, brand=connection.brand)
    if not here.exists():
        return "" if connection.create_accounts else "unknown"
    # A contractor whose contract is over may still have an account at the company: its sign-in renews nothing.
    return "" if here.valid_on().exists() else "ended"


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
        give(user, connection.brand, role, place, reason=reason, renews=False)
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
