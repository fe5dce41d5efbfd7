"""Who is closest to filling a gap of the coverage and what they miss; how long voices have been there."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import median

from django.db.models import Count, Min
from django.utils import timezone

from academy.certification.awards import levels_of, standing_assessment
from academy.certification.coverage import Cell, Place
from academy.certification.evidence import dossiers, rule_of
from academy.certification.ladder import Line, line_of, titles_for
from academy.certification.life import Status, status_on
from academy.certification.lives import cells_of, lives_of
from academy.certification.models import Award, Level
from academy.learning.models import Progress
from academy.people.models import Brand, Membership, User

POOL = 120  # people looked at closely: those with the most certificates and courses behind them
SHORT = timedelta(days=182)  # a median tenure below six months is amber (DOMAIN §1, seed 003)
LOST_WITHIN = timedelta(days=90)


@dataclass(frozen=True)
class Candidate:
    person: User
    level: Level
    missing: tuple[Line, ...]
    holds_level: bool = False  # nothing to learn: their scope leaves this place out


@dataclass(frozen=True)
class Gap:
    cell: Cell
    candidates: list[Candidate]


@dataclass
class Tenure:
    """How steady the voices of a channel are."""

    code: str
    name: str
    voices: int = 0
    months: float = 0.0  # median
    lost: int = 0  # people who had it 90 days ago and have it no longer
    days: list[int] = field(default_factory=list)

    @property
    def short(self) -> bool:
        return bool(self.voices) and self.months < 6


def closest(brand: Brand, cells: Iterable[Cell], language: str, request=None, limit: int = 3) -> list[Gap]:
    """For each gap the people who miss least, by the levels that open it. About twenty queries for any number."""
    cells, today = list(cells), timezone.localdate()
    levels = levels_of(brand)
    opens = {level.code: _opens(level) for level in levels}
    pool = pool_of(brand)
    files = dossiers(brand, pool, today)
    lives = lives_of(brand, [a for file in files.values() for rows in file.awards.values() for a in rows])
    titles = titles_for(brand, levels, language, request)
    rules = {level.code: rule_of(level) for level in levels if level.requirements.all()}
    held, holds = defaultdict(set), defaultdict(set)
    for pk, file in files.items():
        for code, rows in file.awards.items():
            for award in rows:
                if status_on(lives[award.pk], today) == Status.VALID:
                    held[pk] |= cells_of(award.scope)
                    holds[pk].add(code)
    ready = {
        (person.pk, code): standing_assessment(rule, files[person.pk], today).missing
        for person in pool
        for code, rule in rules.items()
        if code not in holds[person.pk]
    }
    found = []
    for cell in cells:
        place: Place = (cell.channel, cell.topic)
        options = []
        for person in pool:
            if place in held[person.pk]:
                continue
            ways = [level for level in levels if place in opens[level.code]]
            one = _best(person, ways, ready, holds[person.pk])
            options += [one] if one else []
        options.sort(key=lambda one: (one[0], one[1].level.order, one[1].person.name))
        told = [_in_words(one, titles) for _weight, one in options[:limit]]
        found.append(Gap(cell, told))
    return found


def _opens(level: Level) -> set[Place]:
    return {(c.code, t.code) for c in level.channels.all() for t in level.topics.all()}


def _best(person: User, ways: list[Level], ready, holds: set[str]):
    """(how much is missing, candidate) by the nearest level; who holds such a level only needs a wider scope."""
    options = []
    for level in ways:
        if level.code in holds:
            options.append((0, Candidate(person, level, (), holds_level=True)))
        elif (person.pk, level.code) in ready:
            missing = ready[person.pk, level.code]
            if not any(finding.reason in ("not_member", "revoked") for finding in missing):
                options.append((len(missing), Candidate(person, level, missing)))
    return min(options, key=lambda one: one[0], default=None)


def _in_words(one: Candidate, titles) -> Candidate:
    return Candidate(one.person, one.level, tuple(line_of(f, titles) for f in one.missing), one.holds_level)


def pool_of(brand: Brand) -> list[User]:
    """Those most likely to be near: most certificates in force, then most courses completed."""
    certified = Award.objects.for_brand(brand).valid_on().order_by().values_list("person").annotate(n=Count("pk"))
    weight: dict[int, float] = {person: 10 * n for person, n in certified.order_by("-n")[:POOL]}
    done = Progress.objects.filter(brand=brand, completed__isnull=False).order_by().values_list("person")
    for person, n in done.annotate(n=Count("pk")).order_by("-n")[:POOL]:
        weight[person] = weight.get(person, 0) + n
    wanted = sorted(weight, key=weight.__getitem__, reverse=True)[:POOL]
    here = Membership.objects.valid_on().filter(brand=brand, user__in=wanted)
    return list(User.objects.filter(pk__in=here.values("user"), is_active=True))


def tenures(brand: Brand, channels, today: date | None = None) -> list[Tenure]:
    """Per channel: how many voices, their median tenure, how many were lost in 90 days. Four queries."""
    today = today or timezone.localdate()
    now, before = _voices(brand, today), _voices(brand, today - LOST_WITHIN)
    scopes = {**_channels_by_scope(brand)}
    first: dict[tuple[int, str], date] = {}
    rows = Award.objects.for_brand(brand).filter(person__isnull=False).order_by()
    for person, key, issued in rows.values_list("person_id", "scope_hash").annotate(Min("issued")):
        for code in scopes.get(key, ()):
            first[person, code] = min(issued, first.get((person, code), issued))
    found = []
    for channel in channels:
        here = {person for person, keys in now.items() if any(channel.code in scopes.get(key, ()) for key in keys)}
        past = {person for person, keys in before.items() if any(channel.code in scopes.get(key, ()) for key in keys)}
        days = [(today - first[person, channel.code]).days for person in here if (person, channel.code) in first]
        months = round(median(days) / 30.4, 1) if days else 0.0
        found.append(Tenure(channel.code, channel.name, len(here), months, len(past - here)))
    return found


def _voices(brand: Brand, day: date) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    rows = Award.objects.for_brand(brand).valid_on(day).order_by()
    for person, key in rows.values_list("person_id", "scope_hash").distinct():
        found[person].add(key)
    return found


def _channels_by_scope(brand: Brand) -> dict[str, frozenset[str]]:
    samples = Award.objects.filter(brand=brand).order_by().values("scope_hash").annotate(first=Min("pk"))
    rows = Award.objects.filter(pk__in=samples.values("first")).values_list("scope_hash", "scope")
    return {key: frozenset(one["code"] for one in scope.get("channels") or []) for key, scope in rows}
