"""A content folder as data: what files.py reads and load.py writes into pages. Pure."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from academy.exercises import canonical
from academy.library.content.body_text import Part
from academy.library.content.brand_file import BrandData

_UNORDERED = ("channels", "playbooks", "prerequisites")  # the database keeps these as sets


@dataclass
class Entry:
    """One file. `path` is the same in every language: 'fondamentaux/01-x/02-y', 'playbooks/id', 'charter'."""

    kind: str  # English name of its kind in schema.KINDS
    path: str
    language: str
    file: str  # as shown in messages
    values: dict[str, Any]  # typed, by English key
    lines: dict[str, int] = field(default_factory=dict)  # of front matter keys
    places: dict[str, int] = field(default_factory=dict)  # of an exercise's steps, choices, messages
    parts: tuple[Part, ...] = ()
    introduction: str = ""
    exercise: Any = None  # of a scenario, an inbox, a reply
    marks: dict[str, str] = field(default_factory=dict)  # what its source said when it was translated
    questions: tuple[Any, ...] = ()
    assets: dict[str, Path] = field(default_factory=dict)  # src → file on disk

    @property
    def title(self) -> str:
        return str(self.values["title"])

    @property
    def name(self) -> str:
        return self.path.rsplit("/", 1)[-1]

    @property
    def parent(self) -> str:
        return self.path.rpartition("/")[0]

    def line(self, key: str) -> int:
        return self.lines.get(key, 1)

    def digest(self) -> str:
        """Same digest, same page: layout of the file and names of keys do not count."""
        content = {
            "kind": self.kind,
            "values": {
                key: sorted(value) if key in _UNORDERED else value
                for key, value in self.values.items()
                if key != "language"
            },
            "parts": [[part.kind, part.text, part.attributes] for part in self.parts],
            "introduction": self.introduction,
            "scenario": canonical.to_json(self.exercise) if self.exercise else None,
            "assets": {src: hashlib.sha256(file.read_bytes()).hexdigest() for src, file in self.assets.items()},
        }
        if self.marks:
            content["marks"] = self.marks
        return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()


@dataclass
class Content:
    root: Path
    brand: BrandData | None = None
    languages: dict[str, dict[str, Entry]] = field(default_factory=dict)  # language → path → entry, in order

    def entries(self, *kinds: str) -> Iterator[Entry]:
        for entries in self.languages.values():
            yield from (entry for entry in entries.values() if not kinds or entry.kind in kinds)
