"""Giving certificates: to whom has earned one, once, whoever asks and however often."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from academy.certification.calendar import end_of_validity
from academy.certification.evidence import Dossier, dossier, dossiers, rule_of
from academy.certification.languages import codes_of
from academy.certification.models import Award, AwardEvent, Level, Voice, hash_of
from academy.certification.rules import Assessment, LevelRule, assess, assess_renewal, window_opens
from academy.certification.signals import award_issued
from academy.people.models import Brand, Membership, User

BATCH = 300


def levels_of(brand: Brand) -> list[Level]:
    """The ladder, lowest rung first, with what each asks and opens."""
    found = Level.objects.filter(brand=brand).select_related("brand")
    return list(found.prefetch_related("requirements", "channels", "topics"))


def award_if_earned(person: User, brand: Brand) -> list[Award]:
    """Gives every level the person has earned by now, and renewals; → what is new. Harmless to repeat."""
    return _award(person, brand, levels_of(brand), dossier(brand, person), timezone.localdate())


def award_everybody(brand: Brand, people: Iterable[User]) -> list[Award]:
    """The same for many people, batch by batch."""
    levels, today, made, waiting = levels_of(brand), timezone.localdate(), [], list(people)
    for start in range(0, len(waiting), BATCH):
        batch = waiting[start : start + BATCH]
        files = dossiers(brand, batch, today)
        for person in batch:
            made += _award(person, brand, levels, files[person.pk], today)
    return made


def standing_assessment(rule: LevelRule, file: Dossier, today: date) -> Assessment:
    """What the next certificate of a level asks: the whole path the first time, the lighter one afterwards."""
    past = file.awards.get(rule.code)
    if not past:
        return assess(rule, file.evidence, today)
    last = past[-1]
    return assess_renewal(rule, file.evidence, window_of(last), today, None if _ended(last) else last.expires)


def window_of(award: Award) -> date:
    """The day from which the next certificate of the level may be earned."""
    window = timedelta(days=award.level.renewal_window_days)
    return window_opens(award.issued, award.expires, _ended(award), window)


def _ended(award: Award) -> date | None:
    """The day of the first fact that ended it for good."""
    return min((event.on for event in award.events.all() if event.kind in AwardEvent.FINAL), default=None)


def _award(person: User, brand: Brand, levels: list[Level], file: Dossier, today: date) -> list[Award]:
    made = []
    for level in levels:
        if not level.requirements.all():
            continue  # a level that asks nothing yet is under construction, not free
        assessment = standing_assessment(rule_of(level), file, today)
        if not assessment.met:
            continue
        cycle = file.awards[level.code][-1].cycle + 1 if file.awards.get(level.code) else 1
        award, created = issue(person, brand, level, cycle, file, assessment, today)
        held = {**file.evidence.levels, level.code: award.expires}
        file.evidence = replace(file.evidence, levels=held)
        file.awards.setdefault(level.code, []).append(award)
        made += [award] if created else []
    return made


def issue(
    person: User, brand: Brand, level: Level, cycle: int, file: Dossier, assessment: Assessment, day: date
) -> tuple[Award, bool]:
    """Writes the certificate once: the database lets one exist per person, level and cycle; → (award, is it new)."""
    with transaction.atomic():
        award, created = Award.objects.get_or_create(
            person=person,
            level=level,
            cycle=cycle,
            defaults={
                "brand": brand,
                "holder": person.display_name,
                "language": person.language,
                "scope": scope_of(level, person, brand),
                "evidence": proof(file, assessment),
                "issued": day,
                "expires": end_of_validity(day, level.validity_months, file.evidence.contract_end),
            },
        )
        if created:
            transaction.on_commit(lambda: award_issued.send(sender=Award, award=award))
    return award, created


@transaction.atomic
def recognise(
    person: User, level: Level, day: date, channels: Iterable[str] = (), topics: Iterable[str] = (), note: str = ""
) -> Award | None:
    """A mandate that existed before the site, or a leader's appointment, taken over without the path; scope may be
    narrower than the level's. None when the person holds a certificate of the level already."""
    if Award.objects.filter(person=person, level=level).exists():
        return None
    brand, file = level.brand, dossier(level.brand, person)
    award, created = issue(person, brand, level, 1, file, Assessment(level.code, ()), day)
    if not created:
        return None
    for name, codes in (("channels", set(channels)), ("topics", set(topics))):
        award.scope[name] = [one for one in award.scope[name] if not codes or one["code"] in codes]
    award.scope_hash, award.evidence = hash_of(award.scope), {**award.evidence, "recognised": note}
    award.save(update_fields=["scope", "scope_hash", "evidence"])  # the same transaction: nobody saw it wider
    return award


def proof(file: Dossier, assessment: Assessment) -> dict:
    """What the certificate rests on, as it was that day."""
    courses = file.evidence.courses
    return {
        "findings": [
            {
                "kind": f.ask.kind,
                "key": f.ask.key,
                "have": f.have,
                "need": f.need,
                **({"on": courses[f.ask.key].isoformat()} if f.ask.key in courses else {}),
            }
            for f in assessment.findings
        ],
        "charter": file.evidence.charter_signed,
    }


def scope_of(level: Level, person: User, brand: Brand) -> dict:
    """Channels × topics × languages, names in both languages as they are today; nothing issued changes with them."""
    card = Voice.objects.filter(brand=brand, person=person).first()
    languages = codes_of(f"{level.languages},{card.languages if card else ''}")
    home = Membership.objects.valid_on().filter(user=person, brand=brand, department__isnull=False)
    membership = home.select_related("department").order_by("pk").first()
    department = membership.department if membership else None
    return {
        "level": _names(level),
        "channels": [{"code": one.code, **_names(one)} for one in level.channels.all()],
        "topics": [{"code": one.code, **_names(one), "sensitivity": one.sensitivity} for one in level.topics.all()],
        "languages": languages,
        "department": {"code": department.code, "name": department.name} if department else None,
    }


def _names(thing) -> dict[str, str]:
    return {"fr": thing.name_fr, "en": thing.name_en}
