"""Twee 3 (IFTF, version 3.0.2): `:: name [tags] {"position":"…"}` and the text below, to a story of passages."""

import json
import re

from academy.exercises.stories.base import LONGEST_PASSAGE, MOST_PASSAGES, BadStory, Passage, Story

_LONGEST_HEADER = 5_000
_PLAIN = r"(?:\\.|[^\\\[\]{}])*"
_HEADER = re.compile(rf"::({_PLAIN})(?:\[({_PLAIN})\]\s*)?(\{{.*\}})?\s*\Z")
_ESCAPED = re.compile(r"\\(.)")


def read_twee(text: str) -> Story:
    """Raises BadStory naming the line when a header cannot be read or there is no passage."""
    story = Story()
    header: tuple[str, tuple[str, ...], int] | None = None
    body: list[str] = []
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        if line.startswith("::"):
            _close(story, header, body)
            header, body = _header(line, number), []
        else:
            body.append(line)
    _close(story, header, body)
    if not story.passages:
        raise BadStory("aucun passage ; une ligne « :: Nom du passage » est attendue",
                       "no passage; a line ':: Name of the passage' is expected")  # fmt: skip
    return story


def _header(line: str, number: int) -> tuple[str, tuple[str, ...], int]:
    match = _HEADER.match(line) if len(line) <= _LONGEST_HEADER else None
    name = _ESCAPED.sub(r"\1", match[1]).strip() if match else ""
    if not match or not name:
        raise BadStory(f"ligne {number} : en-tête de passage illisible ; attendu « :: Nom [étiquettes] »",
                       f"line {number}: unreadable passage header; expected ':: Name [tags]'")  # fmt: skip
    tags = tuple(_ESCAPED.sub(r"\1", match[2] or "").split())
    return name, tags, number


def _close(story: Story, header: tuple[str, tuple[str, ...], int] | None, body: list[str]) -> None:
    if header is None:
        return  # text before the first header is no part of the story
    name, tags, number = header
    text = "\n".join(body).strip("\n")
    if name == "StoryTitle":
        story.title = text.strip()
    elif name == "StoryData":
        _data(story, text, number)
    else:
        add_passage(story, Passage(name, text, tags, number))


def _data(story: Story, text: str, line: int) -> None:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise BadStory(f"ligne {line} : StoryData n'est pas du JSON",
                       f"line {line}: StoryData is not JSON") from None  # fmt: skip
    if isinstance(data, dict):
        story.start = str(data.get("start") or "")
        story.tool = str(data.get("format") or "").casefold()


def add_passage(story: Story, passage: Passage) -> None:
    """Keeps a passage; raises BadStory beyond the bounds and for a second passage of the same name."""
    if len(story.passages) >= MOST_PASSAGES:
        raise BadStory(f"plus de {MOST_PASSAGES} passages", f"more than {MOST_PASSAGES} passages")
    if len(passage.text) > LONGEST_PASSAGE and "porte-voix" not in passage.tags:
        raise BadStory(f"le passage « {passage.name[:60]} » dépasse {LONGEST_PASSAGE} caractères",
                       f"passage '{passage.name[:60]}' is longer than {LONGEST_PASSAGE} characters")  # fmt: skip
    story.passages.append(passage)
