"""Front matter lines that several forms share, written so that `front_reader` reads the same."""

import json
from collections.abc import Callable, Iterable

from academy.exercises.front_reader import label_of
from academy.exercises.grammar import write_condition
from academy.exercises.scenario import Meter, Passing

_ENDINGS_FR = {"success": "succès", "mixed": "mitigé", "failure": "échec"}


def quoted(text: str) -> str:
    """A JSON string is a YAML string."""
    return json.dumps(text, ensure_ascii=False)


def labels(w: Callable[[str], str], pairs: Iterable[tuple[str, str]]) -> list[str]:
    """Names that are more than the id written out."""
    named = [f"{id}: {quoted(label)}" for id, label in pairs if label != label_of(id)]
    return [w("labels") + ": {" + ", ".join(named) + "}"] if named else []


def meters(w: Callable[[str], str], found: tuple[Meter, ...]) -> list[str]:
    return (
        [w("meters") + ": {" + ", ".join(f"{one.id}: {quoted(meter_text(one))}" for one in found) + "}"]
        if found
        else []
    )


def meter_text(meter: Meter) -> str:
    """ "4/10 min low hidden", as `front_reader` reads it."""
    low = f"{meter.min}.." if meter.min else ""
    said = f"{meter.start}/{low}{meter.max} {meter.unit}".strip() + (" low" if meter.good == "low" else "")
    return said if meter.shown else f"{said} hidden"


def passing(w: Callable[[str], str], found: Passing, locale: str) -> list[str]:
    inside = [f"score: {found.score}"]
    if found.endings:
        words = _ENDINGS_FR if locale.startswith("fr") else {}
        inside.append(f"{w('endings')}: [{', '.join(words.get(one, one) for one in sorted(found.endings))}]")
    if found.when:
        inside.append(f"{w('if')}: {quoted(write_condition(found.when, locale))}")
    return [w("passing") + ": {" + ", ".join(inside) + "}"]
