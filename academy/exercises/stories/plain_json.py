"""JSON of other people's making: parsed with a clear error, bounded, and its texts made safe to store."""

import json
from typing import Any

from academy.exercises.stories.base import BadStory

_DEEPEST = 200


def parse(text: str, what: str) -> Any:
    """Objects, lists, texts, numbers. Raises BadStory for anything that is no JSON or nested too deep."""
    try:
        return _safe(json.loads(text), 0, what)
    except RecursionError:
        raise _too_deep(what) from None
    except ValueError as wrong:
        line = getattr(wrong, "lineno", 0)
        raise BadStory(f"{what} n'est pas du JSON lisible (ligne {line})",
                       f"{what} is not readable JSON (line {line})") from None  # fmt: skip


def _too_deep(what: str) -> BadStory:
    return BadStory(f"{what} : imbrication trop profonde", f"{what}: nested too deep")


def _safe(value: Any, depth: int, what: str) -> Any:
    if depth > _DEEPEST:
        raise _too_deep(what)
    if isinstance(value, str):  # half a surrogate pair or a NUL cannot be stored
        return value.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, list):
        return [_safe(item, depth + 1, what) for item in value]
    if isinstance(value, dict):
        return {_safe(key, depth, what): _safe(item, depth + 1, what) for key, item in value.items()}
    return value


def table(value: Any) -> dict[str, Any]:
    """The value when it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def rows(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def whole(value: Any, default: int) -> int:
    """A number, or a text of digits as forms write it; six digits at most."""
    if isinstance(value, str) and value.strip().lstrip("-").isascii() and value.strip().lstrip("-").isdigit():
        value = int(value.strip()[:8])
    if isinstance(value, bool) or not isinstance(value, int | float) or not -999_999 <= value <= 999_999:
        return default
    return int(value)
