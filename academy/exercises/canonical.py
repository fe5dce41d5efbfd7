"""One exact JSON for each exercise, its hash (the version attempts are tied to), and the JSON of states."""

import json
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from hashlib import sha256
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from academy.exercises.inbox import Inbox, InboxState
from academy.exercises.quiz import Quiz, QuizState
from academy.exercises.reply import ReplyBrief, ReplyState
from academy.exercises.scenario import Scenario, ScenarioState

FORMAT = 1
LARGEST = 2**63 - 1
_EXERCISES: dict[str, type[Any]] = {"scenario": Scenario, "quiz": Quiz, "inbox": Inbox, "reply": ReplyBrief}
_STATES: dict[str, type[Any]] = {
    "scenario": ScenarioState, "quiz": QuizState, "inbox": InboxState, "reply": ReplyState
}  # fmt: skip
Exercise = Scenario | Quiz | Inbox | ReplyBrief
State = ScenarioState | QuizState | InboxState | ReplyState
_T = TypeVar("_T")


class CanonicalError(ValueError):
    """The JSON is not an exercise or state of ours; the message names the place."""


def to_json(exercise: Exercise) -> str:
    """Canonical text: keys sorted, no spaces, integers and strings only, sets as sorted lists."""
    kind = _kind_of(exercise, _EXERCISES)
    return _text({"format": FORMAT, "kind": kind, "exercise": _plain(exercise)})


def from_json(text: str) -> Exercise:
    """The exercise `to_json` wrote. Raises CanonicalError for anything else."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise CanonicalError(f"not JSON: {error}") from None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise CanonicalError("not an exercise of this format")
    kind = _EXERCISES.get(str(data.get("kind")))
    if kind is None:
        raise CanonicalError("unknown kind of exercise")
    exercise: Exercise = _build(kind, data.get("exercise"), "exercise")
    return exercise


def content_hash(exercise: Exercise) -> str:
    """SHA-256 of the canonical JSON, in hex."""
    return sha256(to_json(exercise).encode("utf-8", "surrogatepass")).hexdigest()


def state_to_json(state: State) -> dict[str, Any]:
    """A dict of strings, integers, booleans and lists, ready for a JSON column."""
    kind = _kind_of(state, _STATES)
    return {"kind": kind, **_plain(state)}


def state_from_json(data: object) -> State:
    """The state `state_to_json` wrote. Raises CanonicalError for anything else."""
    if not isinstance(data, dict) or data.get("kind") not in _STATES:
        raise CanonicalError("not a state")
    body = {key: value for key, value in data.items() if key != "kind"}
    state: State = _build(_STATES[data["kind"]], body, "state")
    return state


def _kind_of(value: object, kinds: dict[str, type[Any]]) -> str:
    return next(kind for kind, made in kinds.items() if isinstance(value, made))


def _text(data: object) -> str:
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {item.name: _plain(getattr(value, item.name)) for item in fields(value) if _written(value, item)}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def _written(value: Any, item: Field[Any]) -> bool:
    """Fields added after the first release are left out at their default (`question.later`): old hashes stay true."""
    return not item.metadata.get("later") or bool(getattr(value, item.name) != item.default)


@cache
def _shape(kind: type[Any]) -> tuple[tuple[str, Any, bool], ...]:
    hints = get_type_hints(kind)
    return tuple(
        (item.name, hints[item.name], item.default is MISSING and item.default_factory is MISSING)
        for item in fields(kind)
    )


def _build(kind: type[_T], data: object, place: str) -> _T:
    if not isinstance(data, dict):
        raise CanonicalError(f"{place}: an object is expected")
    shape = _shape(kind)  # type: ignore[arg-type]
    unknown = set(data) - {name for name, _, _ in shape}
    if unknown:
        raise CanonicalError(f"{place}: unknown key {min(unknown)!r}")
    values = {}
    for name, hint, required in shape:
        if name in data:
            values[name] = _value(hint, data[name], f"{place}.{name}")
        elif required:
            raise CanonicalError(f"{place}.{name} is missing")
    return kind(**values)


def _value(hint: Any, data: object, place: str) -> Any:
    if hint in (str, bool) and type(data) is hint:
        return data
    if hint is int and type(data) is int and abs(data) <= LARGEST:
        return data
    if isinstance(hint, type) and is_dataclass(hint):
        return _build(hint, data, place)
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (UnionType, Union):  # int | None is the only one
        return None if data is None else _value(arguments[0], data, place)
    if origin in (tuple, frozenset) and isinstance(data, list):
        if origin is frozenset:
            return frozenset(_value(arguments[0], item, place) for item in data)
        if arguments[-1] is Ellipsis:
            return tuple(_value(arguments[0], item, f"{place}[{index}]") for index, item in enumerate(data))
        if len(arguments) == len(data):
            return tuple(_value(one, item, place) for one, item in zip(arguments, data, strict=True))
    raise CanonicalError(f"{place}: wrong type")
