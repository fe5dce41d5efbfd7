"""A reply to write: the situation, the message received, the rules of the brand's voice, the rubric. Data only."""

from dataclasses import dataclass

from academy.exercises.question import later
from academy.exercises.rubric import CRITERIA, Criterion

LEVELS = ("tip", "warning", "blocking")
KINDS = (
    "require", "forbid", "pattern", "prefer", "at_most", "at_least", "if_contains", "length", "address", "signature",
    "sentence_length", "shouting", "emoji", "hashtag", "link_domains", "order", "locale", "alt", "too_close",
)  # fmt: skip
TEXT_LIMIT = 5_000


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of voice. What `words`, `then` and `number` mean depends on the kind (see `voice_rules`).

    `passing` and `failing` are the author's two examples; lint runs them.
    """

    id: str
    kind: str
    words: tuple[str, ...] = ()
    then: tuple[str, ...] = ()
    number: int = 0
    level: str = "warning"
    message: str = ""
    prefer: str = ""
    channels: tuple[str, ...] = ()  # empty: all
    locales: tuple[str, ...] = ()  # empty: all
    playbook: str = ""
    passing: str = ""
    failing: str = ""


@dataclass(frozen=True, slots=True)
class ReplyBrief:
    """`least` and `most` are signs by the channel's counting rule; 0 for `most`: the channel's own limit."""

    id: str
    locale: str
    title: str
    summary: str
    minutes: int
    channel: str
    situation: str
    received: str
    author: str
    task: str
    address: str = "vous"  # vous | tu | "" (either, but held)
    least: int = 0
    most: int = 0
    rules: tuple[Rule, ...] = ()
    rubric: tuple[Criterion, ...] = CRITERIA
    model: str = ""
    counter_example: str = ""
    pass_mark: int = 60  # percent of the rubric, by people
    graded: bool = False  # counts for a certificate; else practice
    reviewers: int = 1  # how many read it when it counts: 1 or 2
    without: tuple[str, ...] = later(())  # rules of the charter that do not hold here, by their id

    def __hash__(self) -> int:
        return hash((self.id, self.locale, self.title, self.channel, len(self.rules)))


@dataclass(frozen=True, slots=True)
class ReplyState:
    """`drafts` are the texts saved, oldest first; the last one is what is being written, or what was sent."""

    version: str
    seed: int
    seq: int
    drafts: tuple[str, ...] = ()
    status: str = "playing"  # playing | done (sent)

    @property
    def text(self) -> str:
        return self.drafts[-1] if self.drafts else ""
