"""The forms of exercise that are written as a file of their own, and how each is read and written."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from academy.exercises import inbox_text, reply_text, scenario_text
from academy.exercises.problems import Problem


@dataclass(frozen=True, slots=True)
class TextForm:
    """`read(text, path)` → exercise or None, problems; `write(exercise)` → text; `lines(text, path)` → where each part
    named by lint stands."""

    read: Callable[[str, str], tuple[Any, list[Problem]]]
    write: Callable[[Any], str]
    lines: Callable[[str, str], dict[str, int]]


TEXTS = {
    "scenario": TextForm(scenario_text.read_scenario, scenario_text.write_scenario, scenario_text.source_lines),
    "inbox": TextForm(inbox_text.read_inbox, inbox_text.write_inbox, inbox_text.source_lines),
    "reply": TextForm(reply_text.read_reply, reply_text.write_reply, reply_text.source_lines),
}
