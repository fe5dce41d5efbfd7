"""The section `voice` of brand.yaml: rules that hold for every reply of the brand. Pure.

A rule is the line of a reply file with two differences: its reason stands in both languages (`message_fr`,
`message_en`), and it never blocks, as what holds a reply back belongs to its exercise.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

import yaml

from academy.exercises import reply_words
from academy.exercises.reply import Rule
from academy.exercises.rule_text import RuleError, read_rule, rule_row
from academy.exercises.voice import broken_examples
from academy.library.content import schema
from academy.library.content.errors import nearest
from academy.library.content.schema import Expected

LANGUAGES = ("fr", "en")
_REASONS = ("message_fr", "message_en")
_LEFT_OUT = ("message", "guide", "playbook")  # of a reply file
_KEYS = [key for key in (*reply_words.KINDS, *reply_words.KEYS) if key not in _LEFT_OUT]
_NAMES = {"passing": ("bon", "good"), "failing": ("mauvais", "bad")}
_NEEDS_NUMBER = {"length": 1, "at_least": 1, "sentence_length": 3, "too_close": 10}


@dataclass(frozen=True)
class VoiceData:
    """`rule` without its reason, which is said in both languages."""

    rule: Rule
    message_fr: str = ""
    message_en: str = ""

    def message_in(self, language: str) -> str:
        return self.message_en if language == "en" else self.message_fr


Complain = Callable[[int, str, str], None]


def read_voice(
    nodes: list[yaml.Node], plain: Callable[[yaml.Node], Any], channels: Collection[str], complain: Complain
) -> list[VoiceData]:
    """→ the rules that can be read; what is wrong goes to `complain(line, French, English)`."""
    found: dict[str, VoiceData] = {}
    for number, node in enumerate(nodes, 1):
        one = _Row(node, plain, complain).read(number, channels)
        if one is None:
            continue
        name = one.rule.id
        if name in found:
            line = node.start_mark.line + 1
            complain(line, f"règle « {name} » donnée deux fois", f"rule “{name}” is given twice")
        found[name] = one
    return list(found.values())


class _Row:
    def __init__(self, node: yaml.Node, plain: Callable[[yaml.Node], Any], complain: Complain) -> None:
        self.node, self.plain, self.complain = node, plain, complain
        self.line = node.start_mark.line + 1
        self.lines: dict[str, int] = {}
        self.wrong = False

    def error(self, key: str, fr: str, en: str) -> None:
        self.wrong = True
        self.complain(self.lines.get(key, self.line), fr, en)

    def read(self, number: int, channels: Collection[str]) -> VoiceData | None:
        said = self.mapping()
        reasons = {name: self.text(name, said.pop(name, "")) for name in _REASONS}
        if self.wrong:
            return None
        try:
            rule = read_rule(said, number, usual_level="warning")
        except RuleError as error:
            fr, en = error.hint
            self.error(error.key, f"règle illisible : « {error.part} »{fr}", f"rule unreadable: “{error.part}”{en}")
            return None
        one = VoiceData(rule, **reasons)
        self.check(one, "id" in said, channels)
        return None if self.wrong else one

    def mapping(self) -> dict[str, Any]:
        if not isinstance(self.node, yaml.MappingNode):
            self.error("", "une règle est attendue : {id: …, interdit: […], message_fr: …}",
                       "a rule is expected: {id: …, forbid: […], message_en: …}")  # fmt: skip
            return {}
        said: dict[str, Any] = {}
        for key, value in self.node.value:
            name = str(key.value).strip().casefold()
            if name in said:
                self.error(name, f"clé « {name} » donnée deux fois", f"key “{name}” is given twice")
            self.lines[name] = key.start_mark.line + 1
            if name not in _KEYS and name not in _REASONS:
                known = [*_KEYS, *_REASONS]
                self.error(name, f"clé « {name} » inconnue{nearest(name, known, 'fr')}",
                           f"unknown key “{name}”{nearest(name, known, 'en')}")  # fmt: skip
            said[name] = self.plain(value)
        return said

    def text(self, name: str, value: Any) -> str:
        try:
            return str(schema.text(300)(value))
        except Expected as wrong:
            self.error(name, f"« {name} » : {wrong.fr}", f"“{name}”: {wrong.en}")
            return ""

    def check(self, one: VoiceData, named: bool, channels: Collection[str]) -> None:
        rule = one.rule
        if not named or not schema.SLUG.match(rule.id) or len(rule.id) > 40:
            self.error("id", "« id » : un identifiant est attendu : a–z, 0–9 et tirets",
                       "“id”: an identifier is expected: a–z, 0–9 and hyphens")  # fmt: skip
        if rule.level == "blocking":
            self.error(
                self.key("level"), "« bloquant » n’existe pas dans la charte : conseil ou attention",
                "“blocking” does not exist in the charter: tip or warning",
            )  # fmt: skip
        self.check_value(rule)
        for name, said, known in (("channels", rule.channels, channels), ("locales", rule.locales, LANGUAGES)):
            for word in said:
                if word not in known:
                    self.error(self.key(name), f"« {word} » inconnu{nearest(word, known, 'fr')}",
                               f"unknown “{word}”{nearest(word, known, 'en')}")  # fmt: skip
        for language in rule.locales or LANGUAGES:
            if language in LANGUAGES and not one.message_in(language):
                self.error("", f"clé « message_{language} » manquante", f"missing key “message_{language}”")
        if not self.wrong:
            for name in broken_examples(rule):
                fr, en = _NAMES[name]
                self.error(self.key(name), f"« {fr} » : la règle dit le contraire de cet exemple",
                           f"“{en}”: the rule says the opposite of this example")  # fmt: skip

    def check_value(self, rule: Rule) -> None:
        least = _NEEDS_NUMBER.get(rule.kind, 0)
        if rule.number < least:
            self.error(self.kind_key(), f"un nombre d’au moins {least} est attendu",
                       f"a number of at least {least} is expected")  # fmt: skip
        if rule.kind == "address" and rule.words not in (("vous",), ("tu",)):
            self.error(self.kind_key(), "vous ou tu est attendu", "vous or tu is expected")
        if rule.kind == "prefer" and not rule.prefer:
            self.error("", "clé « préférer » manquante", "missing key “prefer”")
        if rule.prefer and rule.kind != "prefer":
            self.error(self.key("prefer"), "« préférer » va avec « évite » ou « interdit »",
                       "“prefer” goes with “avoid” or “forbid”")  # fmt: skip
        if rule.kind == "if_contains" and not rule.then:
            self.error("", "clé « exige » manquante", "missing key “require”")
        if len(rule.locales) > 1:
            self.error(self.key("locales"), "une seule langue, ou aucune pour toutes",
                       "one language, or none for all")  # fmt: skip

    def key(self, name: str) -> str:
        """The word the file uses for a key of a rule."""
        return next((word for word in self.lines if reply_words.KEYS.get(word) == name), "")

    def kind_key(self) -> str:
        return next((word for word in self.lines if word in reply_words.KINDS), "")


def written_rule(one: VoiceData) -> dict[str, Any]:
    """The row that reads back to the same rule."""
    row = rule_row(one.rule, "en")
    for name in _REASONS:
        if value := getattr(one, name):
            row[name] = value
    return row
