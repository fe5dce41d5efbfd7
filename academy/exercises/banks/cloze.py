"""Moodle's embedded answers: `{1:MULTICHOICE:=right#why~wrong}` inside a text → our gaps."""

import re

from academy.exercises.banks.base import percent_of
from academy.exercises.question import Option

_GAP = re.compile(r"\{\d*:([A-Z_]+):((?:\\.|[^}\\])*)\}", re.S)
_MENUS = {"MULTICHOICE", "MC", "MULTICHOICE_V", "MCV", "MULTICHOICE_H", "MCH", "MULTICHOICE_S", "MCS"}
_TYPED = {"SHORTANSWER", "SA", "MW", "SHORTANSWER_C", "SAC", "MWC", "NUMERICAL", "NM"}


def read_cloze(text: str) -> tuple[str, tuple[Option, ...], list[tuple[str, str]]]:
    """→ the text with our gaps, the options, and what is wrong in both languages."""
    options: list[Option] = []
    wrong: list[tuple[str, str]] = []
    number = 0

    def gap(match: re.Match[str]) -> str:
        nonlocal number
        number += 1
        kind = match[1]
        if kind not in _MENUS | _TYPED:
            wrong.append(
                (f"trou {number} : genre « {kind} » inconnu ici", f"gap {number}: kind '{kind}' not supported")
            )
        found = [_option(part, str(number)) for part in re.split(r"(?<!\\)~", match[2]) if part.strip()]
        if kind in _TYPED:
            found = [option for option in found if option.correct and option.text != "*"]
        options.extend(found)
        return f"[[{number}]]"

    read = _GAP.sub(gap, text)
    return read, tuple(options), wrong


def _option(part: str, group: str) -> Option:
    part = part.strip()
    right = part.startswith("=")
    part = part.removeprefix("=")
    weighted = re.match(r"%([^%]{1,12})%", part)
    if weighted:
        share = percent_of(weighted[1])
        right, part = share is not None and share >= 99.9, part[weighted.end() :]
    text, _, feedback = re.sub(r"\\([~}#=\\\"/])", r"\1", part).partition("#")
    text = re.sub(r"\A([-+0-9.,]+):[0-9.,]+\Z", r"\1", text.strip())  # the tolerance of a number has no place in a gap
    return Option("", text, right, feedback.strip(), group=group)
