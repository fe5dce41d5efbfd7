"""What waits for a human decision, in one place: what a machine must not decide."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from academy.certification.awards import levels_of, standing_assessment
from academy.certification.evidence import dossiers, rule_of
from academy.certification.models import Award, AwardEvent, Freeze, Level, MustKnowUpdate, RevocationCase
from academy.certification.ownership import Vacancy, vacancies
from academy.certification.records import Reason
from academy.certification.succession import pool_of
from academy.certification.updates.progress import Progress, progress_of
from academy.people.models import Brand, User

LONG = timedelta(days=30)  # a suspension is a precaution: after a month somebody decides


@dataclass(frozen=True)
class Awaited:
    """Somebody who has done everything for a level but for a person who vouches."""

    person: User
    level: Level


@dataclass(frozen=True)
class Paused:
    award: Award
    since: date
    why: str


@dataclass
class Decisions:
    cases: list[RevocationCase] = field(default_factory=list)
    sponsors: list[Awaited] = field(default_factory=list)
    paused: list[Paused] = field(default_factory=list)
    vacant: list[Vacancy] = field(default_factory=list)
    late: list[Progress] = field(default_factory=list)  # changes whose deadline went by without everybody
    stops: list[Freeze] = field(default_factory=list)

    def __len__(self) -> int:
        return sum(len(part) for part in vars(self).values())


def decisions_of(brand: Brand) -> Decisions:
    """About thirty queries, whatever the numbers. Sponsors are looked for among the most advanced people."""
    today = timezone.localdate()
    cases = RevocationCase.objects.filter(brand=brand, decided_at__isnull=True)
    updates = MustKnowUpdate.objects.filter(brand=brand, withdrawn=None, deadline__lt=today)
    late = [one for one in progress_of(brand, updates[:20]) if one.waiting]
    return Decisions(
        cases=list(cases.select_related("award__level", "proposed_by").order_by("proposed_at")),
        sponsors=waiting_for_sponsors(brand, pool_of(brand), today),
        paused=long_paused(brand, today),
        vacant=[one for one in vacancies(brand) if one.ownerless],
        late=late,
        stops=list(Freeze.objects.filter(brand=brand, lifted_at__isnull=True).select_related("started_by")),
    )


def waiting_for_sponsors(brand: Brand, people: Iterable[User], today: date) -> list[Awaited]:
    people, found = list(people), []
    files = dossiers(brand, people, today)
    for level in levels_of(brand):
        rule = rule_of(level)
        if not any(ask.kind == "sponsor" for ask in rule.asks):
            continue
        for person in people:
            file = files[person.pk]
            if file.awards.get(level.code):
                continue
            missing = standing_assessment(rule, file, today).missing
            if missing and all(finding.ask.kind == "sponsor" for finding in missing):
                found.append(Awaited(person, level))
    return found


def long_paused(brand: Brand, today: date) -> list[Paused]:
    """Suspended by a person for more than a month, and not decided since."""
    old = AwardEvent.objects.filter(award__brand=brand, kind=AwardEvent.Kind.SUSPENDED, on__lte=today - LONG)
    rows = Award.objects.filter(pk__in=old.values("award"), expires__gte=today, person__isnull=False).with_life()
    found, reasons = [], dict(Reason.choices)
    for award in rows:
        facts = [e for e in sorted(award.events.all(), key=lambda e: (e.on, e.pk)) if e.kind != "readmitted"]
        last = facts[-1]
        if last.kind == AwardEvent.Kind.SUSPENDED and last.reason != Reason.UPDATE and last.on <= today - LONG:
            found.append(Paused(award, last.on, str(reasons.get(last.reason, last.reason))))
    return found
