"""An exercise in another language beside its source: same structure, every text translated and up to date."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from academy.exercises.inbox import Inbox
from academy.exercises.lint.findings import Findings, placed
from academy.exercises.problems import Problem
from academy.exercises.reply import ReplyBrief
from academy.exercises.scenario import Scenario, Step

Translatable = Scenario | Inbox | ReplyBrief
HEAD = "exercise"  # the mark of what stands outside all blocks: title, summary, names of meters and points
_HEADS = ("", "meters", "competencies", "services", "types")
SHORTEST = 12  # signs: shorter texts ("OK", a name) may well be the same in both languages


@dataclass(frozen=True, slots=True)
class Text:
    """One text of an exercise: where it stands ("step", "step/choice", a message), what it is, what it says."""

    where: str
    name: str
    text: str


def texts_of(exercise: Translatable) -> list[Text]:
    """All that is read by people, in order."""
    head = [Text("", "title", exercise.title), Text("", "summary", exercise.summary)]
    if isinstance(exercise, ReplyBrief):
        return [*head, *_of_reply(exercise)]
    return [*head, *(_of_scenario(exercise) if isinstance(exercise, Scenario) else _of_inbox(exercise))]


def _of_scenario(scenario: Scenario) -> Iterable[Text]:
    for meter in scenario.meters:
        yield Text("meters", f"label {meter.id}", meter.label)
    for competency in scenario.competencies:
        yield Text("competencies", f"label {competency.id}", competency.label)
    for step in scenario.steps:
        yield Text(step.id, "title", step.title)
        for number, line in enumerate(step.lines):
            yield Text(step.id, f"line {number + 1}", line.text)
            yield Text(step.id, f"picture {number + 1}", line.alt if line.media else "")
        for choice in step.choices if step.kind == "scene" else ():
            place = f"{step.id}/{choice.id}"
            yield Text(place, "text", choice.text)
            yield Text(place, "feedback", choice.feedback)
            yield Text(place, "critical", choice.critical)


def _of_inbox(inbox: Inbox) -> Iterable[Text]:
    for meter in inbox.meters:
        yield Text("meters", f"label {meter.id}", meter.label)
    for name, pairs in (("services", inbox.services), ("types", inbox.types)):
        for id, label in pairs:
            yield Text(name, f"label {id}", label)
    for mention in inbox.mentions:
        yield Text(mention.id, "message", mention.body)
        yield Text(mention.id, "picture", mention.alt if mention.image else "")
        yield Text(mention.id, "feedback", mention.feedback)
        yield Text(mention.id, "critical", mention.critical)


def _of_reply(brief: ReplyBrief) -> Iterable[Text]:
    for name in ("situation", "received", "author", "task", "model", "counter_example"):
        yield Text(name, "text", getattr(brief, name)) if name != "author" else Text("received", name, brief.author)
    for rule in brief.rules:
        yield Text("rules", f"message {rule.id}", rule.message)


def marks_of(exercise: Translatable) -> dict[str, str]:
    """Block → a short hash of its texts: a translation keeps it to know later whether its source has changed."""
    found: dict[str, list[str]] = {}
    for text in texts_of(exercise):
        found.setdefault(block_of(text.where), []).append(f"{text.where}\0{text.name}\0{text.text}")
    return {block: hashlib.sha256("\0\0".join(texts).encode()).hexdigest()[:8] for block, texts in found.items()}


def block_of(where: str) -> str:
    """The step, message or part of a reply that a place is in; HEAD for what stands outside."""
    block = where.partition("/")[0]
    return HEAD if block in _HEADS else block


def stale_blocks(source: Translatable, marks: Mapping[str, str]) -> list[str]:
    """Blocks whose source says something else than when they were translated. `marks`: what it said then; a block
    without a mark is unknown, so it is not named."""
    return [block for block, now in marks_of(source).items() if marks.get(block, now) != now]


def lint_translation(
    source: Translatable, target: Translatable, lines: dict[str, int] | None = None, path: str = "",
    marks: Mapping[str, str] | None = None,
) -> list[Problem]:  # fmt: skip
    """Findings about `target`, whose lines and path are given; nothing when the two are of different forms. `marks`:
    those of the source when it was translated. Replies are written anew in each language: only W61 and W62 apply."""
    findings = Findings()
    if type(source) is not type(target) or source.locale == target.locale:
        return []
    if not isinstance(source, ReplyBrief) and not isinstance(target, ReplyBrief):
        for where, why in _differences(source, target):
            findings.add("E60", where, why=why)
    _compare_texts(source, target, findings)
    for block in stale_blocks(source, marks or {}):
        where = "" if block == HEAD else block
        findings.add("W62", where, text=where or ("titre et libellés", "title and labels"))
    return placed(findings.found, lines or {}, path)


def _compare_texts(source: Translatable, target: Translatable, findings: Findings) -> None:
    said = {(text.where, text.name): text.text.strip() for text in texts_of(target)}
    reply = isinstance(source, ReplyBrief)  # which may well quote the same words
    for text in texts_of(source):
        found = said.get((text.where, text.name))
        shown = f"{text.where or 'titre'} ({text.name})"
        if text.text.strip() and found == "":
            findings.add("W61", text.where, text=shown)
        elif found == text.text.strip() and not reply and len(found) >= SHORTEST and " " in found:
            findings.add("W63", text.where, text=shown)


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
                                handover=(), claim=None, followers=0, image="", alt="")
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
