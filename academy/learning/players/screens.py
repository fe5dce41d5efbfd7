"""What a player module gives to the views."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from academy.exercises.play import Action
from academy.learning.attempts import Outcome
from academy.learning.models import Attempt


@dataclass(frozen=True, slots=True)
class Screen:
    """`template` is the whole page, `fragment` the part that HTMX gets after an action."""

    template: str
    fragment: str
    context: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Play:
    """An attempt with its exercise and state built."""

    attempt: Attempt
    exercise: Any
    state: Any


class Player(Protocol):
    def read_action(self, attempt: Attempt, data: Mapping[str, Any]) -> Action:
        """Reads a posted form; `Unreadable` for anything else. Never raises."""

    def screen(self, play: Play, query: Mapping[str, Any], outcome: Outcome | None = None) -> Screen | None:
        """What a running attempt shows; None when a finished one has nothing to show but its result."""

    def target(self, play: Play, data: Mapping[str, Any], outcome: Outcome) -> str:
        """The query string of the page to go to after an action, "" for none."""

    def result(self, play: Play) -> Screen:
        """The result of a closed attempt."""


def read_seq(data: Mapping[str, Any]) -> int:
    """The sequence number of a form; -1 when it is missing or no number."""
    text = str(data.get("seq", ""))
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1
