"""Inboxes as text (docs/content-format.md): read with line-numbered problems. `inbox_writer` writes them back."""

import re
from dataclasses import replace

from academy.exercises import blocktext, inbox_words
from academy.exercises.blocktext import SLUG, Block
from academy.exercises.front_reader import YES, FrontReader
from academy.exercises.frontmatter import Document, read_front_matter, refuse_unknown
from academy.exercises.inbox import (
    COSTS,
    EVENTS,
    REACHES,
    SLA,
    URGENCIES,
    Arrival,
    Claim,
    Inbox,
    Key,
    Marks,
    Mention,
)
from academy.exercises.inbox_writer import write_inbox
from academy.exercises.pictures import split_picture
from academy.exercises.problems import Problem
from academy.exercises.scenario import Effect
from academy.exercises.text_problems import problem

__all__ = ["inbox_of", "read_inbox", "source_lines", "write_inbox"]

_SETTINGS = {"expected", "refused", "qualification", "due", "effects", "wrong", "critical", "feedback", "value",
             "handover", "claim", "same-as", "surprise"}  # fmt: skip
HEAD = {"type", "title", "language", "summary", "minutes", "clock", "services", "types", "costs", "sla", "marks",
        "meters", "labels", "passing", "graded", "attempts", "source"}  # fmt: skip
_FIXED = re.compile(r"(\d{1,2})[:h](\d{2})\s+(\S+)(?:\s+(.*?))?\s*(?:\((\d[\d \u00a0\u202f]{0,12})\))?\Z")
_FOLLOWS = re.compile(
    r"(?:suite de|follows)\s+([\w-]+)\s*,\s*(?:si|if)\s+([^,]+?)\s*,\s*(?:(\d{1,4})\s*min\s*,\s*)?(\S+)(?:\s+(.*?))?"
    r"\s*(?:\((\d[\d \u00a0\u202f]{0,12})\))?\Z", re.I,
)  # fmt: skip
_DUE = re.compile(r"(\d{1,5})\s*(?:min\w*)?\s*(?:,\s*(?:sinon|else)\s+(.*))?\Z", re.I)
_CLOCK = re.compile(r"(\d{1,2})[:h](\d{2})\s*(?:à|to|-|–)\s*(\d{1,2})[:h](\d{2})\Z")
_CLAIM = re.compile(r"(?:(\d{1,4})\s*min\w*\s*,\s*)?(.+)\Z")


class _Reader(FrontReader):
    def clock(self) -> tuple[int, int]:
        said = self.document.text("clock")
        match = _CLOCK.match(said.strip())
        times = [int(match[n]) * 60 + int(match[n + 1]) for n in (1, 3)] if match else [0, 0]
        if not match or not 0 <= times[0] < times[1] <= 24 * 60:
            self.wrong("F30", self.document.lines.get("clock", 1), said or "horloge")
            return 0, 24 * 60
        return times[0], times[1]

    def named(self, key: str) -> tuple[tuple[str, str], ...]:
        """A list of ids, named by `labels`, or a map of id: name."""
        raw = self.document.meta.get(key, [])
        if isinstance(raw, dict):
            return tuple((str(id), str(name)) for id, name in raw.items())
        return tuple((id, self.label(id)) for id in self.listed(key))

    def numbers(self, key: str, words: dict[str, str], default: tuple[tuple[str, int], ...]) -> list[tuple[str, int]]:
        found = []
        for name, said in self.mapping(key).items():
            code = words.get(str(name).casefold(), str(name))
            found.append((code, self.number(str(said), key, 0)))
        return found or list(default)

    def marks(self) -> Marks:
        given = dict(self.numbers("marks", inbox_words.MARKS, ()))
        unknown = [name for name in given if name not in inbox_words.MARKS.values()]
        for name in unknown:
            self.wrong("F31", self.document.lines.get("marks", 1), name, inbox_words.MARKS)
        return replace(Marks(), **{name: abs(value) for name, value in given.items() if name not in unknown})

    def mention(self, block: Block, clock: tuple[int, int]) -> Mention:
        self.where = block.id
        if not SLUG.match(block.id):
            self.wrong("F12", block.line, block.id)
        title = f"{block.title} [{block.tag}]" if block.tag and block.tag != "surprise" else block.title
        arrival, channel, author, followers = self.heading(title, block.line, clock)
        due, late = self.due(*block.settings.get("due", ("", block.line)))
        get = block.settings.get
        said = "\n".join(text.removeprefix(">").strip() for text, _ in block.texts)
        body, image, alt = split_picture(said)

        def effects(key: str) -> tuple[Effect, ...]:
            return self.effects(*get(key, ("", block.line)))

        return Mention(
            id=block.id, channel=channel, author=author,
            body=body, image=image, alt=alt,
            arrival=arrival, keys=self.keys(block), followers=followers, due=due, late=late,
            well=effects("effects"), wrong=effects("wrong"), feedback=block.setting("feedback"),
            value=block.setting("value"), critical=block.setting("critical"),
            handover=tuple(_either(item) for item in block.setting("handover").split(",") if item.strip()),
            claim=self.claim(block), same_as=block.setting("same-as"),
            surprise=block.tag == "surprise" or block.setting("surprise").casefold() in YES,
        )  # fmt: skip

    def heading(self, title: str, line: int, clock: tuple[int, int]) -> tuple[Arrival, str, str, int]:
        if match := _FOLLOWS.match(title):
            after, event, delay, channel, author, followers = match.groups()
            code = inbox_words.EVENT.get(event.casefold(), event.casefold())
            if code not in EVENTS:
                self.wrong("F31", line, event, (*inbox_words.EVENT, *EVENTS))
            return Arrival(0, after, code, int(delay or 0)), channel, author or "", _digits(followers)
        if match := _FIXED.match(title):
            hours, minutes, channel, author, followers = match.groups()
            at = int(hours) * 60 + int(minutes)
            if not clock[0] <= at <= clock[1] or int(minutes) > 59:
                self.wrong("F30", line, f"{hours}:{minutes}")
            return Arrival(at), channel, author or "", _digits(followers)
        self.wrong("F32", line, title[:40])
        return Arrival(), "", "", 0

    def due(self, text: str, line: int) -> tuple[int | None, tuple[Effect, ...]]:
        if not text:
            return None, ()
        match = _DUE.match(text)
        if not match:
            self.wrong("F08", line, text[:40])
            return None, ()
        return int(match[1]), self.effects(match[2] or "", line)

    def claim(self, block: Block) -> Claim | None:
        match = _CLAIM.match(block.setting("claim"))
        return Claim(match[2].strip(), int(match[1] or 0)) if match else None

    def keys(self, block: Block) -> tuple[Key, ...]:
        """From «qualification: type, urgency, reach», «expected: service, priority, action» and «refused: actions».

        The priority may be left out: urgency and reach give it."""
        found: dict[str, Key] = {}
        text, line = block.settings.get("qualification", ("", block.line))
        for quality, said in zip(("type", "urgency", "reach"), text.split(","), strict=False):
            self.key(found, quality, said, line)
        text, line = block.settings.get("expected", ("", block.line))
        parts = [part.strip() for part in text.split(",")] if text else []
        if len(parts) == 2 and "urgency" in found and "reach" in found:
            parts.insert(1, inbox_words.TRIAGE.get((found["urgency"].best, found["reach"].best), ""))
        if parts and len(parts) != 3:
            self.wrong("F14", line, text[:60])
        for quality, said in zip(("service", "priority", "action"), parts, strict=False):
            self.key(found, quality, said, line)
        text, line = block.settings.get("refused", ("", block.line))
        if text and "action" in found:
            refused = tuple(inbox_words.ACTIONS.get(a, a) for a in (x.strip().casefold() for x in text.split(",")) if a)
            found["action"] = replace(found["action"], refused=refused)
        return tuple(found.values())

    def key(self, found: dict[str, Key], quality: str, said: str, line: int) -> None:
        values = [_code(quality, value) for value in _either(said)]
        if not values:
            return
        closed: dict[str, tuple[str, ...]] = {
            "urgency": URGENCIES, "reach": REACHES, "priority": tuple(inbox_words.PRIORITY.values())
        }  # fmt: skip
        for value in values:
            if quality in closed and value not in closed[quality]:
                words = {"urgency": inbox_words.URGENCY, "reach": inbox_words.REACH, "priority": inbox_words.PRIORITY}
                self.wrong("F31", line, value, (*words[quality], *closed[quality]))
        found[quality] = Key(quality, values[0], tuple(values[1:]))


def _either(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|") if part.strip())


def _code(quality: str, value: str) -> str:
    words: dict[str, dict[str, str]] = {
        "priority": inbox_words.PRIORITY, "action": inbox_words.ACTIONS, "urgency": inbox_words.URGENCY,
        "reach": inbox_words.REACH,
    }  # fmt: skip
    return words.get(quality, {}).get(value.casefold(), value)


def _digits(text: str | None) -> int:
    return int("".join(sign for sign in text or "" if sign.isdigit()) or 0)


def read_inbox(text: str, path: str) -> tuple[Inbox | None, list[Problem]]:
    """→ the inbox (None when anything is an error) and every problem found, in the order of the lines."""
    document = read_front_matter(text, path)
    if not document.meta:
        return None, document.problems
    refuse_unknown(document, HEAD, path)
    blocks, wrong = blocktext.read_blocks(document.body, document.body_line, _SETTINGS)
    document.problems += [problem(code, path, line, part, blocktext.words_of(_SETTINGS)) for code, line, part in wrong]
    return inbox_of(document, blocks, path)


def inbox_of(document: Document, blocks: list[Block], path: str = "") -> tuple[Inbox | None, list[Problem]]:
    """The inbox of front matter and blocks, wherever they come from: a file, or the fields of a form."""
    reader = _Reader(document, path)
    if not document.text("title"):
        reader.wrong("F19", 1, "titre")
    meters = reader.meters()
    reader.names = {meter.id for meter in meters}
    clock = reader.clock()
    for block in blocks:
        for bullet in block.bullets:
            reader.wrong("F02", bullet.line, bullet.text[:40])
    mentions = tuple(reader.mention(block, clock) for block in blocks)
    used = sorted({value for m in mentions if (key := m.key("type")) for value in (key.best, *key.ok)})
    inbox = Inbox(
        id=path.rsplit("/", 1)[-1].removesuffix(".md"),
        locale=document.text("language", "fr"),
        title=document.text("title"),
        summary=document.text("summary"),
        minutes=reader.number(document.text("minutes"), "minutes", 10),
        start=clock[0],
        end=clock[1],
        services=reader.named("services"),
        mentions=mentions,
        types=reader.named("types") or tuple((id, reader.label(id)) for id in used),
        costs=tuple(reader.numbers("costs", inbox_words.ACTIONS, COSTS)),
        sla=tuple(reader.numbers("sla", inbox_words.PRIORITY, SLA)),
        marks=reader.marks() if document.meta.get("marks") else Marks(),
        meters=meters,
        passing=reader.passing(),
        graded=reader.yes("graded"),
        attempts=reader.number(document.text("attempts"), "attempts", 0),
    )
    problems = sorted(reader.problems, key=lambda p: p.line)
    return (None if any(p.severity == "error" for p in problems) else inbox), problems


def source_lines(text: str, path: str) -> dict[str, int]:
    """Where each message stands, for lint messages."""
    document = read_front_matter(text, path)
    blocks, _ = blocktext.read_blocks(document.body, document.body_line, _SETTINGS)
    found = {name: line for name, line in document.lines.items() if name != "title"}
    return found | {block.id: block.line for block in reversed(blocks)}
