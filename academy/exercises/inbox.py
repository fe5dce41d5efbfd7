"""An inbox: a desk where messages keep coming, and the state of one watch at it. Data only.

Times are minutes since midnight of simulated time. The clock moves only by what the learner does.
"""

from dataclasses import dataclass

from academy.exercises.question import later
from academy.exercises.scenario import Effect, Meter, Passing

PRIORITIES = ("P0", "P1", "P2", "P3", "P4")  # P0: no reply; P1 is the most urgent
URGENCIES = ("low", "medium", "high")  # a question or opinion; blocked or bound to a time; danger, law, minors, data
REACHES = ("private", "public", "wide")  # one person; a public thread; press, a large account, fast sharing
QUALITIES = ("type", "urgency", "reach", "priority", "service", "action")  # what is decided about each message
EVENTS = ("late", "ignored", "replied", "misrouted")  # what can make a message follow another
SPEAKING = ("reply", "ask")  # actions that answer in the brand's name


@dataclass(frozen=True, slots=True)
class Key:
    """What is expected of one quality: `best` earns all, `ok` half, `refused` costs double."""

    quality: str
    best: str
    ok: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrival:
    """At a minute (`at`), or `delay` minutes after an event of another message (`after`, `event`)."""

    at: int = 0
    after: str = ""
    event: str = ""
    delay: int = 0


@dataclass(frozen=True, slots=True)
class Claim:
    """A colleague begins to answer `after` minutes after the message arrived: to answer then is a collision."""

    by: str
    after: int = 0


@dataclass(frozen=True, slots=True)
class Mention:
    """One message. Qualities without a key are not judged; a follow-up (arrival by event) is never judged."""

    id: str
    channel: str
    author: str
    body: str
    arrival: Arrival
    keys: tuple[Key, ...]
    followers: int = 0  # how many may see it, as shown to the learner
    due: int | None = None  # minutes after arrival; None: by the priority expected
    late: tuple[Effect, ...] = ()  # when it is not finished in time
    well: tuple[Effect, ...] = ()  # when the action is a good one
    wrong: tuple[Effect, ...] = ()  # when it is not
    feedback: str = ""
    value: str = ""  # the charter value at stake
    critical: str = ""  # why missing it disqualifies; "" when it does not
    handover: tuple[tuple[str, ...], ...] = ()  # what the note must say: each item one of these words
    claim: Claim | None = None
    same_as: str = ""  # the message it repeats
    surprise: bool = False
    image: str = ""  # the picture that comes with it, see `pictures`
    alt: str = ""

    @property
    def scored(self) -> bool:
        return not self.arrival.after

    def key(self, quality: str) -> Key | None:
        return next((key for key in self.keys if key.quality == quality), None)

    def best(self, quality: str) -> str:
        key = self.key(quality)
        return key.best if key else ""


@dataclass(frozen=True, slots=True)
class Marks:
    """Points for each quality, for the note and for being in time; `late_factor` is the percentage that late work
    counts; `order` is what each inversion costs."""

    type: int = 1
    urgency: int = 1
    reach: int = 1
    priority: int = 1
    service: int = 2
    action: int = 3
    handover: int = 1
    due: int = 1
    late_factor: int = 50
    order: int = 1

    def of(self, quality: str) -> int:
        return int(getattr(self, quality))


COSTS = (("reply", 6), ("ask", 4), ("escalate", 3), ("forward", 2), ("hide", 2), ("ignore", 1))
PASSING = Passing(70)
SLA = (("P1", 15), ("P2", 60), ("P3", 240), ("P4", 1440))


@dataclass(frozen=True, slots=True)
class Inbox:
    id: str
    locale: str
    title: str
    summary: str
    minutes: int
    start: int
    end: int
    services: tuple[tuple[str, str], ...]  # (id, name)
    mentions: tuple[Mention, ...]
    types: tuple[tuple[str, str], ...] = ()
    costs: tuple[tuple[str, int], ...] = COSTS  # minutes each action takes; the actions offered are these
    sla: tuple[tuple[str, int], ...] = SLA  # minutes by priority
    marks: Marks = Marks()
    meters: tuple[Meter, ...] = ()
    passing: Passing = PASSING
    graded: bool = later(False)  # the expected answers are shown once passed; else it is practice
    attempts: int = later(0)  # 0: as many as wanted; counts when graded

    def __hash__(self) -> int:
        """Cheap, so that what is computed of an inbox can be kept by it; equality still compares everything."""
        return hash((self.id, self.locale, self.title, self.start, len(self.mentions)))

    def mention(self, mention_id: str) -> Mention | None:
        return next((mention for mention in self.mentions if mention.id == mention_id), None)

    def cost(self, action: str) -> int:
        return dict(self.costs).get(action, 0)

    def time_for(self, mention: Mention) -> int | None:
        """Minutes a message may wait: its own, else those of the priority expected."""
        return mention.due if mention.due is not None else dict(self.sla).get(mention.best("priority"))

    def judges(self, quality: str) -> bool:
        """Whether the learner is asked for it at all."""
        return any(mention.key(quality) for mention in self.mentions)


@dataclass(frozen=True, slots=True)
class Handled:
    """What the learner decided. `at` is when the work began, `until` when it was done."""

    mention: str
    at: int
    until: int
    service: str
    priority: str
    action: str
    type: str = ""
    urgency: str = ""
    reach: str = ""
    note: str = ""
    in_time: bool = True
    claimed: bool = False  # a colleague was already answering when the work began

    @property
    def collision(self) -> bool:
        return self.claimed and self.action in SPEAKING

    def said(self, quality: str) -> str:
        return str(getattr(self, quality))


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the timeline. kind: arrived | surprise | claimed | handled | late | collision | closed."""

    minute: int
    kind: str
    mention: str
    meters: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class InboxState:
    version: str
    seed: int
    seq: int
    now: int
    meters: tuple[int, ...]
    arrived: tuple[tuple[str, int], ...] = ()  # (message, minute), in order
    due: tuple[tuple[str, int], ...] = ()  # follow-ups under way: (message, minute)
    opened: frozenset[str] = frozenset()
    handled: tuple[Handled, ...] = ()
    late: frozenset[str] = frozenset()
    log: tuple[Moment, ...] = ()
    status: str = "playing"  # playing | done

    def waiting(self) -> tuple[str, ...]:
        """Messages that are there and not handled, in order of arrival."""
        done = {one.mention for one in self.handled}
        return tuple(mention for mention, _ in self.arrived if mention not in done)

    def minute_of(self, mention: str) -> int | None:
        return dict(self.arrived).get(mention)
