"""The debrief of a scenario: every decision beside the reference, what was lost where, and why it passed or not."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from academy.exercises.result import result
from academy.exercises.scenario import Scenario, ScenarioState, Test
from academy.exercises.statespace import Decision, debrief
from academy.exercises.verdict import Result
from academy.learning.exam_rules import Rules
from academy.learning.models import Attempt
from academy.learning.players.screens import Play
from academy.learning.players.transcript import Gauge, Teller, gauge_of


@dataclass(frozen=True, slots=True)
class Judged:
    """One decision. `reference` is None where yours was as good, or while the reference is not shown yet."""

    index: int
    number: int
    title: str
    yours: SafeString
    why: SafeString | None
    red_line: str
    value: str
    lost: int
    lost_words: str
    changes: tuple[Gauge, ...]
    reference: SafeString | None
    reference_why: SafeString | None
    decisive: bool


@dataclass(frozen=True, slots=True)
class Skill:
    name: str
    earned: int
    most: int
    turns: tuple[int, ...]  # the decisions that earned it


@dataclass(frozen=True, slots=True)
class Debriefing:
    verdict: Result
    reasons: tuple[str, ...]
    decisions: tuple[Judged, ...]
    skills: tuple[Skill, ...]
    revealed: bool
    decisive: int  # number of the decisive turn, 0 for none
    ending: str
    best: tuple[tuple[str, SafeString], ...]  # the reference play: (step, choice)


def reference_is_shown(attempt: Attempt) -> bool:
    """In practice always; graded: once passed, or when no attempt is left. Before, the next try would be a copy."""
    rules = Rules.from_json(attempt.rules)
    if not rules.graded or attempt.passed:
        return True
    if not rules.attempts:
        return False
    mine = Attempt.objects.of(attempt.person_id, attempt.step_key)
    return mine.filter(passed=True).exists() or mine.exclude(status=Attempt.Status.RUNNING).count() >= rules.attempts


def debrief_of(play: Play, teller: Teller) -> Debriefing:
    scenario, state = play.exercise, play.state
    told, verdict = debrief(scenario, state), result(scenario, state)
    revealed = reference_is_shown(play.attempt)
    turns = teller.turns(state)
    judged = tuple(
        _judged(teller, turns[index].title, one, index, index == told.decisive, revealed)
        for index, one in enumerate(told.decisions)
    )
    step = scenario.step(state.at)
    return Debriefing(
        verdict,
        tuple(reasons_in_words(scenario, state, verdict)),
        judged,
        _skills(scenario, state, told.competencies),
        revealed,
        told.decisive + 1,
        teller.text(step.title) if step else "",
        _best(teller, told.best_play) if revealed else (),
    )


def _judged(teller: Teller, title: str, one: Decision, index: int, decisive: bool, revealed: bool) -> Judged:
    scenario = teller.scenario
    mine = scenario.choice(f"{one.step}/{one.choice}")
    pinned = next((place for place in scenario.reference if place.partition("/")[0] == one.step), "")
    better = scenario.choice(pinned) or scenario.choice(f"{one.step}/{one.best}")
    show = revealed and one.regret > 0 and better is not None and better.id != one.choice
    why = better.feedback if show else ""
    return Judged(
        index,
        index + 1,
        title,
        teller.inline(mine.text if mine else ""),
        teller.inline(mine.feedback) if mine and mine.feedback else None,
        mine.critical if mine else "",
        mine.value if mine else "",
        one.regret,
        ngettext("%(n)d point lost", "%(n)d points lost", one.regret) % {"n": one.regret} if one.regret else "",
        _moved(scenario, one),
        teller.inline(better.text) if show else None,
        teller.inline(why) if why else None,
        decisive,
    )


def _moved(scenario: Scenario, one: Decision) -> tuple[Gauge, ...]:
    rows = zip(scenario.meters, one.meters_before, one.meters_after, strict=False)
    return tuple(gauge_of(m, after, after - before) for m, before, after in rows if m.shown and after != before)


def _skills(scenario: Scenario, state: ScenarioState, earned: tuple[tuple[str, int, int], ...]) -> tuple[Skill, ...]:
    labels = {one.id: one.label for one in scenario.competencies}
    found = []
    for name, points, most in earned:
        turns = tuple(
            number
            for number, place in enumerate(state.path, 1)
            if (choice := scenario.choice(place)) and any(e.name == name and e.delta > 0 for e in choice.effects)
        )
        found.append(Skill(labels[name], max(0, points), most, turns))
    return tuple(found)


def _best(teller: Teller, places: tuple[str, ...]) -> tuple[tuple[str, SafeString], ...]:
    scenario = teller.scenario
    pairs = ((scenario.step(place.partition("/")[0]), scenario.choice(place)) for place in places)
    return tuple((teller.text(step.title), teller.inline(choice.text)) for step, choice in pairs if step and choice)


def reasons_in_words(scenario: Scenario, state: ScenarioState, verdict: Result) -> list[str]:
    """Exactly why it is not passed; [] when it is."""
    found = []
    for code in verdict.reasons:
        if code == "below_pass_mark":
            found.append(
                _("You reached %(score)d %% of what can be reached; %(mark)d %% are asked for.")
                % {"score": verdict.score, "mark": scenario.passing.score}
            )
        elif code == "critical":
            for place in sorted(state.critical):
                choice = scenario.choice(place)
                found.append(_("A red line was crossed: %(why)s.") % {"why": choice.critical if choice else place})
        elif code == "ending":
            found.append(_("The story ended in a way that does not count as a success."))
        elif code == "condition":
            found.append(_("In the end was asked for: %(condition)s.") % {"condition": _condition(scenario)})
        elif code == "unfinished":
            found.append(_("This attempt was not played to its end."))
    return found


def _condition(scenario: Scenario) -> str:
    labels = {meter.id: meter.label for meter in scenario.meters}

    def one(test: Test) -> str:
        if test.meter not in labels:
            step = scenario.step(test.meter.partition(":")[2].partition("/")[0])
            return step.title if step else test.meter
        return f"{labels[test.meter]} {test.op} {test.value}"

    groups = (_(" and ").join(one(test) for test in group) for group in scenario.passing.when)
    return _(" or ").join(groups)
