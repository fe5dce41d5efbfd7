"""Comparing what a person typed with what an author accepts."""

import unicodedata
from collections.abc import Collection

_ALIKE = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "\u00a0": " ", "\u202f": " ", "–": "-", "—": "-", "‑": "-"})
_JOINED = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "OE", "Æ": "AE", "ß": "ss"})


def cleaned(text: str) -> str:
    """One line without the characters no keyboard types and no database keeps (controls, lone surrogates)."""
    return " ".join("".join(" " if c.isspace() else c for c in text if _typed(c)).split())


def _typed(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) not in ("Cc", "Cs")


def folded(text: str, ignore: Collection[str]) -> str:
    """The text with what may differ taken away: apostrophes, dashes and spaces always; the rest as `ignore` says."""
    text = unicodedata.normalize("NFKC", text.translate(_ALIKE))
    if "accents" in ignore:
        text = text.translate(_JOINED)
        text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    if "case" in ignore:
        text = text.casefold()
    if "punctuation" in ignore:
        text = "".join(" " if unicodedata.category(c)[0] == "P" and c != "*" else c for c in text)
    return " ".join(unicodedata.normalize("NFC", text).split())


def same(typed: str, accepted: str, ignore: Collection[str]) -> bool:
    """`*` in the accepted form stands for anything, even nothing."""
    text, pattern = folded(typed, ignore), folded(accepted, ignore)
    first, *others = pattern.split("*")
    if not others:
        return text == pattern
    *middle, last = others
    if not text.startswith(first) or not text.endswith(last) or len(text) < len(first) + len(last):
        return False
    rest = text[len(first) : len(text) - len(last)]
    for part in middle:
        _, found, rest = rest.partition(part) if part else ("", "*", rest)
        if not found:
            return False
    return True
