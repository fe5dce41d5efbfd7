"""The register of lint codes: what each says and how to mend it. A code never changes its meaning.

The first letter is the severity: E stops publishing, W warns, I informs. `docs/lint-codes.md` is written from here by
`manage.py lint_codes`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from academy.exercises.problems import Severity

_SEVERITIES: dict[str, Severity] = {"E": "error", "W": "warning", "I": "info"}


@dataclass(frozen=True, slots=True)
class Code:
    """`fr` and `en` say what is wrong, with places for values in braces; `field` names the field of the form where it
    is mended, "" when the whole step or exercise is concerned."""

    id: str
    field: str
    fr: str
    en: str
    mend_fr: str
    mend_en: str

    @property
    def severity(self) -> Severity:
        return _SEVERITIES[self.id[0]]


def table(*rows: tuple[str, str, str, str, str, str]) -> dict[str, Code]:
    """A register of rows (id, field, French, English, mend in French, mend in English)."""
    return {row[0]: Code(*row) for row in rows}


def joined(tables: Iterable[dict[str, Code]]) -> dict[str, Code]:
    """One register of several. Raises ValueError when two say something different under one code."""
    found: dict[str, Code] = {}
    for codes in tables:
        for id, code in codes.items():
            if found.setdefault(id, code) != code:
                raise ValueError(f"two meanings of {id}")
    return found
