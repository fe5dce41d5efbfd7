"""Writing what the directory says of people and groups, in the caller's transaction."""

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from scim2_models import ConflictException, InvalidValueException, UniquenessException

from academy.people.audit import record
from academy.people.models import Brand, ScimGroup, ScimUser
from academy.people.models import User as Account
from academy.people.scim.rights import REASON, apply_rights, is_ours
from academy.people.scim.schema import Group, Person

NOBODY = "sans-adresse.invalid"  # a person whose address the directory has not said yet; they cannot sign in


def save_person(brand: Brand, sent: Person, known: ScimUser | None = None) -> ScimUser:
    """Create or change one person. Raises SCIM errors: name or address taken, account not this brand's to touch."""
    twins = ScimUser.objects.filter(brand=brand, user_name__iexact=sent.user_name)
    if twins.exclude(pk=getattr(known, "pk", None)).exists():
        raise UniquenessException(detail="userName is taken")
    if len(sent.user_name) > 254 or len(sent.external_id or "") > 200:
        raise InvalidValueException(detail="userName or externalId is too long")
    account = _account(brand, sent, known)
    person = known or ScimUser(brand=brand, user=account)
    was_active = person.active if known else None
    person.user_name, person.external_id = sent.user_name, sent.external_id or ""
    person.active = sent.active is not False
    kept = sent.model_dump(exclude_none=True)
    person.attributes = {
        key: value
        for key, value in kept.items()
        if key not in ("id", "meta", "schemas", "userName", "externalId", "active")
    }
    if sent.active is None:
        person.attributes["activeUnsaid"] = True
    person.save()
    if was_active != person.active:
        record(None, "scim.activated" if person.active else "scim.deactivated", account, REASON, brand=brand)
    apply_rights(person)
    return person


def _account(brand: Brand, sent: Person, known: ScimUser | None) -> Account:
    address = _address(sent)
    found = Account.objects.filter(email__iexact=address).first() if address else None
    if known is None:
        if found is None:
            found = Account(email=address or "", password=make_password(None))
            found.email = address or f"{found.public_id}@{NOBODY}"
        elif ScimUser.objects.filter(brand=brand, user=found).exists():
            raise UniquenessException(detail="the address is taken")
    elif found is None or found.pk == known.user_id:
        found = known.user
    else:
        raise UniquenessException(detail="the address is taken")
    ours = not found.pk or is_ours(found, brand)
    if found.erased or (known is None and not ours):
        raise UniquenessException(detail="the address is taken")
    name = _name(sent)[:150]
    moves = bool(address) and found.email.lower() != address
    if moves and not ours:
        raise ConflictException(detail="this account is not the directory's to change")
    if ours:
        found.name = name or found.name or sent.user_name[:150]
        found.email = address or found.email
        found.save()
        if address and not found.emailaddress_set.filter(email=address).exists():
            found.emailaddress_set.all().delete()
            EmailAddress.objects.create(user=found, email=address, verified=True, primary=True)
    return found


def _address(sent: Person) -> str:
    values = sorted(sent.emails or [], key=lambda mail: not mail.primary)
    for value in [*(mail.value for mail in values), sent.user_name]:
        if value and "@" in value:
            return str(value).strip().lower()
    return ""


def _name(sent: Person) -> str:
    name = sent.name
    parts = " ".join(part for part in (name.given_name, name.family_name) if part) if name else ""
    return sent.display_name or (name.formatted if name else "") or parts


def remove_person(person: ScimUser) -> None:
    """The directory forgets the person: rights end as at deactivation; the account's own history stays."""
    if person.active:
        person.active = False
        person.save()
        record(None, "scim.deactivated", person.user, REASON, brand=person.brand)
    apply_rights(person)
    person.delete()


def save_group(brand: Brand, sent: Group, known: ScimGroup | None = None) -> ScimGroup:
    """Create or change a group; its members gain or lose its role. Raises SCIM errors."""
    if len(sent.display_name) > 200 or len(sent.external_id or "") > 200:
        raise InvalidValueException(detail="displayName or externalId is too long")
    wanted = {member.value for member in sent.members or [] if member.value}
    keys = {int(value) for value in wanted if value.isdecimal() and len(value) < 19}
    people = {person.pk: person for person in ScimUser.objects.filter(brand=brand, pk__in=keys)}
    if len(people) != len(wanted):
        raise InvalidValueException(detail="a member is nobody of this directory")
    group = known or ScimGroup(brand=brand)
    group.display_name, group.external_id = sent.display_name, sent.external_id or ""
    group.save()
    before = set(group.members.values_list("pk", flat=True))
    group.members.set(people)
    for person in ScimUser.objects.filter(pk__in=before ^ set(people)).select_related("user", "brand"):
        apply_rights(person)
    return group
