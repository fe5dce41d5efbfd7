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
_PLAIN = ("shouting", "locale", "alt", "length")  # kinds whose value is yes


class RuleError(ValueError):
    """`part` is what could not be read, with the nearest known word in both languages."""

    def __init__(self, part: str, known: Any = ()) -> None:
        super().__init__(part)
        self.part, self.hint = part, nearest(part, known)


def read_rule(raw: object, number: int) -> Rule:
    """Raises RuleError."""
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
    fields = {reply_words.KEYS[key]: value for key, value in said.items() if key in reply_words.KEYS}
    words, times = _value(kind, said[kind_key])
    return Rule(
        id=_text(fields.get("id")) or f"r{number}",
        kind="prefer" if kind == "forbid" and fields.get("prefer") else kind,
        words=words,
        then=_words(said[then[0]]) if then else (),
        number=times,
        level=_level(kind, fields.get("level")),
        message=_text(fields.get("message")),
        prefer=_text(fields.get("prefer")),
        channels=_words(fields.get("channels", [])),
        locales=_words(fields.get("locales", [])),
        playbook=_text(fields.get("playbook")),
        passing=_text(fields.get("passing")),
        failing=_text(fields.get("failing")),
    )


def _text(value: object) -> str:
    return str(value).strip() if isinstance(value, str | int) else ""


def _words(value: object) -> tuple[str, ...]:
    found = value if isinstance(value, list) else [value]
    return tuple(str(word).strip() for word in found if str(word).strip())


def _level(kind: str, said: object) -> str:
    if not said:
        return "blocking" if kind == "pattern" else "warning"
    level = reply_words.LEVELS.get(str(said).strip().casefold())
    if level is None:
        raise RuleError(str(said), reply_words.LEVELS)
    return level


def _value(kind: str, value: object) -> tuple[tuple[str, ...], int]:
    if kind in ("at_most", "at_least"):
        return _times(value)
    if kind in _NUMBERED:
        return (), _whole(value)
    if kind in _PLAIN:
        return (), 0
    words = _words(value)
    if not words:
        raise RuleError(kind)
    if kind == "pattern":
        unknown = [word for word in words if word.casefold() not in reply_words.PATTERNS]
        if unknown:
            raise RuleError(unknown[0], reply_words.PATTERNS)
        return tuple(reply_words.PATTERNS[word.casefold()] for word in words), 0
    return words, 0


def _times(value: object) -> tuple[tuple[str, ...], int]:
    """{motif: exclamation, fois: 1}"""
    if not isinstance(value, Mapping):
        raise RuleError(str(value)[:40])
    words = _words(next((value[key] for key in ("motif", "mots", "words", "pattern") if key in value), []))
    times = next((value[key] for key in ("fois", "times", "nombre", "count") if key in value), "1")
    if not words:
        raise RuleError("motif")
    return tuple(reply_words.MARKS.get(word.casefold(), word) for word in words), _whole(times)


def _whole(value: object) -> int:
    match = re.fullmatch(r"\s*(\d{1,4})\s*%?\s*", str(value))
    if not match:
        raise RuleError(str(value)[:40])
    return int(match[1])


def write_rule(rule: Rule, locale: str, quoted: Callable[[str], str]) -> str:
    """One line of YAML."""
    french = locale.startswith("fr")
    names = reply_words.WRITTEN_FR if french else reply_words.WRITTEN_EN

    def listed(words: tuple[str, ...]) -> str:
        return "[" + ", ".join(quoted(word) for word in words) + "]"

    value = listed(rule.words)
    if rule.kind in ("at_most", "at_least"):
        keys = ("motif", "fois") if french else ("words", "times")
        value = f"{{{keys[0]}: {listed(rule.words)}, {keys[1]}: {rule.number}}}"
    elif rule.kind in _NUMBERED:
        value = str(rule.number)
    elif rule.kind in _PLAIN:
        value = "oui" if french else "yes"
    parts = [f"id: {quoted(rule.id)}", f"{names[rule.kind]}: {value}"]
    if rule.then:
        parts.append(f"{names['require']}: {listed(rule.then)}")
    level = {"tip": "conseil", "warning": "attention", "blocking": "bloquant"}[rule.level] if french else rule.level
    parts.append(f"{'niveau' if french else 'level'}: {level}")
    for key, fr, text in (
        ("prefer", "préférer", rule.prefer), ("message", "message", rule.message), ("playbook", "guide", rule.playbook),
        ("good", "bon", rule.passing), ("bad", "mauvais", rule.failing),
    ):  # fmt: skip
        if text:
            parts.append(f"{fr if french else key}: {quoted(text)}")
    for key, fr, words in (("channels", "canaux", rule.channels), ("locales", "langues", rule.locales)):
        if words:
            parts.append(f"{fr if french else key}: {listed(words)}")
    return "{" + ", ".join(parts) + "}"
