"""What people and time do to certificates afterwards. Every act appends a fact; none edits one."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from academy.certification import life
from academy.certification.lives import life_of
from academy.certification.models import Award, AwardEvent, Freeze, RevocationCase
from academy.people.audit import record
from academy.people.models import Brand, User

Kind = AwardEvent.Kind


@transaction.atomic
def append(award: Award, kind: str, by: User | None, reason: str = "", on: date | None = None) -> AwardEvent | None:
    """One more fact, effective at once; None when it would say nothing new (a repeated click)."""
    award = Award.objects.select_for_update(of=("self",)).select_related("level", "brand").get(pk=award.pk)
    day = on or timezone.localdate()
    if not life.may_append(life_of(award), kind, day):
        return None
    event = AwardEvent.objects.create(award=award, kind=kind, on=day, by=by, reason=reason[:300])
    record(by, f"award.{kind}", award, reason, level=award.level.code, on=day)
    return event


def _own_certificate() -> str:
    return _("Nobody decides about their own certificate. Give it back instead, or ask a colleague.")


def suspend(award: Award, by: User, reason: str) -> AwardEvent | None:
    return append(award, Kind.SUSPENDED, by, reason)


def resume(award: Award, by: User) -> AwardEvent | None:
    return append(award, Kind.RESUMED, by)


@transaction.atomic
def relinquish(award: Award) -> list[AwardEvent]:
    """The holder gives the level back: every certificate of it that still runs."""
    return _all_of_level(award, Kind.RELINQUISHED, award.person, "")


@transaction.atomic
def propose_revocation(award: Award, by: User, code: str, heard_on: date | None, note: str = "") -> RevocationCase:
    """First act. Raises ValidationError when the person was not heard or the certificate has ended already."""
    if heard_on is None or heard_on > timezone.localdate():
        raise ValidationError(_("Say on which day the person was heard: nobody is withdrawn without that."))
    if award.person_id == by.pk:
        raise ValidationError(_own_certificate())
    if not life.may_append(life_of(award), Kind.REVOKED, timezone.localdate()):
        raise ValidationError(_("This certificate has ended already."))
    case, created = RevocationCase.objects.get_or_create(
        award=award,
        decided_at=None,
        defaults={"brand": award.brand, "code": code, "note": note, "heard_on": heard_on, "proposed_by": by},
    )
    if created:
        record(by, "award.revocation_proposed", award, code, heard_on=heard_on)
    return case


@transaction.atomic
def decide(case: RevocationCase, by: User, confirmed: bool) -> bool:
    """Second act, by somebody else; → whether this call decided. Raises ValidationError for the proposer or holder."""
    case = RevocationCase.objects.select_for_update(of=("self",)).select_related("award").get(pk=case.pk)
    if case.decided_at:
        return False
    if confirmed and by.pk == case.proposed_by_id:
        raise ValidationError(_("A second person confirms a withdrawal: ask another leader or an administrator."))
    if by.pk == case.award.person_id:
        raise ValidationError(_own_certificate())
    case.decided_by, case.decided_at, case.confirmed = by, timezone.now(), confirmed
    case.save(update_fields=["decided_by", "decided_at", "confirmed"])
    record(by, "award.revocation_confirmed" if confirmed else "award.revocation_declined", case.award, case.code)
    if confirmed:
        _all_of_level(case.award, Kind.REVOKED, by, case.code)
    return True


def _all_of_level(award: Award, kind: str, by: User | None, reason: str) -> list[AwardEvent]:
    """A level is lost whole: no older or newer certificate of it may go on giving the right."""
    running = Award.objects.filter(pk=award.pk)
    if award.person_id:
        running |= Award.objects.filter(person=award.person_id, level=award.level_id, expires__gte=timezone.localdate())
    return [event for one in running if (event := append(one, kind, by, reason))]


@transaction.atomic
def readmit(award: Award, by: User) -> AwardEvent:
    """After a withdrawal or a relinquishment the level may be earned again, with fresh evidence, as a new one."""
    record(by, "award.readmitted", award)
    return AwardEvent.objects.create(award=award, kind=Kind.READMITTED, by=by)


def end_with_contract(brand: Brand, person: User, on: date | None = None) -> list[AwardEvent]:
    """The person has left the brand: their rights end that day."""
    running = Award.objects.filter(brand=brand, person=person, expires__gte=on or timezone.localdate())
    return [event for one in running if (event := append(one, Kind.ENDED, None, on=on))]


@transaction.atomic
def freeze(brand: Brand, by: User, reason: str = "", levels=(), channels=(), topics=()) -> Freeze:
    """The stop switch: at once, for everything or for these codes. Pressing it twice is pressing it once."""
    wanted = {"levels": sorted(levels), "channels": sorted(channels), "topics": sorted(topics)}
    for active in Freeze.objects.select_for_update().filter(brand=brand, lifted_at__isnull=True):
        if all(sorted(getattr(active, name)) == codes for name, codes in wanted.items()):
            return active
    stop = Freeze.objects.create(brand=brand, started_by=by, reason=reason[:300], **wanted)
    record(by, "brand.stopped", brand, reason, **wanted)
    return stop


@transaction.atomic
def lift(stop: Freeze, by: User) -> bool:
    """→ whether this call lifted it."""
    still_on = Freeze.objects.filter(pk=stop.pk, lifted_at__isnull=True)
    lifted = bool(still_on.update(lifted_at=timezone.now(), lifted_by=by))
    if lifted:
        record(by, "brand.stop_lifted", stop.brand)
    return lifted
