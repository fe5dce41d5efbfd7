"""The simple arithmetic of Harlowe, SugarCube and Chapbook that a meter can follow. Nothing is ever run."""

import re

from academy.exercises.scenario import Effect

_NAME = r"[$_]?([A-Za-z_]\w{0,39})"
_WHOLE = r"(-?\d{1,6})"
_STEP = re.compile(rf"\s*{_NAME}\s*(?:to|=)\s*(?:it|[$_]?(\w+))\s*([+\-])\s*(\d{{1,6}})\s*\Z")
_ADD = re.compile(rf"\s*{_NAME}\s*([+\-])=\s*(\d{{1,6}})\s*\Z")
_MORE = re.compile(rf"\s*{_NAME}\s*(\+\+|--)\s*\Z")
_PUT = re.compile(rf"\s*{_NAME}\s*(?:to|=)\s*{_WHOLE}\s*\Z")


def effects_of(text: str) -> tuple[Effect, ...] | None:
    """`$x to it + 1, $y = 3` → effects; None when any part is more than a whole number added or put."""
    found = []
    for part in re.split(r"[,;]", text[:2_000]):
        effect = _one(part)
        if effect is None:
            return None
        found.append(effect)
    return tuple(found)


def _one(text: str) -> Effect | None:
    if match := _PUT.match(text):
        return Effect(match[1], set=int(match[2]))
    if match := _ADD.match(text):
        return Effect(match[1], int(match[2] + match[3]))
    if match := _MORE.match(text):
        return Effect(match[1], 1 if match[2] == "++" else -1)
    match = _STEP.match(text)
    if match and match[2] in (None, match[1]):
        return Effect(match[1], int(match[3] + match[4]))
    return None
