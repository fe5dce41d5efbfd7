"""One rule of voice as a map of words, the same in reply files, in the charter and in forms: read and written.

{id: salut, exige: [bonjour, bonsoir], message: Saluez la personne.}
{id: suite, si-contient: [rembours*, geste], exige: [privé], niveau: attention}
{id: cris, au-plus: {motif: exclamation, fois: 1}, niveau: conseil}
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from academy.exercises import reply_words
from academy.exercises.reply import Rule
from academy.exercises.text_problems import nearest

_NUMBERED = ("sentence_length", "emoji", "hashtag", "too_close")  # kinds whose value is one number
_PLAIN = ("shouting", "locale", "alt")  # kinds whose value is yes
_YES = ("oui", "yes", "true", "vrai", "1")


class RuleError(ValueError):
    """`part` is what could not be read, with the nearest known word in both languages; `key` what it stands under."""

    def __init__(self, part: str, known: Any = (), key: str = "") -> None:
        super().__init__(part)
        self.part, self.hint, self.key = part, nearest(part, known), key or part


def read_rule(raw: object, number: int, usual_level: str = "") -> Rule:
    """`usual_level`: of a rule that says none; else "blocking" for personal data, "warning" for the rest. Raises
    RuleError."""
    if not isinstance(raw, Mapping):
        raise RuleError(str(raw)[:40])
    said = {str(key).strip().casefold(): value for key, value in raw.items()}
    kinds = [key for key in said if key in reply_words.KINDS]
    for key in said:
        if key not in reply_words.KINDS and key not in reply_words.KEYS:
            raise RuleError(key, (*reply_words.KINDS, *reply_words.KEYS))
    if not kinds:
        raise RuleError(str(said.get("id", number)), reply_words.KINDS)
    kind_key = next((key for key in kinds if reply_words.KINDS[key] == "if_contains"), kinds[0])
    kind = reply_words.KINDS[kind_key]
    then = [key for key in kinds if key != kind_key]
    if then and kind != "if_contains":
        raise RuleError(then[0])
    fields = {reply_words.KEYS[key]: (key, value) for key, value in said.items() if key in reply_words.KEYS}

    def text(name: str) -> str:
        return _text(*fields.get(name, (name, "")))

    def listed(name: str) -> tuple[str, ...]:
        return _words(*fields.get(name, (name, [])))

    words, times = _value(kind, kind_key, said[kind_key])
    return Rule(
        id=text("id") or f"r{number}",
        kind="prefer" if kind == "forbid" and text("prefer") else kind,
        words=words,
        then=_words(then[0], said[then[0]]) if then else (),
        number=times,
        level=_level(kind, *fields.get("level", ("level", "")), usual_level),
        message=text("message"),
        prefer=text("prefer"),
        channels=listed("channels"),
        locales=listed("locales"),
        playbook=text("playbook"),
        passing=text("passing"),
        failing=text("failing"),
    )


def _text(key: str, value: object) -> str:
    if not isinstance(value, str | int):
        raise RuleError(key)
    return str(value).strip()


def _words(key: str, value: object) -> tuple[str, ...]:
    found = value if isinstance(value, list) else [value]
    if not all(isinstance(word, str | int) for word in found):
        raise RuleError(key)
    return tuple(str(word).strip() for word in found if str(word).strip())


def _level(kind: str, key: str, said: object, usual: str) -> str:
    if not said:
        return usual or ("blocking" if kind == "pattern" else "warning")
    level = reply_words.LEVELS.get(str(said).strip().casefold())
    if level is None:
        raise RuleError(str(said), reply_words.LEVELS, key)
    return level


def _value(kind: str, key: str, value: object) -> tuple[tuple[str, ...], int]:
    if kind in ("at_most", "at_least"):
        return _times(key, value)
    plain = str(value).strip().casefold() in _YES
    if kind in _NUMBERED or (kind == "length" and not plain):
        return (), _whole(key, value)
    if kind in _PLAIN or kind == "length":
        if not plain:
            raise RuleError(str(value)[:40], ("oui", "yes"), key)
        return (), 0
    words = _words(key, value)
    if not words:
        raise RuleError(key)
    if kind == "pattern":
        unknown = [word for word in words if word.casefold() not in reply_words.PATTERNS]
        if unknown:
            raise RuleError(unknown[0], reply_words.PATTERNS, key)
        return tuple(reply_words.PATTERNS[word.casefold()] for word in words), 0
    return words, 0


def _times(key: str, value: object) -> tuple[tuple[str, ...], int]:
    """{motif: exclamation, fois: 1}"""
    if not isinstance(value, Mapping):
        raise RuleError(str(value)[:40], (), key)
    said = {str(name).strip().casefold(): one for name, one in value.items()}
    unknown = [name for name in said if name not in _TIMES]
    if unknown:
        raise RuleError(unknown[0], _TIMES, key)
    words = _words(key, next((said[name] for name in _TIMES[:4] if name in said), []))
    times = next((said[name] for name in _TIMES[4:] if name in said), "1")
    if not words:
        raise RuleError("motif", (), key)
    return tuple(reply_words.MARKS.get(word.casefold(), word) for word in words), _whole(key, times)


_TIMES = ("motif", "mots", "words", "pattern", "fois", "times", "nombre", "count")  # the first four: what is counted


def _whole(key: str, value: object) -> int:
    match = re.fullmatch(r"\s*(\d{1,4})\s*%?\s*", str(value))
    if not match:
        raise RuleError(str(value)[:40], (), key)
    return int(match[1])


def rule_row(rule: Rule, locale: str) -> dict[str, Any]:
    """The rule as a map that `read_rule` reads back: texts, numbers, yes as True, tuples of words."""
    french = locale.startswith("fr")
    names = reply_words.WRITTEN_FR if french else reply_words.WRITTEN_EN
    value: Any = rule.words
    if rule.kind in ("at_most", "at_least"):
        keys = ("motif", "fois") if french else ("words", "times")
        value = {keys[0]: rule.words, keys[1]: rule.number}
    elif rule.kind in _NUMBERED or (rule.kind == "length" and rule.number):
        value = rule.number
    elif rule.kind in _PLAIN or rule.kind == "length":
        value = True
    level = {"tip": "conseil", "warning": "attention", "blocking": "bloquant"}[rule.level] if french else rule.level
    row = {"id": rule.id, names[rule.kind]: value}
    if rule.then:
        row[names["require"]] = rule.then
    for key, fr, said in (
        ("level", "niveau", level), ("prefer", "préférer", rule.prefer),
        ("message", "message", rule.message), ("playbook", "guide", rule.playbook), ("good", "bon", rule.passing),
        ("bad", "mauvais", rule.failing), ("channels", "canaux", rule.channels), ("locales", "langues", rule.locales),
    ):  # fmt: skip
        if said:
            row[fr if french else key] = said
    return row


def write_rule(rule: Rule, locale: str, quoted: Callable[[str], str]) -> str:
    """One line of YAML."""

    def written(value: Any) -> str:
        if isinstance(value, bool):
            return "oui" if locale.startswith("fr") else "yes"
        if isinstance(value, tuple):
            return "[" + ", ".join(quoted(word) for word in value) + "]"
        if isinstance(value, dict):
            return "{" + ", ".join(f"{key}: {written(inner)}" for key, inner in value.items()) + "}"
        return quoted(value) if isinstance(value, str) else str(value)

    return written(rule_row(rule, locale))
