"""A scenario or an inbox in another language beside its source: same structure, and every text translated."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from academy.exercises.inbox import Inbox
from academy.exercises.lint.findings import Findings, placed
from academy.exercises.problems import Problem
from academy.exercises.scenario import Scenario, Step

SHORTEST = 12  # signs: shorter texts ("OK", a name) may well be the same in both languages


@dataclass(frozen=True, slots=True)
class Text:
    """One text of an exercise: where it stands ("step", "step/choice", a message), what it is, what it says."""

    where: str
    name: str
    text: str


def texts_of(exercise: Scenario | Inbox) -> list[Text]:
    """All that is read by people, in order."""
    head = [Text("", "title", exercise.title), Text("", "summary", exercise.summary)]
    body = _of_scenario(exercise) if isinstance(exercise, Scenario) else _of_inbox(exercise)
    return [*head, *body]


def _of_scenario(scenario: Scenario) -> Iterable[Text]:
    for meter in scenario.meters:
        yield Text("meters", f"label {meter.id}", meter.label)
    for competency in scenario.competencies:
        yield Text("competencies", f"label {competency.id}", competency.label)
    for step in scenario.steps:
        yield Text(step.id, "title", step.title)
        for number, line in enumerate(step.lines):
            yield Text(step.id, f"line {number + 1}", line.text or line.alt)
        for choice in step.choices if step.kind == "scene" else ():
            place = f"{step.id}/{choice.id}"
            yield Text(place, "text", choice.text)
            yield Text(place, "feedback", choice.feedback)
            yield Text(place, "critical", choice.critical)


def _of_inbox(inbox: Inbox) -> Iterable[Text]:
    for mention in inbox.mentions:
        yield Text(mention.id, "message", mention.body)
        yield Text(mention.id, "feedback", mention.feedback)
        yield Text(mention.id, "critical", mention.critical)


def lint_translation(
    source: Scenario | Inbox, target: Scenario | Inbox, lines: dict[str, int] | None = None, path: str = ""
) -> list[Problem]:
    """Findings about `target`, whose lines and path are given; nothing when the two are of different forms."""
    findings = Findings()
    if type(source) is not type(target) or source.locale == target.locale:
        return []
    for where, why in _differences(source, target):
        findings.add("E60", where, why=why)
    said = {(text.where, text.name): text.text.strip() for text in texts_of(target)}
    for text in texts_of(source):
        found = said.get((text.where, text.name))
        shown = f"{text.where or 'titre'} ({text.name})"
        if text.text.strip() and found == "":
            findings.add("W61", text.where, text=shown)
        elif found and found == text.text.strip() and len(found) >= SHORTEST and " " in found:
            findings.add("W63", text.where, text=shown)
    return placed(findings.found, lines or {}, path)


def _differences(source: Scenario | Inbox, target: Scenario | Inbox) -> Iterable[tuple[str, tuple[str, str]]]:
    mine, theirs = _parts(source), _parts(target)
    for id in mine:
        if id not in theirs:
            yield "", (f"« {id} » manque", f"'{id}' is missing")
        elif mine[id] != theirs[id]:
            yield id, (f"« {id} » n'a pas les mêmes réglages", f"'{id}' has other settings")
    for id in theirs:
        if id not in mine:
            yield id, (f"« {id} » n'est pas dans la source", f"'{id}' is not in the source")
    if _rules(source) != _rules(target):
        yield "", ("jauges, points, alarmes ou réussite diffèrent", "meters, points, alarms or passing differ")


def _parts(exercise: Scenario | Inbox) -> dict[str, object]:
    """By place, all that must be the same in every language: texts, speakers and pictures left out."""
    if isinstance(exercise, Inbox):
        return {
            mention.id: replace(mention, author="", body="", feedback="", critical=str(bool(mention.critical)),
                                handover=(), claim=None, followers=0)
            for mention in exercise.mentions
        }  # fmt: skip
    found: dict[str, object] = {}
    for step in exercise.steps:
        found[step.id] = _bare(step)
        for choice in step.choices:
            found[f"{step.id}/{choice.id}"] = replace(choice, text="", feedback="", critical=str(bool(choice.critical)))
    return found


def _bare(step: Step) -> object:
    return step.kind, step.ending, step.on_enter, tuple(choice.id for choice in step.choices)


def _rules(exercise: Scenario | Inbox) -> object:
    meters = tuple(replace(meter, label="", unit="") for meter in exercise.meters)
    if isinstance(exercise, Inbox):
        return (
            meters, exercise.start, exercise.end, tuple(id for id, _ in exercise.services), exercise.costs,
            exercise.sla, exercise.marks, exercise.passing,
        )  # fmt: skip
    points = tuple(replace(one, label="") for one in exercise.competencies)
    return meters, points, exercise.alarms, exercise.passing, exercise.start
