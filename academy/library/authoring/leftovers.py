"""What a skeleton told its author to write, and still stands there: colleagues would read it."""

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from academy.exercises import canonical
from academy.exercises.texts import TEXTS
from academy.library.authoring.skeletons import FOLDER, KINDS

# How the skeletons speak to whoever writes; their other sentences may stay as they are.
_TOLD = re.compile(
    r"(Écrivez|Décrivez|Dites|Racontez|Expliquez|En une phrase,|Une première réponse,|Une réponse (plausible|qui)"
    r"|Sa réaction à|Une panne ou|Un merci, avec|Une question de la presse,|Un message automatique|Une demande sans"
    r"|Ce qu['’]il écrit|Write|Say (in|why|what|here)|Explain|Tell|In one sentence,|A first reply,|A plausible reply"
    r"|A reply that|Her reaction to)"
)


def left_over(kind: str, exercise: Any) -> list[str]:
    """Texts of the skeleton that an exercise of this kind still holds, in the order of the skeleton; none of a draft
    that cannot be read."""
    if kind not in KINDS or exercise is None:
        return []
    held = set(_texts(json.loads(canonical.to_json(exercise))))
    return [text for text in _told(kind) if text in held]


@lru_cache
def _told(kind: str) -> list[str]:
    found: list[str] = []
    for file in sorted(FOLDER.glob(f"{kind}.*.md"), reverse=True):
        exercise, _problems = TEXTS[kind].read(file.read_text(encoding="utf-8"), file.name)
        found += [text for text in _texts(json.loads(canonical.to_json(exercise))) if _TOLD.match(text)]
    return list(dict.fromkeys(found))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)
