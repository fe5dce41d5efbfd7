"""The public answer about a certificate: nothing beyond consent, the same for whoever asks."""

from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from academy.certification import life
from academy.certification.life import Status
from academy.certification.lives import life_of
from academy.certification.models import Award
from academy.certification.registry import language_names
from academy.certification.updates.acts import enforce
from academy.people.models import Brand


@dataclass(frozen=True)
class Answer:
    """What the verification page tells. `holder` is empty without consent."""

    status: str  # a life.Status, or 'unknown'
    number: str
    today: date
    award: Award | None = None
    level: str = ""
    holder: str = ""
    channels: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    paused: bool = False  # a stop switch holds part of the scope
    since: date | None = None  # of the fact that ended or paused it
    replaced_by: str = ""


def verify(brand: Brand | None, number: str, language: str) -> Answer:
    """Looks a canonical number up in the brand of this address; a number of another brand is unknown here."""
    today = timezone.localdate()
    award = None
    if brand is not None:
        enforce(brand, today)
        award = Award.objects.filter(brand=brand, number=number).with_life().first()
    return describe(award, language, today) if award else Answer("unknown", number, today)


def describe(award: Award, language: str, today: date) -> Answer:
    story = life_of(award)
    status = life.status_on(story, today)
    open_now = life.open_cells(story, today)
    tongue = "en" if language.startswith("en") else "fr"
    channels, topics = {channel for channel, _topic in open_now}, {topic for _channel, topic in open_now}
    return Answer(
        status=status.value,
        number=award.number,
        today=today,
        award=award,
        level=award.level_name(language),
        holder=_shown_holder(award),
        channels=[one[tongue] for one in award.scope.get("channels") or [] if one["code"] in channels or not open_now],
        topics=[one[tongue] for one in award.scope.get("topics") or [] if one["code"] in topics or not open_now],
        languages=[name for _code, name in language_names(award.scope.get("languages") or [], tongue)],
        paused=open_now != story.cells,
        since=_since(award, status, story),
        replaced_by="",
    )


def _shown_holder(award: Award) -> str:
    """The name on the certificate, unless its holder objects."""
    if award.person_id is None:
        return ""
    return award.holder if award.person.shown_on_verification else ""


def _since(award: Award, status: Status, story: life.Life) -> date | None:
    kinds = {
        Status.REVOKED: "revoked", Status.RELINQUISHED: "relinquished", Status.ENDED: "ended",
        Status.SUSPENDED: "suspended", Status.ERASED: "erased", Status.REPLACED: "trimmed",
    }  # fmt: skip
    days = [event.on for event in award.events.all() if event.kind == kinds.get(status)]
    if days:
        return max(days)
    if status == Status.SUSPENDED:
        return max((f.since for f in story.freezes if f.holds_on(timezone.localdate())), default=None)
    if status == Status.ENDED:
        return story.contract_end if story.contract_end and story.contract_end > date.min else None
    return None
