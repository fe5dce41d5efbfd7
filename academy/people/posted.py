"""What a browser sends is text anybody may have written: read here so that garbage is an answer, never an error."""

from collections.abc import Mapping

LONGEST = 18  # digits: more do not fit a database's whole number


def posted_number(data: Mapping[str, str], name: str) -> int:
    """The number sent under that name, of a row for instance; 0, which no row has, for anything else."""
    text = data.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else 0


def posted_line(data: Mapping[str, str], name: str, most: int = 300) -> str:
    """A short text without what a database refuses (PostgreSQL: NUL) and without blanks around it."""
    return data.get(name, "").replace("\x00", "").strip()[:most]
