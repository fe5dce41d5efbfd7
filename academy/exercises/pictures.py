"""Pictures in exercises: `![what it shows](file.jpg)` at the end of a line of text, as in Markdown.

In a file the picture is named by its file, in a page and in the version learners play by `image:<id>`.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import TypeVar

from academy.exercises.inbox import Inbox
from academy.exercises.scenario import Line, Scenario, Step

_PICTURE = re.compile(r"\s*!\[((?:[^\]\\\n]|\\.){0,400})\]\(([^()\s]{1,300})\)\s*\Z")
_Exercise = TypeVar("_Exercise")


def split_picture(text: str) -> tuple[str, str, str]:
    """(text before it, file, alternative text); the last two are empty when the text does not end with a picture."""
    found = _PICTURE.search(text)
    if found is None:
        return text, "", ""
    return text[: found.start()], found[2], re.sub(r"\\(.)", r"\1", found[1]).strip()


def with_picture(text: str, file: str, alt: str) -> str:
    """The text that `split_picture` reads as these three."""
    if not file:
        return text
    escaped = re.sub(r"([\]\\])", r"\\\1", alt)
    return f"{text} ![{escaped}]({file})".strip()


def can_be_written(file: str) -> bool:
    """Whether the name of the file fits between parentheses."""
    return bool(_PICTURE.match(f"![]({file})"))


def pictures_of(exercise: object) -> list[tuple[str, str]]:
    """(file, alternative text) of every picture in a scenario or an inbox, in order."""
    if isinstance(exercise, Scenario):
        return [(line.media, line.alt) for step in exercise.steps for line in step.lines if line.media]
    if isinstance(exercise, Inbox):
        return [(mention.image, mention.alt) for mention in exercise.mentions if mention.image]
    return []


def line_of(text: str, file: str) -> int:
    """The first line of an exercise's file that names a picture, 1 when none does."""
    return next((number for number, line in enumerate(text.split("\n"), 1) if file in line), 1)


def renamed(exercise: _Exercise, name: Callable[[str, str], str]) -> _Exercise:
    """The same exercise with each picture named by `name(file, alternative text)`."""

    def line(one: Line) -> Line:
        return replace(one, media=name(one.media, one.alt)) if one.media else one

    def step(one: Step) -> Step:
        return replace(one, lines=tuple(line(x) for x in one.lines)) if any(x.media for x in one.lines) else one

    if isinstance(exercise, Scenario):
        return replace(exercise, steps=tuple(step(one) for one in exercise.steps))
    if isinstance(exercise, Inbox):
        mentions = (replace(m, image=name(m.image, m.alt)) if m.image else m for m in exercise.mentions)
        return replace(exercise, mentions=tuple(mentions))
    return exercise


def without_pictures(scenario: Scenario, files: Collection[str]) -> Scenario:
    """The scenario without the pictures named so; where one was, its alternative text stays between brackets."""

    def line(one: Line) -> Line:
        return replace(one, text=one.text or f"({one.alt})" * bool(one.alt), media="", alt="")

    def lines(step: Step) -> tuple[Line, ...]:
        told = (line(one) if one.media in files else one for one in step.lines)
        return tuple(one for one in told if one.text or one.media)

    return replace(scenario, steps=tuple(replace(step, lines=lines(step)) for step in scenario.steps))
