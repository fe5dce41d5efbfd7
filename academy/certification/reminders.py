"""The nightly round: contracts that ended, certificates about to end."""

from collections import defaultdict
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from academy.certification.acts import append
from academy.certification.lives import contract_ends
from academy.certification.models import Award, AwardEvent, Reminder
from academy.certification.ownership import hand_over, vacancies
from academy.certification.transfers import follow_transfer
from academy.people.mail import send_letter
from academy.people.models import Brand, Membership, Role, User

DISTANCES = (60, 30, 7)


def follow_departures(today: date | None = None) -> int:
    """What people answered for whose last day has gone by passes on; memberships that began move scopes; → how many."""
    today, moved = today or timezone.localdate(), 0
    for brand in Brand.objects.select_related("site"):
        for vacancy in vacancies(brand):
            for person in {vacancy.thing.owner, vacancy.thing.deputy} - {vacancy.owner, vacancy.deputy, None}:
                moved += hand_over(brand, person) if not _still_here(brand, person, today) else 0
        begun = Membership.objects.filter(brand=brand, starts__range=(today - timedelta(days=2), today))
        for person in User.objects.filter(pk__in=begun.values("user"), awards__brand=brand, is_active=True).distinct():
            moved += len(follow_transfer(brand, person))
    return moved


def _still_here(brand: Brand, person: User, today: date) -> bool:
    return person.is_active and Membership.objects.valid_on(today).filter(brand=brand, user=person).exists()


def end_departed(today: date | None = None) -> int:
    """Appends 'ended with the contract' to what people who left still held; → how many."""
    today = today or timezone.localdate()
    ended = 0
    for brand in Brand.objects.all():
        held = Award.objects.for_brand(brand).in_force_on(today)
        gone = held.exclude(pk__in=held.valid_on(today).values("pk")).select_related("level", "brand", "person")
        ends = contract_ends(brand, {award.person_id for award in gone})
        for award in gone:
            last = ends.get(award.person_id)
            if last and last < award.issued:
                last = None
            day = min(last + timedelta(days=1), today) if last and last < today else today
            ended += bool(append(award, AwardEvent.Kind.ENDED, None, on=day))
    return ended


def send_reminders(today: date | None = None) -> int:
    """One mail to a holder for all that ends, one to each manager for their people; → number of certificates told."""
    today = today or timezone.localdate()
    return sum(_remind(brand, today) for brand in Brand.objects.select_related("site"))


def _remind(brand: Brand, today: date) -> int:
    due, told = _due(brand, today), 0
    for_managers: dict[User, list[Award]] = defaultdict(list)
    for person, awards in due.items():
        fresh = [award for award in awards if _claim(award, _distance(award, today))]
        if fresh:
            _mail(brand, person, fresh, "holder")
            told += len(fresh)
            for manager in _managers(brand, person):
                for_managers[manager] += fresh
    for manager, awards in for_managers.items():
        _mail(brand, manager, awards, "manager")
    return told


def _due(brand: Brand, today: date) -> dict[User, list[Award]]:
    """Ending within 60 days, nothing newer of the level, not yet told at this distance."""
    soon = Award.objects.for_brand(brand).valid_on(today).filter(expires__lte=today + timedelta(days=max(DISTANCES)))
    newer = set(
        Award.objects.for_brand(brand).valid_on(today).filter(cycle__gt=1).values_list("person_id", "level_id", "cycle")
    )
    found: dict[User, list[Award]] = defaultdict(list)
    for award in soon.select_related("person", "level").order_by("person", "expires"):
        if (award.person_id, award.level_id, award.cycle + 1) not in newer:
            found[award.person].append(award)
    return found


def _distance(award: Award, today: date) -> int:
    """The smallest of 60, 30, 7 not yet passed: who was missed at 60 is told once, at the nearest."""
    left = (award.expires - today).days
    return min(days for days in DISTANCES if left <= days)


def _claim(award: Award, days: int) -> bool:
    """Whether this process is the one that sends it: the row is the promise, written before the mail."""
    try:
        with transaction.atomic():
            Reminder.objects.create(award=award, days=days)
        return True
    except IntegrityError:
        return False


def _managers(brand: Brand, person: User) -> list[User]:
    """Whoever leads the person's department."""
    home = Membership.objects.valid_on().filter(user=person, brand=brand, department__isnull=False)
    led = Membership.objects.valid_on().filter(brand=brand, role=Role.MANAGER, department__in=home.values("department"))
    return list(User.objects.filter(is_active=True, pk__in=led.values("user")).exclude(pk=person.pk))


def _mail(brand: Brand, to: User, awards: list[Award], role: str) -> None:
    with translation.override(to.language):
        context = {
            "brand": brand,
            "brand_name": brand.name,
            "to": to,
            "person": awards[0].person if len({award.person_id for award in awards}) == 1 else None,
            "count": len({award.person_id for award in awards}),
            "lines": [(award.person.name, award.level_name(to.language), award.expires) for award in awards],
            "role": role,
            "url": brand.address + reverse("certification:mine" if role == "holder" else "insight:team"),
        }
        send_letter(to.email, "certification/email/reminder_", context)
