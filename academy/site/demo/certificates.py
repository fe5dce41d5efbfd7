"""Certificates for who has earned them, as old as their course; some about to end, one ended, one withdrawn."""

import hashlib
from datetime import date, timedelta

from django.utils import timezone

from academy.certification.models import Award, AwardEvent, Level
from academy.learning.models import CharterSignature, Progress
from academy.library.models import CharterPage
from academy.people.models import Brand, User
from academy.site.demo.accounts import DOMAIN

SOON = 4  # certificates that end within two months
REASON = "A publié une information non validée malgré deux rappels ; entretien le jour même, reprise prévue."


def charter_hash(charter: CharterPage) -> str:
    return hashlib.sha256(str(charter.body.raw_data).encode()).hexdigest()


def make_awards(brand: Brand) -> int:
    """Awards of the first level for everybody who finished the first course and signed; → how many are new."""
    level = Level.objects.filter(brand=brand).prefetch_related("channels", "topics").first()
    if level is None:
        return 0
    signed = CharterSignature.objects.filter(brand=brand).values("person_id")
    done = Progress.objects.filter(brand=brand, completed__isnull=False, person_id__in=signed)
    done = done.exclude(person__awards__level=level).select_related("person").order_by("completed", "person_id")
    made: dict[int, Award] = {}
    for progress in done:
        if progress.person_id not in made:
            made[progress.person_id] = _award(brand, progress.person, level, timezone.localdate(progress.completed))
    Award.objects.bulk_create(made.values())
    if made:
        _age(list(made.values()))
        _revoke(brand, list(made.values()))
    return len(made)


def _award(brand: Brand, person: User, level: Level, day: date) -> Award:
    return Award(
        brand=brand,
        person=person,
        level=level,
        holder=person.display_name,
        language=person.language,
        scope=_scope(level),
        evidence=[],
        issued=day,
        expires=day + timedelta(days=30 * level.validity_months),
    )


def _names(thing) -> dict[str, str]:
    return {"fr": thing.name_fr, "en": thing.name_en}


def _scope(level: Level) -> dict:
    return {
        "level": _names(level),
        "channels": [{"code": one.code, **_names(one)} for one in level.channels.all()],
        "topics": [{"code": one.code, **_names(one)} for one in level.topics.all()],
    }


def _age(awards: list[Award]) -> None:
    """The oldest come from a first wave before the site had months of history: one has ended, some end soon."""
    today = timezone.localdate()
    for position, award in enumerate(awards[: SOON + 1]):
        left = timedelta(days=-8 if position == 0 else 12 * position)
        award.issued, award.expires = today + left - (award.expires - award.issued), today + left
    Award.objects.bulk_update(awards[: SOON + 1], ["issued", "expires"])


def _revoke(brand: Brand, awards: list[Award]) -> None:
    leader = User.objects.filter(email=f"camille.rey@{DOMAIN}").first()
    candidates = [award for award in awards[SOON + 1 :] if award.person.email.split("@")[0] not in _SHOWN]
    if candidates and not AwardEvent.objects.filter(award__brand=brand).exists():
        day = timezone.localdate() - timedelta(days=6)
        AwardEvent.objects.create(award=candidates[0], kind=AwardEvent.Kind.REVOKED, on=day, by=leader, reason=REASON)


_SHOWN = {"camille.rey", "ines.benali", "sarah.lemoine", "karim.haddad"}
