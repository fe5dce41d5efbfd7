"""A question of the bank. What `text`, `match`, `group`, `rank` of an option mean depends on the question's kind."""

from dataclasses import dataclass, field
from typing import Any

KIND_NAMES = (
    "single", "multiple", "truefalse", "matching", "ordering", "short", "numeric", "gaps", "spot", "judgement"
)  # fmt: skip
IGNORABLE = ("accents", "case", "punctuation")


def later(default: Any) -> Any:
    """A field added after the first release: left out of the canonical JSON while it has its default, so that
    versions and their hashes written before it stay what they were."""
    return field(default=default, metadata={"later": True})


@dataclass(frozen=True, slots=True)
class Option:
    """One answer, pair, passage or accepted form. `feedback` explains it.

    matching: `text` goes with `match`; without a text it is a lure. gaps: `group` names the gap it may fill.
    numeric: `text` is «12», «12 ± 0.5» or «10..14». judgement: `rank` by the experts, 1 is best, equals allowed.
    `worth` is the percentage a not fully right option still earns (single, short, numeric).
    """

    id: str
    text: str
    correct: bool
    feedback: str = ""
    match: str = later("")
    group: str = later("")
    rank: int = later(0)
    worth: int = later(0)


@dataclass(frozen=True, slots=True)
class Question:
    """`ignore` says what a typed answer may get wrong; `ask` is rank or best-worst (judgement only)."""

    id: str
    kind: str  # one of KIND_NAMES
    text: str
    options: tuple[Option, ...]
    explanation: str = ""
    objective: str = ""
    value: str = ""  # the charter value it trains
    difficulty: int = 1  # 1 easy, 2 medium, 3 hard
    critical: bool = False  # must be right to pass
    tags: tuple[str, ...] = ()
    ignore: tuple[str, ...] = later(("accents", "case"))
    ask: str = later("")
    image: str = later("")  # a file beside the text, or image:<id> in a version
    alt: str = later("")

    def option(self, option_id: str) -> Option | None:
        return next((option for option in self.options if option.id == option_id), None)
