"""From rows to `life.Life`: what a stored certificate is worth today or was worth on any day."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from academy.certification import life
from academy.certification.life import Fact, Life, Status
from academy.certification.models import Award, AwardEvent, Freeze
from academy.people.models import Brand, Membership


def freezes_of(brand: Brand) -> tuple[life.Freeze, ...]:
    return tuple(
        life.Freeze(
            row.started_on,
            timezone.localdate(row.lifted_at) if row.lifted_at else None,
            frozenset(row.levels),
            frozenset(row.channels),
            frozenset(row.topics),
        )
        for row in Freeze.objects.filter(brand=brand)
    )


def cells_of(scope: dict) -> frozenset[tuple[str, str]]:
    """Channel × topic codes of a stored scope."""
    channels, topics = scope.get("channels") or [], scope.get("topics") or []
    return frozenset((channel["code"], topic["code"]) for channel in channels for topic in topics)


def contract_ends(brand: Brand, people: Iterable[int]) -> dict[int, date | None]:
    """Last day of each person in the brand; None without an end. Who has no membership left is not in it."""
    ends: dict[int, date | None] = {}
    for person, end in Membership.objects.filter(brand=brand, user__in=people).values_list("user_id", "ends"):
        known = ends.get(person, date.min)
        ends[person] = None if end is None or known is None else max(end, known)
    return ends


def lives_of(brand: Brand, awards: Iterable[Award]) -> dict[int, Life]:
    """Award id → its life. Four queries, however many awards; `awards` come from `with_life()`."""
    awards = list(awards)
    people = {award.person_id for award in awards if award.person_id}
    ends, freezes, renewed = contract_ends(brand, people), freezes_of(brand), _renewals(brand, people)
    return {award.pk: _life(award, ends, freezes, renewed) for award in awards}


def _life(award: Award, ends, freezes, renewed) -> Life:
    facts = [Fact(event.kind, event.on, event.pk) for event in award.events.all()]
    if award.person_id is None and not any(fact.kind == "erased" for fact in facts):  # erased before that was a fact
        facts.append(Fact("erased", award.issued, 0))
    later = [day for cycle, day in renewed[award.person_id, award.level_id] if cycle > award.cycle]
    return Life(
        issued=award.issued,
        expires=award.expires,
        facts=tuple(facts),
        contract_end=ends.get(award.person_id, date.min) if award.person_id else None,
        renewed_on=min(later) if later else None,
        level=award.level.code,
        cells=cells_of(award.scope),
        freezes=freezes,
    )


def _renewals(brand: Brand, people: set[int]) -> dict:
    found = defaultdict(list)
    rows = Award.objects.filter(brand=brand, person__in=people, cycle__gt=1)
    for person, level, cycle, issued in rows.values_list("person_id", "level_id", "cycle", "issued"):
        found[person, level].append((cycle, issued))
    return found


def life_of(award: Award) -> Life:
    return lives_of(award.brand, [award])[award.pk]


def status_of(award: Award, day: date | None = None) -> Status:
    """The one answer that pages, mails and machines give about a certificate."""
    return life.status_on(life_of(award), day or timezone.localdate())


def bars(events: Iterable[AwardEvent]) -> str:
    """Why the same level may not be earned again for now: revoked, relinquished, suspended or nothing."""
    bar = ""
    for event in sorted(events, key=lambda event: (event.on, event.pk)):
        if event.kind in ("revoked", "relinquished"):
            bar = event.kind
        elif event.kind == "suspended" and not bar:
            bar = "suspended"
        elif (event.kind == "resumed" and bar == "suspended") or event.kind == "readmitted":
            bar = ""
    return bar
