"""What is wrong with a text or an exercise: a code, a place, and words in both languages."""

from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning", "info"]
_NAMES = {"error": {"fr": "erreur", "en": "error"}, "warning": {"fr": "attention", "en": "warning"},
          "info": {"fr": "information", "en": "info"}}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. `line` is 1-based, 0 when unknown; `where` names the step, choice or question."""

    code: str
    severity: Severity
    message_fr: str
    message_en: str
    path: str = ""
    line: int = 0
    field: str = field(default="")
    where: str = ""

    def message(self, locale: str) -> str:
        return self.message_en if locale.startswith("en") else self.message_fr

    def format(self, locale: str) -> str:
        language = "en" if locale.startswith("en") else "fr"
        return f"{self.path}:{self.line}: {_NAMES[self.severity][language]} {self.code}: {self.message(locale)}"
