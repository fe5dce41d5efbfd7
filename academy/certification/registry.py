"""The registry of voices: who may speak today, on which channel, about what, in which language, until when."""

from dataclasses import dataclass, field
from datetime import date

from babel import Locale
from django.db.models import Prefetch
from django.utils import timezone

from academy.certification.lives import cells_of, freezes_of
from academy.certification.models import Award, Voice
from academy.certification.updates.acts import enforce
from academy.library.stems import stems
from academy.people.models import Brand, Membership, User


@dataclass
class Entry:
    """One person with all they may do today."""

    person: User
    level: str = ""
    order: int = 0
    channels: dict[str, str] = field(default_factory=dict)  # code → name
    topics: dict[str, str] = field(default_factory=dict)
    languages: list[str] = field(default_factory=list)  # codes
    spoken: list[str] = field(default_factory=list)  # their names, for a page
    departments: list[str] = field(default_factory=list)
    until: date | None = None
    card: Voice | None = None
    cells: set[tuple[str, str]] = field(default_factory=set)

    @property
    def away(self) -> bool:
        return bool(self.card and self.card.away_until and self.card.away_until >= timezone.localdate())


def entries_of(brand: Brand, language: str, everybody: bool = False, person: User | None = None) -> list[Entry]:
    """Everybody who may speak today, or one of them; who objected is left out, except for leaders. Six queries, the
    first of which lets missed deadlines count: nobody who asks can forget it."""
    enforce(brand)
    homes = Membership.objects.valid_on().filter(brand=brand).select_related("department")
    awards = Award.objects.for_brand(brand).valid_on().select_related("person", "level")
    awards = awards.prefetch_related(Prefetch("person__memberships", queryset=homes, to_attr="homes"))
    if person is not None:
        awards = awards.filter(person=person)
    if not everybody:
        awards = awards.filter(person__shown_in_registry=True)
    cards = {card.person_id: card for card in Voice.objects.filter(brand=brand)}
    stops = [stop for stop in freezes_of(brand) if stop.holds_on(timezone.localdate())]
    found: dict[int, Entry] = {}
    for award in awards.order_by("person__name", "pk"):
        entry = found.setdefault(award.person_id, Entry(award.person, card=cards.get(award.person_id)))
        _add(entry, award, stops, "en" if language.startswith("en") else "fr")
    return [entry for entry in found.values() if entry.cells]


def _add(entry: Entry, award: Award, stops, tongue: str) -> None:
    code = award.level.code
    free = {cell for cell in cells_of(award.scope) if not any(stop.stops(code, *cell) for stop in stops)}
    if not free:
        return
    entry.cells |= free
    for name, place in (("channels", 0), ("topics", 1)):
        codes = {cell[place] for cell in free}
        getattr(entry, name).update({one["code"]: one[tongue] for one in award.scope[name] if one["code"] in codes})
    entry.languages = list(dict.fromkeys([*entry.languages, *(award.scope.get("languages") or [])]))
    if award.level.order >= entry.order:
        entry.level, entry.order, entry.until = award.level_name(tongue), award.level.order, award.expires
    entry.departments = [m.department.name for m in entry.person.homes if m.department]


def search(
    entries: list[Entry], language: str, words="", channel="", topic="", spoken="", department=""
) -> list[Entry]:
    """Those who match every filter and every word; channel and topic must meet in one right."""
    wanted = [forms for word in words[:200].split() if (forms := stems(word, language))]
    return [
        entry
        for entry in entries
        if any((not channel or c == channel) and (not topic or t == topic) for c, t in entry.cells)
        and (not spoken or spoken in entry.languages)
        and (not department or department in entry.departments)
        and all(any(_near(form, known) for form in forms for known in _stems(entry, language)) for forms in wanted)
    ]


def _near(form: str, known: str) -> bool:
    return known.startswith(form) or (len(known) > 3 and form.startswith(known))


def _stems(entry: Entry, language: str) -> set[str]:
    tongues = Locale.parse(language[:2]).languages
    text = [
        entry.person.display_name, entry.level, *entry.channels.values(), *entry.topics.values(),
        *(tongues.get(code, code) for code in entry.languages), *entry.departments,
        entry.card.skills if entry.card else "",
    ]  # fmt: skip
    return stems(" ".join(text), language)


def language_names(codes, language: str) -> list[tuple[str, str]]:
    tongues = Locale.parse(language[:2]).languages
    return sorted(((code, tongues.get(code, code)) for code in set(codes)), key=lambda one: one[1])


def voices_as_data(entries: list[Entry], contacts: bool = True) -> dict:
    """The registry of today as plain data: for the API, an embedded list, the copy for the day the site is down."""
    return {
        "day": timezone.localdate().isoformat(),
        "voices": [
            {
                "id": str(entry.person.public_id),
                "name": entry.person.display_name,
                "level": entry.level,
                "channels": sorted(entry.channels),
                "topics": sorted(entry.topics),
                "rights": sorted(f"{channel}/{topic}" for channel, topic in entry.cells),
                "languages": entry.languages,
                "departments": entry.departments,
                "until": entry.until.isoformat() if entry.until else None,
                "contact": entry.card.contact if entry.card and contacts else "",
                "away": entry.away,
            }
            for entry in entries
        ],
    }
