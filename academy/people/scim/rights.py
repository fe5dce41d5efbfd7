"""The rights that follow from what the directory says, in the caller's transaction."""

from academy.people.import_people.departments import Tree
from academy.people.models import Brand, Department, Membership, Role, ScimGroup, ScimUser
from academy.people.models import User as Account
from academy.people.rights import give, take

REASON = "SCIM"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"  # RFC 7643, 4.3: the department is there


def is_ours(account: Account, brand: Brand) -> bool:
    """A brand's directory speaks neither for administrators nor for people another brand relies on."""
    elsewhere = Membership.objects.valid_on().filter(user=account).exclude(brand=brand).exists()
    return not (account.is_superuser or elsewhere)


def apply_rights(person: ScimUser) -> None:
    """Bring memberships to what the directory says today; a leaver keeps none in this brand."""
    brand, account = person.brand, person.user
    held = list(Membership.objects.valid_on().filter(user=account, brand=brand).select_related("department", "brand"))
    if not person.active:
        for membership in held:
            take(membership, reason=REASON)
        _open_account(account, brand, False)
        return
    _open_account(account, brand, True)
    groups = ScimGroup.objects.filter(brand=brand).exclude(role="")
    managed = {(group.role, group.department_id) for group in groups}
    due = {(group.role, group.department_id) for group in groups.filter(members=person)}
    home = _department(person)
    for membership in held:
        key = (membership.role, membership.department_id)
        moved = home is not None and membership.role == Role.EMPLOYEE and membership.department_id != home.pk
        if key not in due and (key in managed or moved):
            take(membership, reason=REASON)
    departments = {d.pk: d for d in Department.objects.filter(brand=brand)}
    for role, place in due:
        give(account, brand, role, departments.get(place), reason=REASON, renews=False)
    still = Membership.objects.valid_on().filter(user=account, brand=brand)
    if home is not None or not still.exists():
        give(account, brand, Role.EMPLOYEE, home, reason=REASON)


def _open_account(account: Account, brand: Brand, active: bool) -> None:
    if account.is_active != active and not account.erased and is_ours(account, brand):
        account.is_active = active
        account.save(update_fields=["is_active"])


def _department(person: ScimUser) -> Department | None:
    words = person.attributes.get(ENTERPRISE) or {}
    node = Tree(person.brand).find(words["department"]) if words.get("department") else None
    return Department.objects.filter(pk=node.pk).first() if node is not None else None


def remove_group(group: ScimGroup) -> None:
    """Its members lose what the group gave them."""
    people = list(group.members.select_related("user", "brand"))
    group.members.clear()
    for person in people:
        apply_rights(person)
    group.delete()
