"""The parts of front matter that several forms share: numbers, labels, meters, passing, effects, conditions."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from academy.exercises.frontmatter import KEYS, Document
from academy.exercises.grammar import GrammarError, parse_condition, parse_effects
from academy.exercises.problems import Problem
from academy.exercises.scenario import Competency, Condition, Effect, Meter, Passing
from academy.exercises.text_problems import problem

ENDINGS = {"succès": "success", "success": "success", "mitigé": "mixed", "mixed": "mixed", "échec": "failure",
           "failure": "failure"}  # fmt: skip
NO = {"non", "no", "faux", "false", "0"}
YES = {"oui", "yes", "vrai", "true", "1"}
_METER = re.compile(
    r"(-?\d{1,6})(?:\s*/\s*(?:(-?\d{1,6})\.\.)?(-?\d{1,6}))?\s*((?!low\b|bas\b|caché|hidden)[^\W\d]\w*)?"
    r"\s*(↓|bas\b|low\b)?\s*(caché|hidden)?\Z"
)


class FrontReader:
    """Reads what scenarios and inboxes share, and gathers the problems. `names`: what effects and tests may name."""

    def __init__(self, document: Document, path: str):
        self.document, self.path = document, path
        self.problems: list[Problem] = list(document.problems)
        self.names: set[str] = set()
        self.where = ""  # the part being read, for whoever shows the problem beside it

    def wrong(self, code: str, line: int, part: str = "", known: Iterable[str] = ()) -> None:
        self.problems.append(replace(problem(code, self.path, line, part, known), where=self.where))

    def number(self, text: str, key: str, default: int) -> int:
        match = re.fullmatch(r"\s*(-?\d{1,6})\s*%?\s*", text) if text else None
        if text and not match:
            self.wrong("F08", self.document.lines.get(key, 1), key)
        return int(match[1]) if match else default

    def effects(self, text: str, line: int) -> tuple[Effect, ...]:
        try:
            effects = parse_effects(text)
        except GrammarError as error:
            self.wrong(error.code, line, error.part)
            return ()
        for effect in effects:
            if effect.name not in self.names:
                self.wrong("F05", line, effect.name, self.names)
        return effects

    def condition(self, text: str, line: int) -> Condition:
        try:
            condition = parse_condition(text)
        except GrammarError as error:
            self.wrong(error.code, line, error.part)
            return ()
        for group in condition:
            for test in group:
                if ":" not in test.meter and test.meter not in self.names:
                    self.wrong("F05", line, test.meter, self.names)
        return condition

    def yes(self, key: str) -> bool:
        said = self.document.text(key).strip().casefold()
        if said and said not in YES | NO:
            self.wrong("F31", self.document.lines.get(key, 1), said, ("oui", "non", "yes", "no"))
        return said in YES

    def listed(self, key: str) -> tuple[str, ...]:
        """A list of texts; one text alone is a list of one."""
        raw = self.document.meta.get(key, [])
        if isinstance(raw, str) and raw.strip():
            raw = [raw]
        if raw and not (isinstance(raw, list) and all(isinstance(item, str) for item in raw)):
            self.wrong("F34", self.document.lines.get(key, 1), key)
            return ()
        return tuple(item.strip() for item in raw or () if item.strip())

    def mapping(self, key: str) -> dict[str, Any]:
        """A map; nothing when it is missing."""
        raw = self.document.meta.get(key)
        if raw in (None, "", []):
            return {}
        if not isinstance(raw, dict):
            self.wrong("F35", self.document.lines.get(key, 1), key)
            return {}
        return raw

    def refuse_keys(self, key: str, raw: Mapping[str, Any], known: Iterable[str]) -> None:
        """Names each key of the map below `key` that means nothing there, with its line and the nearest that does."""
        words = [*known, *(french for french, english in KEYS.items() if english in known)]
        for name in raw:
            if str(name).casefold() not in words:
                self.wrong("F02", self.document.line_of(key, str(name)), str(name), words)

    def label(self, id: str) -> str:
        """The name people read: from `labels` in the front matter, else the id itself."""
        labels = self.document.meta.get("labels", {})
        named = labels.get(id) if isinstance(labels, dict) else None
        return str(named) if named else label_of(id)

    def meters(self) -> tuple[Meter, ...]:
        found = []
        for id, text in self.mapping("meters").items():
            match = _METER.match(text.strip()) if isinstance(text, str) else None
            if not match:
                self.wrong("F08", self.document.lines.get("meters", 1), str(id))
                continue
            start, low, high, unit, bad, hidden = match.groups()
            found.append(Meter(id, self.label(id), int(start), int(high or 100), int(low or 0), unit or "",
                               "low" if bad else "high", not hidden))  # fmt: skip
        return tuple(found)

    def competencies(self) -> tuple[Competency, ...]:
        raw = self.document.meta.get("points", [])
        if isinstance(raw, dict):
            return tuple(self._competency(str(id), str(said)) for id, said in raw.items())
        return tuple(Competency(id, self.label(id)) for id in self.listed("points"))

    def _competency(self, id: str, said: str) -> Competency:
        """ "2" or "2 empathy": the weight, and the charter value it stands for."""
        weight, _, value = said.strip().partition(" ")
        return Competency(id, self.label(id), self.number(weight, "points", 1), value.strip())

    def passing(self) -> Passing:
        raw = self.mapping("passing")
        self.refuse_keys("passing", raw, ("score", "endings", "if"))
        endings = raw.get("endings", [])
        kinds = tuple(
            ENDINGS.get(str(e).casefold(), str(e)) for e in (endings if isinstance(endings, list) else [endings])
        )
        when = self.condition(str(raw.get("if", "")), self.document.lines.get("passing", 1))
        return Passing(self.number(str(raw.get("score", "70")), "passing", 70), frozenset(kinds), when)


def label_of(id: str) -> str:
    return id.replace("-", " ").capitalize()
