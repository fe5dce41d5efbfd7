"""An entry back to the text of its file. Pure."""

import datetime
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from typing import Any

from academy.exercises.questions_text import write_questions
from academy.exercises.texts import TEXTS
from academy.library.content import schema
from academy.library.content.body_text import write_body
from academy.library.content.tree import Entry

_TRACKS = {"core": "tronc-commun", "care": "service-client", "marketing": "marketing"}
_FR = {"id": "id", "name": "nom", "text": "texte", "tag": "étiquette", "count": "nombre",
       "objective": "objectif", "difficulty": "difficulté"}  # fmt: skip


def write_entry(entry: Entry) -> str:
    """The text of the entry's file: French keys in French, English keys in English."""
    if entry.kind in TEXTS:
        return marked(TEXTS[entry.kind].write(replace(entry.exercise, locale=entry.language)), entry.marks)
    if entry.kind == "questions":
        return write_questions(entry.title, entry.language, list(entry.questions))
    kind, english = schema.KINDS[entry.kind], entry.language == "en"
    lines = [f"type: {kind.en if english else kind.fr}"]
    for key in kind.keys:
        value = entry.values.get(key.en)
        if key.en != "language" and (key.required or value not in (key.default, "", None, (), [])):
            lines += _pair(key.en if english else key.fr, _value(key.en, value, english))
    if entry.kind in ("lesson", "playbook", "charter"):
        body = write_body(entry.parts, entry.language)
    else:
        body = f"{entry.introduction}\n" if entry.introduction else ""
    return "\n".join(["---", *lines, "---", body])


def marked(text: str, marks: Mapping[str, str]) -> str:
    """The text of an exercise's file with these marks of its source in the front matter, instead of those it had."""
    head, line, body = text.removeprefix("---\n").partition("\n---\n")
    if not line:
        return text
    head = re.sub(r"^source:[^\n]*(?:\n[ \t]+[^\n]*)*\n?", "", f"{head}\n", flags=re.MULTILINE)
    if marks:
        head += "source:\n" + "".join(f"  {block}: {mark}\n" for block, mark in marks.items())
    return f"---\n{head.rstrip()}{line}{body}"


def _value(key: str, value: Any, english: bool) -> Any:
    if key == "track" and not english:
        return _TRACKS[value]
    if key == "draws":
        value = [{name: item for name, item in asdict(draw).items() if item} for draw in value]
    if key in ("draws", "values") and not english:
        return [{_FR[name]: item for name, item in row.items()} for row in value]
    if isinstance(value, bool):
        return ("yes" if value else "no") if english else ("oui" if value else "non")
    return value


def _pair(key: str, value: Any) -> Iterable[str]:
    if isinstance(value, list | tuple) and value and isinstance(value[0], dict):
        yield f"{key}:"
        for row in value:
            yield "  - {" + ", ".join(f"{name}: {_scalar(item)}" for name, item in row.items()) + "}"
    elif isinstance(value, list | tuple) and any(" " in item for item in value):
        yield f"{key}:"
        yield from (f"  - {_scalar(item)}" for item in value)
    elif isinstance(value, list | tuple):
        yield f"{key}: [{', '.join(_scalar(item) for item in value)}]"
    else:
        yield f"{key}: {_scalar(value)}"


def _scalar(value: Any) -> str:
    """JSON strings are YAML strings; dates, numbers and plain words need no quotes."""
    if isinstance(value, int | datetime.date):
        return str(value)
    return value if schema.SLUG.match(value) else json.dumps(value, ensure_ascii=False)
