"""Any story file → the stories in it, whatever it is. Never raises for a broken file: that is an error of the entry."""

from academy.exercises.banks.base import Remark
from academy.exercises.stories.base import LARGEST_FILE, BadStory, Imported, Story
from academy.exercises.stories.build import Builder
from academy.exercises.stories.h5p import read_h5p
from academy.exercises.stories.ink import read_ink
from academy.exercises.stories.merge import merge, our_data
from academy.exercises.stories.twee import read_twee
from academy.exercises.stories.twine_html import read_twine_html


def read_stories(data: bytes, name: str, locale: str) -> list[Imported]:
    """At least one entry. `name` tells the format by its end, else the content does; `locale` is the story's."""
    format = format_of(data, name)
    try:
        return _read(data, format, locale, name)
    except BadStory as bad:
        return [Imported(format, errors=[Remark(name, bad.fr, bad.en)])]
    except AssertionError:  # what html.parser says of markup it cannot make out
        return [Imported(format, errors=[Remark(name, "HTML illisible", "unreadable HTML")])]
    except RecursionError:
        return [Imported(format, errors=[Remark(name, "imbrication trop profonde", "nested too deep")])]


def format_of(data: bytes, name: str) -> str:
    """twee, twine-html, ink or h5p; "ink source" and "unknown" for what cannot be read."""
    end = name.casefold().rpartition(".")[2]
    if data[:4] == b"PK\x03\x04" or end == "h5p":
        return "h5p"
    head = data[:400].removeprefix(b"\xef\xbb\xbf").lstrip()
    if end in ("html", "htm") or head.startswith(b"<"):
        return "twine-html"
    if end == "json" or head.startswith(b"{"):
        return "ink"
    if end in ("twee", "tw") or head.startswith(b"::") or b"\n::" in data:
        return "twee"
    return "ink source" if end == "ink" else "unknown"


def _scenario(story: Story, format: str, locale: str, name: str) -> Imported:
    """One broken story of an archive does not take the others with it."""
    try:
        found = Builder(story, format, locale).build()
        ours = our_data(story, found.left_out)
        return merge(ours, found, story) if ours else found
    except BadStory as bad:
        return Imported(format, story.title, errors=[Remark(story.title or name, bad.fr, bad.en)])


def _read(data: bytes, format: str, locale: str, name: str) -> list[Imported]:
    if not data:
        raise BadStory("le fichier est vide", "the file is empty")
    if len(data) > LARGEST_FILE:
        raise BadStory("le fichier est trop gros", "the file is too large")
    if format == "twee":
        return [_scenario(read_twee(text_of(data)), format, locale, name)]
    if format == "twine-html":
        return [_scenario(story, format, locale, name) for story in read_twine_html(text_of(data))]
    if format == "ink":
        return [read_ink(text_of(data), name, locale)]
    if format == "h5p":
        return [read_h5p(data, locale)]
    if format == "ink source":
        raise BadStory("source ink ; exportez-la d'Inky en JSON (File, Export to JSON)",
                       "ink source; export it from Inky as JSON (File, Export to JSON)")  # fmt: skip
    raise BadStory("format inconnu ; attendu : .twee, .html de Twine 2, .json d'ink, .h5p",
                   "unknown format; expected: .twee, .html of Twine 2, .json of ink, .h5p")  # fmt: skip


def text_of(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig").replace("\x00", "")  # which PostgreSQL refuses
    except UnicodeDecodeError as wrong:
        raise BadStory(f"le fichier n'est pas en UTF-8 (octet {wrong.start})",
                       f"the file is not UTF-8 (byte {wrong.start})") from None  # fmt: skip
