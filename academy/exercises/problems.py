"""What is wrong with a text or an exercise: a code, a place, and words in both languages."""

from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning", "info"]
_NAMES = {"error": {"fr": "erreur", "en": "error"}, "warning": {"fr": "attention", "en": "warning"},
          "info": {"fr": "information", "en": "info"}}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. `line` is 1-based, 0 when unknown; `where` names the step, choice or question, `field` the field
    of its form, `witness` a play ("step/choice" each) that shows it, `mend_fr` and `mend_en` what to do about it."""

    code: str
    severity: Severity
    message_fr: str
    message_en: str
    path: str = ""
    line: int = 0
    field: str = field(default="")
    where: str = ""
    mend_fr: str = ""
    mend_en: str = ""
    witness: tuple[str, ...] = ()

    def message(self, locale: str) -> str:
        return self.message_en if locale.startswith("en") else self.message_fr

    def mend(self, locale: str) -> str:
        """How to mend it, "" when the message says so already."""
        return self.mend_en if locale.startswith("en") else self.mend_fr

    def in_full(self, locale: str) -> str:
        """What is wrong, and how to mend it."""
        mend = self.mend(locale)
        return f"{self.message(locale)} — {mend}" if mend else self.message(locale)

    def format(self, locale: str) -> str:
        language = "en" if locale.startswith("en") else "fr"
        return f"{self.path}:{self.line}: {_NAMES[self.severity][language]} {self.code}: {self.in_full(locale)}"
