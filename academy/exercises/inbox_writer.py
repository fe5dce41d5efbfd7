"""An inbox back to text. `read_inbox(write_inbox(x))` gives x again."""

from collections.abc import Mapping

from academy.exercises import inbox_words
from academy.exercises.front_writer import labels, meters, passing, quoted
from academy.exercises.grammar import write_effects
from academy.exercises.inbox import COSTS, SLA, Inbox, Key, Marks, Mention
from academy.exercises.pictures import with_picture

_FR = {"title": "titre", "language": "langue", "summary": "résumé", "clock": "horloge", "costs": "coûts",
       "marks": "barème", "sla": "délais", "meters": "jauges", "passing": "réussite", "labels": "libellés",
       "expected": "attendu", "refused": "refusé", "due": "délai", "else": "sinon", "effects": "effets",
       "wrong": "erreur", "critical": "faute", "feedback": "retour", "value": "valeur", "handover": "relais",
       "claim": "pris", "same-as": "même-que", "follows": "suite de", "if": "si", "to": "à", "yes": "oui",
       "endings": "fins", "graded": "noté", "attempts": "tentatives"}  # fmt: skip
_EN = {"claim": "taken"}
_MARKS_FR = {"urgency": "urgence", "reach": "portée", "priority": "priorité", "handover": "relais", "due": "délai",
             "late_factor": "en-retard", "order": "ordre"}  # fmt: skip


class Words:
    """The words of the file's language."""

    def __init__(self, locale: str) -> None:
        self.french = locale.startswith("fr")

    def __call__(self, key: str) -> str:
        return (_FR if self.french else _EN).get(key, key)

    def value(self, words: dict[str, str], value: str) -> str:
        return inbox_words.in_french(words, value) if self.french else value


def write_inbox(inbox: Inbox) -> str:
    """The file's text, with French keys for a French inbox and English ones otherwise."""
    w = Words(inbox.locale)
    clock = clock_of(inbox, w)
    head = [f"type: {'veille' if w.french else 'inbox'}", f"{w('title')}: {quoted(inbox.title)}",
            f"{w('language')}: {inbox.locale}"]  # fmt: skip
    if inbox.summary:
        head.append(f"{w('summary')}: {quoted(inbox.summary)}")
    head += [f"minutes: {inbox.minutes}", f"{w('clock')}: {quoted(clock)}"]
    head.append("services: " + _named(inbox.services))
    if inbox.types:
        head.append("types: " + _named(inbox.types))
    if inbox.costs != COSTS:
        head.append(f"{w('costs')}: " + _pairs({w.value(inbox_words.ACTIONS, a): n for a, n in inbox.costs}))
    if inbox.sla != SLA:
        head.append(f"{w('sla')}: " + _pairs(dict(inbox.sla)))
    if inbox.marks != Marks():
        head.append(f"{w('marks')}: " + _pairs(marks_of(inbox.marks, w)))
    if inbox.graded:
        head.append(f"{w('graded')}: {w('yes')}")
    if inbox.attempts:
        head.append(f"{w('attempts')}: {inbox.attempts}")
    head += labels(w, [(meter.id, meter.label) for meter in inbox.meters])
    head += meters(w, inbox.meters)
    head += passing(w, inbox.passing, inbox.locale)
    return "\n".join(["---", *head, "---", *(_mention(mention, w) for mention in inbox.mentions), ""])


def clock_of(inbox: Inbox, w: Words) -> str:
    """ "09:00 à 10:00"."""
    return f"{time_of(inbox.start)} {w('to')} {time_of(inbox.end)}"


def marks_of(marks: Marks, w: Words) -> dict[str, int]:
    names = {name: int(getattr(marks, name)) for name in Marks.__slots__}
    return {_MARKS_FR.get(name, name) if w.french else name: value for name, value in names.items()}


def time_of(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _named(pairs: tuple[tuple[str, str], ...]) -> str:
    return "{" + ", ".join(f"{quoted(id)}: {quoted(name)}" for id, name in pairs) + "}"


def _pairs(numbers: Mapping[str, int]) -> str:
    return "{" + ", ".join(f"{name}: {number}" for name, number in numbers.items()) + "}"


def _mention(mention: Mention, w: Words) -> str:
    body = with_picture(mention.body, mention.image, mention.alt)
    lines = [f"## {mention.id} : {heading_of(mention, w)}", *(f"> {line}" for line in body.split("\n"))]
    lines += [f"{w(key)}: {text}" for key, text in settings_of(mention, w) if text]
    return "\n".join(lines)


def heading_of(mention: Mention, w: Words) -> str:
    """ "09:00 x @lea_b (1250)" or "suite de m1, si en retard, x @lea_b"."""
    arrival = mention.arrival
    who = f"{mention.channel} {mention.author}".strip() + (f" ({mention.followers})" if mention.followers else "")
    if arrival.after:
        event = w.value(inbox_words.EVENT, arrival.event)
        delay = f"{arrival.delay} min, " if arrival.delay else ""
        place = f"{w('follows')} {arrival.after}, {w('if')} {event}, {delay}{who}"
    else:
        place = f"{time_of(arrival.at)} {who}"
    tag = " [surprise]" if mention.surprise else " []" if place.endswith("]") else ""
    return place + tag


def settings_of(mention: Mention, w: Words) -> list[tuple[str, str]]:
    action = mention.key("action")
    due = ""
    if mention.due is not None:
        due = f"{mention.due} min" + (f", {w('else')} {write_effects(mention.late)}" if mention.late else "")
    claim = mention.claim
    refused = ", ".join(w.value(inbox_words.ACTIONS, value) for value in action.refused) if action else ""
    return [
        ("qualification", _keys(mention, ("type", "urgency", "reach"), w)),
        ("expected", _keys(mention, ("service", "priority", "action"), w)),
        ("refused", refused),
        ("due", due),
        ("effects", write_effects(mention.well)),
        ("wrong", write_effects(mention.wrong)),
        ("critical", mention.critical),
        ("handover", ", ".join("|".join(item) for item in mention.handover)),
        ("claim", f"{claim.after} min, {claim.by}" if claim else ""),
        ("same-as", mention.same_as),
        ("value", mention.value),
        ("feedback", mention.feedback),
    ]


def _keys(mention: Mention, qualities: tuple[str, ...], w: Words) -> str:
    keys = [mention.key(quality) for quality in qualities]
    return ", ".join(_key(key, w) if key else "" for key in keys).rstrip(", ") if any(keys) else ""


def _key(key: Key, w: Words) -> str:
    words = {"action": inbox_words.ACTIONS, "urgency": inbox_words.URGENCY, "reach": inbox_words.REACH}
    return "|".join(w.value(words.get(key.quality, {}), value) for value in (key.best, *key.ok))
