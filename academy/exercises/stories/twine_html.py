"""Twine 2 HTML (published stories and archives): `tw-storydata` with its `tw-passagedata`, to stories of passages."""

import re
from html.parser import HTMLParser

from academy.exercises.banks.base import Remark
from academy.exercises.stories.base import BadStory, Passage, Story
from academy.exercises.stories.twee import add_passage

_MOST_STORIES = 50
# Twine escapes every other «<» of a story. As text they also spare html.parser, whose time grows with the square of
# the signs it cannot make out.
_STRAY = re.compile(r"<(?!/?(?:tw-[a-z]{1,30}|script|style)\b[^<>]*>)", re.I)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stories: list[Story] = []
        self.inside = False  # of a story
        self.first = ""  # pid of the start passage
        self.name: str | None = None
        self.tags: tuple[str, ...] = ()
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "tw-storydata":
            if len(self.stories) >= _MOST_STORIES:
                raise BadStory(f"plus de {_MOST_STORIES} histoires", f"more than {_MOST_STORIES} stories")
            self.stories.append(Story(given.get("name", "").strip(), tool=given.get("format", "").casefold()))
            self.inside, self.first = True, given.get("startnode", "")
        elif tag == "tw-passagedata" and self.inside:
            self._open(given)
        elif tag in ("script", "style") and self.inside:
            self.name, self.tags, self.parts = None, (tag,), []

    def _open(self, given: dict[str, str]) -> None:
        line, _ = self.getpos()
        if self.name is not None:
            raise BadStory(f"ligne {line} : le passage « {self.name[:60]} » n'est pas fermé",
                           f"line {line}: passage '{self.name[:60]}' is not closed")  # fmt: skip
        self.name, self.tags, self.parts = given.get("name", "").strip(), tuple(given.get("tags", "").split()), []
        if not self.name:
            raise BadStory(f"ligne {line} : un passage n'a pas de nom", f"line {line}: a passage has no name")
        if self.first and given.get("pid") == self.first:
            self.stories[-1].start = self.name

    def handle_endtag(self, tag: str) -> None:
        if tag == "tw-passagedata" and self.name is not None:
            add_passage(self.stories[-1], Passage(self.name, "".join(self.parts).strip("\n"), self.tags))
            self.name = None
        elif tag == "tw-storydata":
            self.inside = False
        elif tag in ("script", "style") and self.inside and "".join(self.parts).strip():
            place = "JavaScript" if tag == "script" else "CSS"
            self.stories[-1].left_out.append(Remark(place, "code laissé de côté, jamais exécuté",
                                                    "code left out, never run"))  # fmt: skip
            self.parts = []

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.parts.append(data)


def read_twine_html(text: str) -> list[Story]:
    """Every story of the file. Raises BadStory when there is none or a passage is broken."""
    reader = _Reader()
    try:
        reader.feed(_STRAY.sub("&lt;", text))
        reader.close()
    except (AssertionError, ValueError) as wrong:
        line, _ = reader.getpos()
        raise BadStory(f"ligne {line} : HTML illisible", f"line {line}: unreadable HTML") from wrong
    if not reader.stories:
        raise BadStory("aucune histoire Twine 2 (élément tw-storydata) dans la page",
                       "no Twine 2 story (element tw-storydata) in the page")  # fmt: skip
    if reader.name is not None:
        raise BadStory(f"le passage « {reader.name[:60]} » n'est pas fermé : fichier tronqué ?",
                       f"passage '{reader.name[:60]}' is not closed: a truncated file?")  # fmt: skip
    return reader.stories
