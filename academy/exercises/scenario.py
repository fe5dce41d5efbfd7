"""A scenario: a conversation that branches and moves meters, and the state of one play of it. Data only."""

from dataclasses import dataclass

from academy.exercises.question import later


@dataclass(frozen=True, slots=True)
class Test:
    """One comparison. `meter` is a meter id, or "seen:<step>" / "taken:<step>/<choice>", which are worth 0 or 1."""

    __test__ = False  # not a test case, whatever pytest thinks of its name

    meter: str
    op: str  # < <= = != >= >
    value: int


Condition = tuple[tuple[Test, ...], ...]  # one group must hold, all tests in it; () always holds


@dataclass(frozen=True, slots=True)
class Effect:
    """Moves a meter or gives competency points by `delta`; with `set` a meter takes that value."""

    name: str
    delta: int = 0
    set: int | None = None


@dataclass(frozen=True, slots=True)
class Meter:
    """A gauge kept between `min` and `max`. `good` says which end is wished for: "high" or "low"."""

    id: str
    label: str
    start: int
    max: int
    min: int = 0
    unit: str = ""
    good: str = "high"
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Competency:
    id: str
    label: str
    weight: int = 1
    charter_value: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """What the learner reads. `speaker` is a name of the cast, "" for the narrator, ">" for a message received."""

    speaker: str
    text: str
    media: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A decision of a scene, or one route of a router (text empty; an empty `when` is the last, *otherwise*)."""

    id: str
    text: str
    target: str
    when: Condition = ()
    effects: tuple[Effect, ...] = ()
    feedback: str = ""
    critical: str = ""  # why this choice disqualifies; "" when it does not
    repeatable: bool = False
    value: str = ""  # the charter value at stake


@dataclass(frozen=True, slots=True)
class Step:
    id: str
    title: str
    kind: str  # scene | router | ending
    lines: tuple[Line, ...] = ()
    choices: tuple[Choice, ...] = ()
    on_enter: tuple[Effect, ...] = ()
    ending: str = ""  # success | mixed | failure, for endings


@dataclass(frozen=True, slots=True)
class Alarm:
    """Sends the play to `target` once, as soon as `when` holds after the effects of a choice."""

    id: str
    when: Condition
    target: str


@dataclass(frozen=True, slots=True)
class Passing:
    """`endings` holds kinds (success …) or ids of ending steps; empty allows every ending."""

    score: int
    endings: frozenset[str] = frozenset()
    when: Condition = ()


@dataclass(frozen=True, slots=True)
class Scenario:
    id: str
    locale: str
    title: str
    channel: str
    summary: str
    minutes: int
    cast: tuple[tuple[str, str], ...]  # (name, role)
    meters: tuple[Meter, ...]
    competencies: tuple[Competency, ...]
    steps: tuple[Step, ...]
    start: str
    alarms: tuple[Alarm, ...]
    passing: Passing
    reference: tuple[str, ...] = ()  # "step/choice" each: the play shown as the example
    blessed: tuple[str, ...] = later(())  # plays replayed at each publication: "a/x, b/y => success, >= 80"
    graded: bool = later(False)  # no choice can be taken back; else it is practice
    coach: str = later("at_once")  # at_once | at_end
    attempts: int = later(0)  # 0: as many as wanted; counts when graded
    shuffled: bool = later(True)  # choices are shown in an order drawn for each play

    def __hash__(self) -> int:
        """Cheap, so that what is computed of a scenario can be kept by it; equality still compares everything."""
        return hash((self.id, self.locale, self.title, self.start, len(self.steps)))

    def step(self, step_id: str) -> Step | None:
        return next((step for step in self.steps if step.id == step_id), None)

    def choice(self, place: str) -> Choice | None:
        """The choice at "step/choice", or None."""
        step_id, _, choice_id = place.partition("/")
        step = self.step(step_id)
        return next((choice for choice in step.choices if choice.id == choice_id), None) if step else None


@dataclass(frozen=True, slots=True)
class ScenarioState:
    """Where one play stands. `meters` and `points` are in the order of the scenario; the sets hold "step/choice"."""

    version: str
    seed: int
    seq: int
    at: str
    meters: tuple[int, ...]
    points: tuple[int, ...]
    taken: frozenset[str] = frozenset()
    fired: frozenset[str] = frozenset()  # alarm ids
    critical: frozenset[str] = frozenset()
    status: str = "playing"  # playing | done
    path: tuple[str, ...] = ()
    seen: frozenset[str] = frozenset()  # ids of the steps entered so far
