"""The fields of an inbox page ↔ the parts of its text: front matter and one block per message."""

from typing import Any
from uuid import uuid5

from wagtail.blocks import StreamValue

from academy.exercises import inbox_words
from academy.exercises.blocktext import Block
from academy.exercises.front_reader import label_of
from academy.exercises.front_writer import meter_text
from academy.exercises.frontmatter import Document
from academy.exercises.grammar import write_condition, write_effects
from academy.exercises.inbox import COSTS, SLA, Inbox, Marks, Mention
from academy.exercises.inbox_writer import Words, clock_of, marks_of, settings_of, time_of
from academy.exercises.pictures import with_picture
from academy.library.scenario_engine import meter_of, picture_name, picture_pk

_TYPED = ("expected", "qualification", "refused", "wrong", "critical", "handover", "claim", "value", "feedback")


def document_of(page: Any) -> Document:
    """What the front matter of the text would say."""
    meters = [meter_of(block.value) for block in page.meters]
    meta: dict[str, Any] = {
        "title": page.title,
        "language": page.locale.language_code,
        "clock": page.clock,
        "services": _pairs(page.services),
        "types": _pairs(page.types),
        "costs": _pairs(page.costs),
        "sla": _pairs(page.sla),
        "marks": _pairs(page.marks),
        "meters": {meter.id: meter_text(meter) for meter in meters},
        "labels": {meter.id: meter.label for meter in meters if meter.label},
        "passing": {"score": str(page.passing_score or 0), "if": page.passing_when},
    }
    return Document(meta={key: value for key, value in meta.items() if value})


def blocks_of(page: Any) -> list[Block]:
    """The messages as blocks of the text."""
    return [_block(block.block_type, block.value, number) for number, block in enumerate(page.mentions, 1)]


def _block(kind: str, value: Any, number: int) -> Block:
    id = _said(value, "id") or f"m{number}"
    who = f"{_said(value, 'channel')} {_said(value, 'author')}".strip()
    if value.get("followers"):
        who += f" ({value['followers']})"
    if kind == "followup":
        delay = f"{value['delay']} min, " if value.get("delay") else ""
        heading = f"follows {_said(value, 'after')}, if {value.get('event') or 'late'}, {delay}{who}"
    else:
        heading = f"{_said(value, 'time')} {who}"
    body = with_picture(_said(value, "body"), picture_name(value.get("image")), _said(value, "alt"))
    block = Block(id, heading, "", 0, [(line, 0) for line in body.split("\n")])
    for name in _TYPED:
        if text := _said(value, name).replace("\n", " "):  # other spaces stay: French has narrow ones
            block.settings[name] = (text, 0)
    if text := _said(value, "well"):
        block.settings["effects"] = (text, 0)
    if text := _said(value, "same_as"):
        block.settings["same-as"] = (text, 0)
    late = _said(value, "late")
    if value.get("due") is not None or late:
        due = "" if value.get("due") is None else f"{value['due']} min"
        block.settings["due"] = (due + (f", sinon {late}" if late else ""), 0)
    if value.get("surprise"):
        block.tag = "surprise"
    return block


def _said(value: Any, name: str) -> str:
    return str(value.get(name) or "").replace("\r\n", "\n").strip()


def _pairs(text: str) -> dict[str, str]:
    """ "id: name" per line; an id alone is its own name."""
    found = {}
    for line in text.splitlines():
        id, colon, name = line.partition(":")
        if id.strip():
            found[id.strip()] = name.strip() if colon else label_of(id.strip())
    return found


def fill(page: Any, inbox: Inbox) -> None:
    """Puts an engine inbox into the fields. Not saved. Block ids follow the ids of messages."""
    w = Words(inbox.locale)
    page.title, page.summary, page.minutes = inbox.title, inbox.summary, inbox.minutes
    page.clock = clock_of(inbox, w)
    page.services, page.types = _lines(dict(inbox.services)), _lines(dict(inbox.types))
    actions = {w.value(inbox_words.ACTIONS, action): minutes for action, minutes in inbox.costs}
    page.costs = "" if inbox.costs == COSTS else _lines(actions)
    page.sla = "" if inbox.sla == SLA else _lines(dict(inbox.sla))
    page.marks = "" if inbox.marks == Marks() else _lines(marks_of(inbox.marks, w))
    page.passing_score = inbox.passing.score
    page.passing_when = write_condition(inbox.passing.when, inbox.locale)
    page.graded, page.attempts = inbox.graded, inbox.attempts
    meters = [("meter", {name: getattr(meter, name) for name in meter.__slots__}) for meter in inbox.meters]
    _set(page, "meters", [(kind, value, f"meter/{value['id']}") for kind, value in meters])
    _set(page, "mentions", [(*_value(mention, w), f"message/{mention.id}") for mention in inbox.mentions])


def _lines(pairs: dict[str, Any]) -> str:
    return "\n".join(f"{id}: {said}" for id, said in pairs.items())


def _value(mention: Mention, w: Words) -> tuple[str, dict[str, Any]]:
    said = dict(settings_of(mention, w))
    value: dict[str, Any] = {name: said[name] for name in _TYPED}
    value |= {
        "id": mention.id, "channel": mention.channel, "author": mention.author, "followers": mention.followers or None,
        "body": mention.body, "due": mention.due, "late": write_effects(mention.late),
        "image": picture_pk(mention.image), "alt": mention.alt,
        "well": write_effects(mention.well), "same_as": mention.same_as, "surprise": mention.surprise,
    }  # fmt: skip
    arrival = mention.arrival
    if not arrival.after:
        return "message", {**value, "time": time_of(arrival.at)}
    return "followup", {**value, "after": arrival.after, "event": arrival.event, "delay": arrival.delay or None}


def _set(page: Any, field: str, rows: list[tuple[str, dict[str, Any], str]]) -> None:
    key, block = page.translation_key, page._meta.get_field(field).stream_block
    data = [{"type": kind, "id": str(uuid5(key, name)), "value": value} for kind, value, name in rows]
    setattr(page, field, StreamValue(block, data, is_lazy=True))
