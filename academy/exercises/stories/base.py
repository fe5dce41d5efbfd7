"""What every reader of a story gives: passages with links, and remarks on what did not come along."""

from dataclasses import dataclass, field

from academy.exercises.banks.base import Remark
from academy.exercises.scenario import Scenario

LARGEST_FILE = 20_000_000  # bytes
MOST_PASSAGES = 2_000
LONGEST_PASSAGE = 100_000  # characters
CONTINUE = {"fr": "Continuer", "en": "Continue"}
UNTITLED = {"fr": "Histoire importée", "en": "Imported story"}


class BadStory(Exception):
    """The file is no story we read; `fr` and `en` say why and where."""

    def __init__(self, fr: str, en: str) -> None:
        super().__init__(en)
        self.fr, self.en = fr, en


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage as Twine keeps it. `line` is 0 where the format has none."""

    name: str
    text: str
    tags: tuple[str, ...] = ()
    line: int = 0


@dataclass(slots=True)
class Story:
    """A Twine story before it is understood. `tool` is its story format in lower case ("" when not said)."""

    title: str = ""
    start: str = ""
    tool: str = ""
    passages: list[Passage] = field(default_factory=list)
    left_out: list[Remark] = field(default_factory=list)


@dataclass(slots=True)
class Imported:
    """One story of a file. `scenario` is None when `errors` say why nothing can be made of it; `pictures` are the files
    that its lines show, by the name they have there."""

    format: str
    title: str = ""
    scenario: Scenario | None = None
    left_out: list[Remark] = field(default_factory=list)
    errors: list[Remark] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)

    @property
    def steps(self) -> int:
        return len(self.scenario.steps) if self.scenario else 0

    @property
    def choices(self) -> int:
        """Decisions of the learner; the routes of a router are none."""
        scenes = [step for step in self.scenario.steps if step.kind == "scene"] if self.scenario else []
        return sum(len(step.choices) for step in scenes)


def language_of(locale: str) -> str:
    return "en" if locale.startswith("en") else "fr"
