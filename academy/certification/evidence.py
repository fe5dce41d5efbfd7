"""Gathers from the rooms below everything the rules ask about people: a handful of queries for any number of them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Count, Max
from django.utils import timezone

from academy.certification.life import Status, status_on
from academy.certification.lives import bars, contract_ends, lives_of
from academy.certification.models import Award, Level, Sponsorship
from academy.certification.rules import Ask, Evidence, LevelRule, Review, Score
from academy.certification.updates.since import changes_since
from academy.learning.models import Attempt, CharterSignature, Progress
from academy.learning.portfolio import reviewed_reply_counts
from academy.learning.refreshers.record import recall_records
from academy.learning.reply_models import SentReply
from academy.library.keys import content_key
from academy.library.models import CharterPage
from academy.people.models import Brand, Membership, User
from academy.people.roles import home_pages

_PAGES = ("course", "quiz", "scenario")


def key_of(brand: Brand, kind: str, ref: str) -> str:
    """What a requirement names: the key of a page (given by content path or by the key itself) or a level's code."""
    if kind not in _PAGES:
        return ref
    try:
        return str(UUID(ref))
    except ValueError:
        return str(content_key(brand, ref))


def rule_of(level: Level) -> LevelRule:
    """The level's requirements as the pure rules read them; `level.requirements` should be prefetched."""
    return LevelRule(
        level.code,
        tuple(Ask(r.kind, key_of(level.brand, r.kind, r.ref), r.pass_mark, r.count) for r in level.requirements.all()),
        level.renewal_exercises,
        level.renewal_replies,
    )


@dataclass
class Dossier:
    """A person's evidence, and their certificates by level, newest cycle last."""

    evidence: Evidence
    awards: dict[str, list[Award]] = field(default_factory=dict)


def charter_version(brand: Brand) -> int:
    """The version everybody must have signed; 0 while there is no charter."""
    versions = [
        page.version for home in home_pages(brand) for page in CharterPage.objects.child_of(home).live().only("version")
    ]
    return max(versions, default=0)


def dossiers(brand: Brand, people: Iterable[User], today: date | None = None) -> dict[int, Dossier]:
    """Person id → dossier, in about fifteen queries."""
    today = today or timezone.localdate()
    ids = [person.pk for person in people]
    active = {person.pk for person in people if person.is_active}
    members = set(
        Membership.objects.valid_on(today).filter(brand=brand, user__in=ids).values_list("user_id", flat=True)
    )
    ends = contract_ends(brand, ids)
    courses, scores, practice = _courses(brand, ids), *_attempts(brand, ids)
    signed, recalls = _signatures(brand, ids), recall_records(brand, ids, today)
    sponsors = _sponsors(brand, ids)
    replies, reply_days = reviewed_reply_counts(brand, ids), _reply_days(brand, ids)
    current = charter_version(brand)
    awards = _awards(brand, ids)
    lives = lives_of(brand, [award for levels in awards.values() for rows in levels.values() for award in rows])
    changes = changes_since(brand, awards, scores)
    return {
        pk: Dossier(
            Evidence(
                member=pk in members and pk in active,
                contract_end=ends.get(pk),
                courses=courses[pk],
                scores=scores[pk],
                practice=practice[pk],
                levels=_held(awards[pk], lives, today),
                barred=_barred(awards[pk]),
                charter_signed=signed.get(pk, 0),
                charter_current=current,
                replies=replies.get(pk, 0),
                reply_days=tuple(reply_days[pk]),
                sponsors=sponsors[pk],
                review=Review(recalls[pk].share, recalls[pk].days) if pk in recalls else None,
                changes=changes[pk],
            ),
            awards[pk],
        )
        for pk in ids
    }


def dossier(brand: Brand, person: User, today: date | None = None) -> Dossier:
    return dossiers(brand, [person], today)[person.pk]


def _courses(brand: Brand, ids: list[int]):
    found: dict[int, dict[str, date]] = defaultdict(dict)
    done = Progress.objects.filter(brand=brand, person__in=ids, completed__isnull=False)
    for person, key, completed in done.values_list("person_id", "course_key", "completed"):
        found[person][str(key)] = timezone.localdate(completed)
    return found


def _attempts(brand: Brand, ids: list[int]):
    scores: dict[int, dict[str, Score]] = defaultdict(dict)
    practice: dict[int, dict[str, date]] = defaultdict(dict)
    done = Attempt.objects.graded().filter(brand=brand, person__in=ids, finished__isnull=False)
    passed = done.filter(now_passed=True).order_by()
    rows = passed.values_list("person_id", "course_key", "step_key").annotate(Max("now_score"), Max("finished"))
    for person, course, step, best, finished in rows:
        day = timezone.localdate(finished)
        known = scores[person].get(str(step))
        scores[person][str(step)] = Score(
            max(best or 0, known.best if known else 0), max(day, known.passed_on if known else day)
        )
        practice[person][str(course)] = max(day, practice[person].get(str(course), day))
    return scores, practice


def _reply_days(brand: Brand, ids: list[int]) -> dict[int, list[date]]:
    """When replies were reviewed and found good: renewing asks for recent ones."""
    found: dict[int, list[date]] = defaultdict(list)
    good = SentReply.objects.filter(brand=brand, attempt__person__in=ids, graded=True, passed=True)
    for person, settled in good.filter(settled__isnull=False).values_list("attempt__person", "settled"):
        found[person].append(timezone.localdate(settled))
    return found


def _signatures(brand: Brand, ids: list[int]) -> dict[int, int]:
    rows = CharterSignature.objects.filter(brand=brand, person__in=ids).order_by()
    return dict(rows.values_list("person_id").annotate(Max("version")))


def _sponsors(brand: Brand, ids: list[int]):
    found: dict[int, dict[str, int]] = defaultdict(dict)
    rows = Sponsorship.objects.filter(brand=brand, person__in=ids).order_by()
    for person, level, count in rows.values_list("person_id", "level__code").annotate(Count("pk")):
        found[person][level] = count
    return found


def _awards(brand: Brand, ids: list[int]) -> dict[int, dict[str, list[Award]]]:
    found: dict[int, dict[str, list[Award]]] = {pk: {} for pk in ids}
    for award in Award.objects.filter(brand=brand, person__in=ids).with_life().order_by("cycle"):
        found[award.person_id].setdefault(award.level.code, []).append(award)
    return found


_FROZEN_OR_VALID = (Status.VALID, Status.SUSPENDED)


def _held(levels: dict[str, list[Award]], lives, today: date) -> dict[str, date]:
    """Levels in force → until. A stop switch pauses the right to speak, not what was learnt."""
    held = {}
    for code, awards in levels.items():
        for award in awards:
            status = status_on(lives[award.pk], today)
            if status in _FROZEN_OR_VALID and bars(award.events.all()) != "suspended":
                held[code] = max(award.expires, held.get(code, award.expires))
    return held


def _barred(levels: dict[str, list[Award]]) -> dict[str, str]:
    found = {code: bars([event for award in awards for event in award.events.all()]) for code, awards in levels.items()}
    return {code: bar for code, bar in found.items() if bar}
