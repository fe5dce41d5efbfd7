"""Decisions that teach nothing, and answers that give themselves away."""

import re

from academy.exercises.lint.findings import Findings
from academy.exercises.lint.judged import Judged
from academy.exercises.scenario import Choice, Scenario, Step
from academy.exercises.wording import fold

LONGER = 1.3  # times the mean of the others
NAMED = 5  # places named in one finding
FEWEST = 3  # scenes from which a pattern is one
ABSOLUTES = re.compile(r"\b(?:toujours|jamais|always|never)\b", re.I)
MOST_WORDS, MOST_SIGNS = 120, 140
_BARE = {
    "faux", "non", "mauvais", "mauvaise reponse", "incorrect", "erreur", "rate", "wrong", "no", "false", "bad",
    "vrai", "oui", "bien", "correct", "right", "good", "bravo", "juste", "yes",
}  # fmt: skip


def lint_decisions(scenario: Scenario, findings: Findings) -> None:
    """What needs no exploration."""
    scenes = [step for step in scenario.steps if step.kind == "scene"]
    for step in scenes:
        _same(step, findings)
        for choice in step.choices:
            _feedback(step, choice, findings)
    for step in scenario.steps:
        _length(step, findings)
    _without_dilemma(scenario, scenes, findings)
    earned = {e.name for step in scenes for c in step.choices if not c.repeatable for e in c.effects if e.delta > 0}
    for competency in scenario.competencies:
        if competency.id not in earned:
            findings.add("W46", "competencies", name=competency.id)
    if scenes and not any(choice.value for step in scenes for choice in step.choices):
        findings.add("W51", scenario.start)


def lint_giveaways(judged: Judged, findings: Findings) -> None:
    """What gives the right answer away to somebody who does not know it."""
    scenario = judged.scenario
    scenes = [step for step in scenario.steps if step.kind == "scene" and len(step.choices) > 1]
    decided = [(step, [c for c in step.choices if judged.good(f"{step.id}/{c.id}")]) for step in scenes]
    decided = [(step, best) for step, best in decided if best and len(best) < len(step.choices)]
    if len(decided) < FEWEST:
        return
    longest = sum(_longer(step, best) for step, best in decided)
    if 2 * longest > len(decided):
        findings.add("W43", scenario.start, n=longest, all=len(decided))
    places = {step.choices.index(best[0]) for step, best in decided}
    if not scenario.shuffled and len(places) == 1:
        findings.add("W44", scenario.start, n=1 + places.pop())
    right = [choice.text for _, best in decided for choice in best]
    wrong = [choice.text for step, best in decided for choice in step.choices if choice not in best]
    absolute = sum(bool(ABSOLUTES.search(text)) for text in wrong)
    if absolute > 1 and not any(ABSOLUTES.search(text) for text in right):
        findings.add("W45", scenario.start, n=absolute)


def _longer(step: Step, best: list[Choice]) -> bool:
    others = [len(choice.text) for choice in step.choices if choice not in best]
    return min(len(choice.text) for choice in best) > LONGER * sum(others) / len(others)


def _same(step: Step, findings: Findings) -> None:
    plain = {(c.target, c.effects, bool(c.critical)) for c in step.choices}
    if len(step.choices) > 1 and len(plain) == 1:
        findings.add("W41", step.id, step=step.id)
        return
    first: dict[tuple[object, ...], str] = {}
    for choice in step.choices:
        key = (choice.target, choice.effects, choice.when, bool(choice.critical), choice.repeatable)
        other = first.setdefault(key, choice.id)
        if other != choice.id:
            findings.add("W40", f"{step.id}/{choice.id}", one=other, other=choice.id)


def _without_dilemma(scenario: Scenario, scenes: list[Step], findings: Findings) -> None:
    """Scenes where one choice is at least as good as all others on every competency and meter: virtue has no price."""
    places = [f"{step.id}/{id}" for step in scenes if (id := _dominating(scenario, step))]
    if places:
        shown = ", ".join(places[:NAMED]) + (" …" if len(places) > NAMED else "")
        findings.add("I42", scenario.start, n=len(places), all=len(scenes), places=shown)


def _dominating(scenario: Scenario, step: Step) -> str:
    open_choices = [choice for choice in step.choices if not choice.critical]
    if len(open_choices) < 2:
        return ""
    high = {meter.id: -1 if meter.good == "low" else 1 for meter in scenario.meters}
    names = [*high, *(competency.id for competency in scenario.competencies)]
    if any(effect.set is not None for choice in open_choices for effect in choice.effects):
        return ""
    gains = {
        choice.id: tuple(high.get(name, 1) * sum(e.delta for e in choice.effects if e.name == name) for name in names)
        for choice in open_choices
    }
    if len(gains) < len(open_choices):
        return ""
    for id, mine in gains.items():
        others = [theirs for other, theirs in gains.items() if other != id]
        if all(theirs != mine and all(a >= b for a, b in zip(mine, theirs, strict=True)) for theirs in others):
            return id
    return ""


def _feedback(step: Step, choice: Choice, findings: Findings) -> None:
    place = f"{step.id}/{choice.id}"
    if not choice.feedback.strip():
        findings.add("W47", place, id=choice.id)
    elif len(choice.feedback) < 30 and fold(choice.feedback).text.strip(" .!…") in _BARE:
        findings.add("W48", place, text=choice.feedback.strip())


def _length(step: Step, findings: Findings) -> None:
    words = sum(len(line.text.split()) for line in step.lines)
    if words > MOST_WORDS:
        findings.add("W49", step.id, n=words, unit=("mots", "words"), most=MOST_WORDS)
    for choice in step.choices:
        if len(choice.text) > MOST_SIGNS:
            place = f"{step.id}/{choice.id}"
            findings.add("W49", place, n=len(choice.text), unit=("signes", "signs"), most=MOST_SIGNS)
