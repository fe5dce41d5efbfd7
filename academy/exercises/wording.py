"""Finding words in a text as people mean them: without case and accents, whole words, straight or curly apostrophes.

Every search is linear in the text and gives spans of the text as it was written.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_APOSTROPHES = {"\u2019": "'", "\u02bc": "'", "`": "'"}
_SPACES = {"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\n": " ", "\t": " ", "\r": " "}
_LIGATURES = {"œ": "oe", "æ": "ae", "ß": "ss"}


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` is what is searched; `places[n]` the place in the original of its sign n (one more at the end)."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the folded stretch stands in the original."""
        return self.places[start], self.places[end - 1] + 1 if end > start else self.places[start]


def fold(text: str) -> Folded:
    """Case, accents and kinds of spaces and apostrophes do not count."""
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        sign = _APOSTROPHES.get(sign, _SPACES.get(sign, sign)).casefold()
        for part in unicodedata.normalize("NFD", _LIGATURES.get(sign, sign)):
            if not unicodedata.combining(part):
                signs.append(part)
                places.append(place)
    return Folded("".join(signs), (*places, len(text)))


def spans(folded: Folded, phrase: str) -> Iterator[tuple[int, int]]:
    """Where a phrase stands as whole words; "rembours*" finds every word that begins so. Elisions (l', d', qu') are
    not part of a word."""
    ending = phrase.strip().endswith("*")
    wanted = " ".join(fold(phrase.strip().rstrip("*")).text.split())
    if not wanted:
        return
    text, at = folded.text, 0
    while (at := text.find(wanted, at)) >= 0:
        end = at + len(wanted)
        if not (at and text[at - 1].isalnum() and wanted[0].isalnum()):
            if ending:
                while end < len(text) and text[end].isalnum():
                    end += 1
            if ending or end == len(text) or not (text[end].isalnum() and wanted[-1].isalnum()):
                yield folded.span(at, end)
        at = max(end, at + 1)


def find(folded: Folded, phrases: Iterable[str]) -> list[tuple[int, int]]:
    """Where any of the phrases stands, in the order of the text."""
    return sorted(span for phrase in phrases for span in spans(folded, phrase))


def says(text: str, phrases: Iterable[str]) -> bool:
    """Whether a text holds one of the phrases."""
    folded = fold(text)
    return any(True for phrase in phrases for _ in spans(folded, phrase))


def words(folded: Folded) -> list[tuple[str, int, int]]:
    """The words with their places in the folded text."""
    found: list[tuple[str, int, int]] = []
    start = -1
    for place, sign in enumerate(folded.text + " "):
        if sign.isalnum():
            start = place if start < 0 else start
        elif start >= 0:
            found.append((folded.text[start:place], start, place))
            start = -1
    return found
