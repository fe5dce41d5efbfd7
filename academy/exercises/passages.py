"""A reply cut into the passages a reviewer can point at: its sentences. Pure."""

import re

_END = re.compile(r"[.!?…]+[»”\"')\]]*(?=\s|\Z)|\n+")


def passages(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of the sentences in order, without the white space around them; together they hold every visible sign."""
    found, start = [], 0
    for match in _END.finditer(text):
        found.append((start, match.end()))
        start = match.end()
    found.append((start, len(text)))
    return tuple(span for span in (_bare(text, *span) for span in found) if span[0] < span[1])


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
