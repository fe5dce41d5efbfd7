"""Both languages stay complete: every text of the interface has a French form."""

import re
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1] / "academy"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
ROOMS = ["site", "people", "library", "learning", "certification", "insight"]


def _sources(room: str):
    for path in sorted((ROOT / room).rglob("*")):
        if "migrations" in path.parts or "locale" in path.parts:
            continue
        if path.suffix == ".py":
            yield path, path.read_text()
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            source = templatize(path.read_text(), origin=str(path))
            yield path, "\n".join(line.lstrip() for line in source.splitlines())  # indentation is not Python's here


def texts_of(room: str):
    """(path, line, context, message id) of every marked text in a room."""
    for path, source in _sources(room):
        for line, message, _comments, context in extract("python", BytesIO(source.encode()), KEYWORDS):
            yield path, line, context, message[0] if isinstance(message, tuple) else message


def french(room: str) -> Catalog:
    with (ROOT / room / "locale" / "fr" / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file)


@pytest.fixture(scope="module")
def translated() -> set:
    """Every (context, id) with a French text in any of our rooms: Django merges them."""
    found = set()
    for room in ROOMS:
        for message in french(room):
            texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
            key = message.id[0] if isinstance(message.id, tuple | list) else message.id
            if key and all(texts) and not message.fuzzy:
                found.add((message.context, key))
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_every_text_has_a_french_form(room, translated):
    missing = [
        f"{path.relative_to(ROOT.parent)}:{line}: {message!r}"
        for path, line, context, message in texts_of(room)
        if message and (context, message) not in translated
    ]
    assert not missing, "texts without a French translation:\n" + "\n".join(missing)


def _placeholders(text: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)s", text))


@pytest.mark.parametrize("room", ROOMS)
def test_placeholders_survive_translation(room):
    """A translation may leave a value out, never ask for one that is not there."""
    broken = [
        message.id
        for message in french(room)
        if isinstance(message.id, str) and message.id and not _placeholders(message.string) <= _placeholders(message.id)
    ]
    assert not broken


@pytest.mark.parametrize("room", ROOMS)
def test_no_control_characters_hide_in_the_french(room):
    """A botched replacement once ate the punctuation: nobody sees such a sign in an editor."""
    hidden = [message.id for message in french(room) if re.search(r"[\x00-\x08\x0b-\x1f]", str(message.string))]
    assert not hidden


def test_an_english_date_cannot_be_read_two_ways():
    with translation.override("en"):
        assert date_format(date(2026, 12, 6), "SHORT_DATE_FORMAT") == "6 Dec 2026"
        assert date_format(date(2026, 12, 6), "DATE_FORMAT") == "6 December 2026"
    with translation.override("fr"):
        assert date_format(date(2026, 12, 6), "SHORT_DATE_FORMAT") == "06/12/2026"


def test_words_with_two_french_meanings_get_the_one_of_their_place():
    """Django merges the rooms' catalogues: "Start" once said « Départ » on the button of every exercise."""
    with translation.override("fr"):
        assert translation.gettext("Begin") == "Commencer"
        assert translation.pgettext("video", "Transcript") == "Transcription"
        assert translation.gettext("Talks held") == "Entretiens menés"
    learning = {message for _path, _line, context, message in texts_of("learning") if context is None}
    assert not learning & {"Start", "Held", "Transcript"}
