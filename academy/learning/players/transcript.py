"""A play of a scenario as a conversation: turns with what was said, chosen, answered and moved. Pure presentation."""

import re
from dataclasses import dataclass, field

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from academy.exercises.machine import Event, machine_of
from academy.exercises.scenario import Choice, Line, Meter, Scenario, ScenarioState, Step
from academy.library.markdown import render, render_inline


@dataclass(frozen=True, slots=True)
class Bubble:
    """`kind`: narration, message (received, no name) or speech. `first`: the speaker is to be named."""

    kind: str
    speaker: str
    role: str
    html: SafeString
    media: str
    alt: str
    first: bool


@dataclass(frozen=True, slots=True)
class Gauge:
    """A meter in words: `change` is "plus 2", "moins 1" or ""; `better` says whether the change is welcome."""

    id: str
    name: str
    value: int
    least: int
    most: int
    words: str
    change: str = ""
    rises: bool = False
    better: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """`index` counts decisions from 0. An open turn has no `own`; the closing one has no `index`."""

    number: int
    title: str
    bubbles: tuple[Bubble, ...]
    index: int | None = None
    own: SafeString | None = None
    coach: SafeString | None = None
    value: str = ""
    red_line: str = ""
    changes: tuple[Gauge, ...] = ()  # what the choice before this turn moved


@dataclass(slots=True)
class _Said:
    """What was entered since the last choice."""

    steps: list[Step] = field(default_factory=list)
    changes: tuple[Gauge, ...] = ()


class Teller:
    """Tells one scenario for one reader. `name` and `brand` fill the places {prénom} and {marque}."""

    def __init__(self, scenario: Scenario, name: str = "", brand: str = "", coach: bool = True) -> None:
        self.scenario, self.machine = scenario, machine_of(scenario)
        self.roles = dict(scenario.cast)
        self.names = {"prénom": name, "first name": name, "marque": brand, "brand": brand}
        self.coach = coach

    def turns(self, state: ScenarioState) -> list[Turn]:
        """All turns of the way taken; the last one is open, or closing when the play is over."""
        move = self.machine.opening()
        position, said = move.position, _Said(self._entered(move.events))
        told: list[Turn] = []
        for index, place in enumerate(state.path):
            choice = self.scenario.choice(place)
            if choice is None:
                break
            told.append(self._turn(len(told) + 1, said, index, choice))
            move = self.machine.choose(position, choice)
            position = move.position
            said = _Said(self._entered(move.events), self.gauges(position.meters, move.events))
        told.append(self._turn(len(told) + 1, said))
        return told

    def gauges(self, meters: tuple[int, ...], events: tuple[Event, ...] = (), changed_only: bool = True):
        """Shown meters; with events, what they moved (several moves of one meter are one)."""
        moved: dict[str, int] = {}
        for event in events:
            if event.kind == "meter":
                moved[event.name] = moved.get(event.name, 0) + event.delta
        pairs = zip(self.scenario.meters, meters, strict=False)
        all_of_them = tuple(gauge_of(meter, value, moved.get(meter.id, 0)) for meter, value in pairs if meter.shown)
        return tuple(one for one in all_of_them if one.change) if changed_only else all_of_them

    def text(self, text: str) -> str:
        return re.sub(r"\{([^{}]{1,20})\}", lambda found: self.names.get(found[1], found[0]), text)

    def inline(self, text: str) -> SafeString:
        return render_inline(self.text(text), self.scenario.locale)

    def _entered(self, events: tuple[Event, ...]) -> list[Step]:
        steps = (self.machine.steps.get(event.name) for event in events if event.kind == "entered")
        return [step for step in steps if step is not None]

    def _turn(self, number: int, said: _Said, index: int | None = None, choice: Choice | None = None) -> Turn:
        lines = [line for step in said.steps for line in step.lines]
        title = next((step.title for step in reversed(said.steps) if step.title and step.kind != "router"), "")
        turn = Turn(number, self.text(title), self._bubbles(lines), index, changes=said.changes)
        if choice is None:
            return turn
        coach = choice.feedback if self.coach else ""
        return Turn(
            turn.number, turn.title, turn.bubbles, index, self.inline(choice.text),
            self.inline(coach) if coach else None, choice.value if coach else "",
            choice.critical if self.coach else "", said.changes,
        )  # fmt: skip

    def _bubbles(self, lines: list[Line]) -> tuple[Bubble, ...]:
        told: list[Bubble] = []
        for line in lines:
            kind = {"": "narration", ">": "message"}.get(line.speaker, "speech")
            speaker = line.speaker if kind == "speech" else _("Message received") if kind == "message" else ""
            first = not told or told[-1].speaker != speaker
            html = render(self.text(line.text), self.scenario.locale)
            told.append(Bubble(kind, speaker, self.roles.get(line.speaker, ""), html, line.media, line.alt, first))
        return tuple(told)


def gauge_of(meter: Meter, value: int, delta: int = 0) -> Gauge:
    words = _("%(value)d out of %(most)d") % {"value": value, "most": meter.max}
    if meter.unit:
        words = f"{value} {meter.unit}"
    if meter.good == "low":
        words = _("%(value)s, to keep low") % {"value": words}
    return Gauge(
        meter.id, meter.label, value, meter.min, meter.max, words, in_words(delta), delta > 0,
        delta > 0 if meter.good == "high" else delta < 0,
    )  # fmt: skip


def in_words(delta: int) -> str:
    """ "plus 2", "minus 1"; "" for nothing."""
    if not delta:
        return ""
    return _("plus %(n)d") % {"n": delta} if delta > 0 else _("minus %(n)d") % {"n": -delta}


def announcement(gauges: tuple[Gauge, ...]) -> str:
    """What a screen reader hears once: "Confiance 6 sur 10, plus 2." """
    return " ".join(f"{one.name} {one.words}, {one.change}." for one in gauges if one.change)
