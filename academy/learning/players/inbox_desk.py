"""The desk as it is shown. Pure presentation: built from inbox and state alone."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from academy.exercises.inbox import QUALITIES, Inbox, InboxState, Mention, Moment
from academy.exercises.inbox_clock import Clock
from academy.exercises.inbox_play import claimed_by
from academy.learning.players.inbox_words import Names, time_of

EXCERPT = 90
JOURNAL = 4  # lines of what has just happened


@dataclass(frozen=True, slots=True)
class Row:
    """A message in the list. `done` says how it was handled, "" while it waits."""

    id: str
    time: str
    channel: str
    author: str
    excerpt: str
    followers: int
    late: bool
    surprise: bool
    claimed: str
    done: str
    current: bool


@dataclass(frozen=True, slots=True)
class Option:
    code: str
    label: str
    hint: str


@dataclass(frozen=True, slots=True)
class Fieldset:
    name: str
    legend: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """The message one looks at. `sheet` is empty once it is handled."""

    row: Row
    lines: tuple[str, ...]
    sheet: tuple[Fieldset, ...]
    note: str
    image: str = ""  # image:<id>, see the tag `picture`
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Gauge:
    label: str
    value: int  # above the meter's least
    most: int
    words: str


@dataclass(frozen=True, slots=True)
class Desk:
    """`chosen`: a message was asked for; else `one` is the first that waits (a narrow screen shows the list alone)."""

    now: str
    until: str
    left: int
    waiting: tuple[Row, ...]
    handled: tuple[Row, ...]
    one: Opened | None
    chosen: bool
    gauges: tuple[Gauge, ...]
    journal: tuple[tuple[str, str], ...]
    more_to_come: bool


def desk_of(inbox: Inbox, state: InboxState, names: Names, wanted: str = "") -> Desk:
    came = [mention for id, _minute in state.arrived if (mention := inbox.mention(id))]
    waits = set(state.waiting())
    chosen = next((mention for mention in came if mention.id == wanted), None)
    shown = chosen or next((mention for mention in came if mention.id in waits), None)
    rows = {mention.id: _row(inbox, state, names, mention, mention is shown) for mention in came}
    coming = Clock(inbox, state).next_arrival()
    return Desk(
        now=time_of(state.now),
        until=time_of(inbox.end),
        left=inbox.end - state.now,
        waiting=tuple(row for id, row in rows.items() if id in waits),
        handled=tuple(row for id, row in rows.items() if id not in waits),
        one=_opened(inbox, state, names, shown, rows[shown.id]) if shown else None,
        chosen=chosen is not None,
        gauges=tuple(
            Gauge(meter.label, value - meter.min, meter.max - meter.min, f"{value}/{meter.max}")
            for meter, value in zip(inbox.meters, state.meters, strict=True)
            if meter.shown
        ),
        journal=tuple((time_of(m.minute), _happened(inbox, m)) for m in reversed(state.log[-JOURNAL:])),
        more_to_come=coming is not None and coming <= inbox.end,
    )


def _row(inbox: Inbox, state: InboxState, names: Names, mention: Mention, current: bool) -> Row:
    done = next((one for one in state.handled if one.mention == mention.id), None)
    text = " ".join(mention.body.split())
    return Row(
        mention.id,
        time_of(state.minute_of(mention.id) or 0),
        names.channel(mention),
        mention.author,
        text if len(text) <= EXCERPT else text[:EXCERPT].rsplit(" ", 1)[0] + "…",
        mention.followers,
        mention.id in state.late,
        mention.surprise,
        "" if done else claimed_by(inbox, state, mention.id),
        names.value("action", done.action) if done else "",
        current,
    )


def _opened(inbox: Inbox, state: InboxState, names: Names, mention: Mention, row: Row) -> Opened:
    done = next((one for one in state.handled if one.mention == mention.id), None)
    return Opened(
        row,
        tuple(mention.body.split("\n")),
        () if done else sheet_of(inbox, names),
        done.note if done else "",
        mention.image,
        mention.alt,
    )


def sheet_of(inbox: Inbox, names: Names) -> tuple[Fieldset, ...]:
    """What is asked about every message: the qualities that this inbox judges; the gesture always."""
    return tuple(
        Fieldset(
            quality,
            names.quality(quality),
            tuple(Option(code, label, names.hint(quality, code)) for code, label in names.options(quality)),
        )
        for quality in QUALITIES
        if quality == "action" or inbox.judges(quality)
    )


def _happened(inbox: Inbox, moment: Moment) -> str:
    mention = inbox.mention(moment.mention)
    who = (mention.author or mention.channel) if mention else ""
    words = {
        "arrived": _("New message: %(who)s"),
        "surprise": _("Unexpected: %(who)s"),
        "late": _("Time is up for %(who)s"),
        "handled": _("Handled: %(who)s"),
        "collision": _("Answered twice: a colleague was already answering %(who)s"),
        "closed": _("The desk is closed."),
    }
    return words.get(moment.kind, "%(who)s") % {"who": who}
