"""The one-line grammar of effects and conditions, the same in text files and in the Wagtail forms.

effects:    trust +2, time -5, score = 3
conditions: trust >= 5 et vu accueil ou calm < 2        (et/and bind tighter than ou/or; no parentheses)
            vu étape, choisi étape/choix, pas vu étape      (seen step, chose step/choice, not seen step)
"""

import re

from academy.exercises.scenario import Condition, Effect, Test

_NAME = r"[^\W\d][\w-]*"
_EFFECT = re.compile(rf"({_NAME})\s*(?:([+\-−])\s*(\d{{1,6}})|=\s*(-?\d{{1,6}}))\s*\Z")
_TEST = re.compile(rf"({_NAME})\s*(<=|>=|!=|=|<|>|≤|≥|≠)\s*(-?\d{{1,6}})\s*\Z")
_PAST = re.compile(rf"(pas\s+|not\s+)?(vu|seen|choisi|chose)\s+({_NAME}(?:/{_NAME})?)\s*\Z", re.I)


class GrammarError(ValueError):
    """`part` is the piece that could not be read; `code` is F06 (effect) or F07 (condition)."""

    def __init__(self, code: str, part: str):
        super().__init__(part)
        self.code, self.part = code, part


def _spaces(text: str) -> str:
    return re.sub(r"[\s\u00a0\u202f]+", " ", text).strip()


def parse_effects(text: str) -> tuple[Effect, ...]:
    """ "trust +2, time -5" → effects. Raises GrammarError naming the part that is unreadable."""
    effects = []
    for part in filter(None, (_spaces(piece) for piece in text.split(","))):
        match = _EFFECT.match(part)
        if not match:
            raise GrammarError("F06", part)
        name, sign, amount, absolute = match.groups()
        if absolute is not None:
            effects.append(Effect(name, set=int(absolute)))
        else:
            effects.append(Effect(name, delta=int(amount) * (1 if sign == "+" else -1)))
    return tuple(effects)


def write_effects(effects: tuple[Effect, ...]) -> str:
    return ", ".join(f"{e.name} = {e.set}" if e.set is not None else f"{e.name} {e.delta:+d}" for e in effects)


def parse_condition(text: str) -> Condition:
    """ "a >= 5 et vu b ou c < 2" → OR of ANDs; empty text is always true. Raises GrammarError."""
    text = _spaces(text)
    if not text:
        return ()
    return tuple(
        tuple(_test(part) for part in re.split(r" (?:et|and) ", group, flags=re.I))
        for group in re.split(r" (?:ou|or) ", text, flags=re.I)
    )


def _test(part: str) -> Test:
    if match := _PAST.match(part):
        kind = "seen" if match[2].casefold() in ("vu", "seen") else "taken"
        return Test(f"{kind}:{match[3]}", "<" if match[1] else ">=", 1)
    if match := _TEST.match(part):
        op = {"≤": "<=", "≥": ">=", "≠": "!="}.get(match[2], match[2])
        return Test(match[1], op, int(match[3]))
    raise GrammarError("F07", part)


_WORDS = {
    "fr": {"and": " et ", "or": " ou ", "not": "pas ", "seen": "vu", "taken": "choisi"},
    "en": {"and": " and ", "or": " or ", "not": "not ", "seen": "seen", "taken": "chose"},
}


def write_condition(condition: Condition, locale: str = "fr") -> str:
    words = _WORDS["en" if locale.startswith("en") else "fr"]
    return words["or"].join(words["and"].join(_written(test, words) for test in group) for group in condition)


def _written(test: Test, words: dict[str, str]) -> str:
    kind, colon, place = test.meter.partition(":")
    if not colon:
        return f"{test.meter} {test.op} {test.value}"
    happened = test.op in (">=", "=", ">") and (test.value >= 1 or test.op == ">")
    return f"{'' if happened else words['not']}{words[kind]} {place}"
