"""Changing departments: the level stays, the scope is trimmed. The certificate is replaced by a narrower one.

What was issued never changes: the old certificate gets its final fact, and a new one with the same end and what is
left of the scope takes over, in one transaction. Registry, verification, PDF and credential follow by themselves.
"""

from datetime import date

from django.db import transaction
from django.utils import timezone

from academy.certification.acts import append
from academy.certification.life import Status
from academy.certification.lives import status_of
from academy.certification.models import Award, AwardEvent, hash_of
from academy.certification.signals import award_issued
from academy.library.models import Channel
from academy.people.models import Brand, Department, Membership, User


def departments_of(brand: Brand, person: User) -> list[Department]:
    """Where the person works today, and everything above: a channel of a department is open to all below it."""
    rows = Membership.objects.valid_on().filter(user=person, brand=brand, department__isnull=False)
    found, waiting = {}, [row.department for row in rows.select_related("department__parent").order_by("pk")]
    while waiting:
        department = waiting.pop(0)
        if department.pk not in found:
            found[department.pk] = department
            waiting += [department.parent] if department.parent else []
    return list(found.values())


def trimmed(scope: dict, homes: list[Department], reserved: dict[str, str]) -> dict:
    """What is left of a scope. `homes`: the person's departments, their own first; `reserved`: channel → department."""
    codes = {department.code for department in homes}
    channels = [one for one in scope.get("channels") or [] if reserved.get(one["code"], "") in ("", *codes)]
    here = scope.get("department")
    if not here or here.get("code") not in codes:
        here = {"code": homes[0].code, "name": homes[0].name} if homes else None
    return {**scope, "channels": channels, "department": here}


@transaction.atomic
def follow_transfer(brand: Brand, person: User, today: date | None = None) -> list[Award]:
    """Brings the person's certificates in line with where they work now; → the new ones. Harmless to repeat."""
    today = today or timezone.localdate()
    homes = departments_of(brand, person)
    reserved = dict(
        Channel.objects.filter(brand=brand, department__isnull=False).values_list("code", "department__code")
    )
    running = Award.objects.filter(brand=brand, person=person, issued__lte=today, expires__gte=today)
    made = []
    for award in running.select_for_update(of=("self",)).select_related("level", "brand", "person"):
        scope = trimmed(award.scope, homes, reserved)
        if _same(scope, award.scope) or status_of(award, today) not in (Status.VALID, Status.SUSPENDED):
            continue
        made += [new] if (new := _replace(award, scope, today)) else []
    return made


def _same(scope: dict, known: dict) -> bool:
    """A first department is no transfer: nothing is trimmed by it."""
    if known.get("department") is None:
        return scope["channels"] == (known.get("channels") or [])
    return {**scope} == {**known, "channels": known.get("channels") or []}


def _replace(award: Award, scope: dict, today: date) -> Award | None:
    suspended = award.events.filter(kind__in=("suspended", "resumed")).order_by("on", "pk").last()
    if not append(award, AwardEvent.Kind.TRIMMED, None, on=today):
        return None
    last = Award.objects.filter(person=award.person_id, level=award.level_id).order_by("-cycle").first()
    made = Award.objects.create(
        brand=award.brand, person=award.person, level=award.level, cycle=last.cycle + 1, holder=award.holder,
        language=award.language, scope=scope, scope_hash=hash_of(scope),
        evidence={"since": award.issued.isoformat(), **award.evidence, "replaces": award.number},
        issued=today, expires=award.expires,
    )  # fmt: skip
    if suspended and suspended.kind == AwardEvent.Kind.SUSPENDED:  # a move gives back nothing
        AwardEvent.objects.create(
            award=made, kind=AwardEvent.Kind.SUSPENDED, on=today, by=suspended.by, reason=suspended.reason
        )
    transaction.on_commit(lambda: award_issued.send(sender=Award, award=made))
    return made
