"""Opening an update, confirming it, pausing those who did not in time, giving back to those who did late."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from academy.certification.acts import append
from academy.certification.models import Award, AwardEvent, MustKnowUpdate, UpdateConfirmation
from academy.certification.records import Reason
from academy.certification.updates.since import concerns
from academy.library.models import CharterPage
from academy.people.audit import record
from academy.people.models import Brand, User

Kind = AwardEvent.Kind
MEMORY = timedelta(days=730)  # no certificate given before an older change can still be running for long


@transaction.atomic
def announce(page, by: User | None) -> MustKnowUpdate | None:
    """The update for a page just published with its tick. A translation of the same change joins the open one."""
    brand, today = page.brand, timezone.localdate()
    if brand is None:
        return None
    tongue = "en" if page.language.startswith("en") else "fr"
    text = {f"title_{tongue}": page.title, f"what_{tongue}": page.what_changed.strip()}
    version = page.version if isinstance(page, CharterPage) else None
    twin = _waiting_for_translation(brand, page, tongue, version)
    if twin:
        MustKnowUpdate.objects.filter(pk=twin.pk).update(**text)
        return twin
    update = MustKnowUpdate.objects.create(
        brand=brand,
        page_key=page.translation_key,
        charter_version=version,
        channels=sorted(channel.code for channel in page.channels.all()) if version is None else [],
        topics=sorted(topic.code for topic in page.update_topics.all()) if version is None else [],
        tag=page.update_tag.strip(),
        opened=today,
        deadline=today + timedelta(days=page.update_days),
        opened_by=by,
        **text,
    )
    record(by, "update.announced", update, deadline=update.deadline, channels=update.channels, topics=update.topics)
    return update


def _waiting_for_translation(brand: Brand, page, tongue: str, version: int | None) -> MustKnowUpdate | None:
    same = MustKnowUpdate.objects.filter(brand=brand, page_key=page.translation_key, charter_version=version)
    recent = same.filter(withdrawn=None, deadline__gte=timezone.localdate(), **{f"what_{tongue}": ""})
    return recent.order_by("-pk").first()


def due_updates(brand: Brand, person: User, awards: Iterable[Award]) -> list[MustKnowUpdate]:
    """What this person has to confirm, most pressing first; `awards` are those in force or paused. One query."""
    awards = list(awards)
    waiting = MustKnowUpdate.objects.filter(brand=brand).due_from(person).order_by("deadline", "pk")
    return [update for update in waiting if any(concerns(update, award) for award in awards)] if awards else []


def running_awards(brand: Brand, person: User) -> list[Award]:
    """In force or suspended today: what an update may concern."""
    today = timezone.localdate()
    ended = AwardEvent.objects.filter(kind__in=AwardEvent.FINAL, on__lte=today).values("award")
    rows = Award.objects.filter(brand=brand, person=person, issued__lte=today, expires__gte=today)
    return list(rows.exclude(pk__in=ended).select_related("level"))


@transaction.atomic
def confirm(update: MustKnowUpdate, person: User) -> bool:
    """The person read it; → whether that is new. A right paused only because of updates comes back at once."""
    try:
        with transaction.atomic():
            UpdateConfirmation.objects.create(update=update, person=person)
    except IntegrityError:
        return False
    record(person, "update.confirmed", update, brand=update.brand)
    awards = running_awards(update.brand, person)
    late = [one for one in due_updates(update.brand, person, awards) if one.late]
    for award in awards:
        if paused_for_update(award) and not any(concerns(one, award) for one in late):
            append(award, Kind.RESUMED, person, Reason.UPDATE)
    return True


def charter_signed(person: User, brand: Brand, version: int) -> None:
    """Signing a version confirms every announced change of the charter up to it."""
    told = MustKnowUpdate.objects.filter(brand=brand, charter_version__lte=version)
    for update in told.due_from(person):
        confirm(update, person)


def paused_for_update(award: Award) -> bool:
    last = award.events.filter(kind__in=(Kind.SUSPENDED, Kind.RESUMED)).order_by("on", "pk").last()
    return bool(last and last.kind == Kind.SUSPENDED and last.reason == Reason.UPDATE)


def enforce(brand: Brand, today: date | None = None, again: bool = False) -> int:
    """Pauses every right whose holder let a deadline pass; → how many. Effective the day after the deadline.

    Whatever says who may speak asks it first (registry, coverage, verification): one query while nothing is due, so
    nobody waits for the night. The nightly round looks `again` at older ones: a right suspended for another reason
    may have come back since.
    """
    today = today or timezone.localdate()
    due = MustKnowUpdate.objects.filter(brand=brand, withdrawn=None, deadline__lt=today)
    if not again:
        due = due.filter(enforced=None)
    return sum(_enforce(update, today) for update in due.filter(deadline__gte=today - MEMORY))


@transaction.atomic
def _enforce(update: MustKnowUpdate, today: date) -> int:
    MustKnowUpdate.objects.filter(pk=update.pk, enforced=None).update(enforced=today)
    told = UpdateConfirmation.objects.filter(update=update).values("person")
    held = Award.objects.for_brand(update.brand).in_force_on(today).exclude(person__in=told)
    paused, first = 0, update.deadline + timedelta(days=1) if update.enforced is None else today
    for award in held.select_related("level", "brand", "person"):
        if concerns(update, award):
            paused += bool(append(award, Kind.SUSPENDED, None, Reason.UPDATE, on=first))
    return paused


@transaction.atomic
def withdraw(update: MustKnowUpdate, by: User) -> bool:
    """The leader takes the announcement back: nobody has to confirm it, and who was paused by it speaks again."""
    if not MustKnowUpdate.objects.filter(pk=update.pk, withdrawn=None).update(withdrawn=timezone.now()):
        return False
    record(by, "update.withdrawn", update)
    told = UpdateConfirmation.objects.filter(update=update).values("person")
    rows = Award.objects.filter(brand=update.brand, expires__gte=timezone.localdate(), person__isnull=False)
    for award in rows.filter(events__reason=Reason.UPDATE).exclude(person__in=told).distinct():
        late = [one for one in due_updates(update.brand, award.person, [award]) if one.late]
        if paused_for_update(award) and not late:
            append(award, Kind.RESUMED, by, Reason.UPDATE)
    return True
