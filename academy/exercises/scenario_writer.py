"""A scenario back to text. `read_scenario(write_scenario(x))` gives x again."""

import json
from collections.abc import Callable

from academy.exercises.grammar import write_condition, write_effects
from academy.exercises.scenario import Choice, Line, Meter, Scenario, Step

_FR = {"type": "scénario", "title": "titre", "language": "langue", "summary": "résumé", "channel": "canal",
       "cast": "personnages",
       "labels": "libellés", "meters": "jauges", "passing": "réussite", "endings": "fins", "reference": "référence",
       "alarms": "alarmes", "if": "si", "else": "sinon", "effects": "effets", "feedback": "retour",
       "critical": "faute", "value": "valeur", "repeatable": "répétable", "yes": "oui", "success": "succès",
       "mixed": "mitigé", "failure": "échec", "router": "aiguillage"}  # fmt: skip


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def write_scenario(scenario: Scenario) -> str:
    """The file's text, with French keys for a French scenario and English ones otherwise."""
    words = _FR if scenario.locale.startswith("fr") else {"type": "scenario"}

    def w(key: str) -> str:
        return words.get(key, key)

    head = [f"type: {w('type')}", f"{w('title')}: {_quoted(scenario.title)}", f"{w('language')}: {scenario.locale}"]
    if scenario.summary:
        head.append(f"{w('summary')}: {_quoted(scenario.summary)}")
    head.append(f"minutes: {scenario.minutes}")
    if scenario.channel:
        head.append(f"{w('channel')}: {scenario.channel}")
    if scenario.cast:
        head.append(w("cast") + ": {" + ", ".join(f"{_quoted(n)}: {_quoted(r)}" for n, r in scenario.cast) + "}")
    labels = [(m.id, m.label) for m in scenario.meters] + [(c.id, c.label) for c in scenario.competencies]
    named = [f"{id}: {_quoted(label)}" for id, label in labels if label != id.replace("-", " ").capitalize()]
    if named:
        head.append(w("labels") + ": {" + ", ".join(named) + "}")
    if scenario.meters:
        head.append(w("meters") + ": {" + ", ".join(f"{m.id}: {_meter(m)}" for m in scenario.meters) + "}")
    if scenario.competencies:
        head.append("points: {" + ", ".join(f"{c.id}: {c.weight}" for c in scenario.competencies) + "}")
    passing = scenario.passing
    inside = [f"score: {passing.score}"]
    if passing.endings:
        inside.append(f"{w('endings')}: [{', '.join(w(e) for e in sorted(passing.endings))}]")
    if passing.when:
        inside.append(f"{w('if')}: {_quoted(write_condition(passing.when, scenario.locale))}")
    head.append(w("passing") + ": {" + ", ".join(inside) + "}")
    if scenario.alarms:
        head.append(w("alarms") + ":")
        for alarm in scenario.alarms:
            condition = write_condition(alarm.when, scenario.locale)
            head.append("  - " + _quoted(f"{w('if')} {condition} -> {alarm.target}"))
    if scenario.reference:
        head.append(f"{w('reference')}: [{', '.join(scenario.reference)}]")
    first = [step for step in scenario.steps if step.id == scenario.start]
    rest = [step for step in scenario.steps if step.id != scenario.start]
    body = "\n".join(_step(step, w, scenario.locale) for step in first + rest)
    return "---\n" + "\n".join(head) + "\n---\n" + body + "\n"


def _meter(meter: Meter) -> str:
    low = f"{meter.min}.." if meter.min else ""
    return _quoted(f"{meter.start}/{low}{meter.max} {meter.unit}".strip() + (" low" if meter.good == "low" else ""))


def _said(line: Line) -> str:
    if line.speaker == ">":
        return f"> {line.text}"
    return f"{line.speaker} : {line.text}" if line.speaker else line.text


def _step(step: Step, w: Callable[[str], str], locale: str) -> str:
    tag = "router" if step.kind == "router" else step.ending
    out = [f"## {step.id} : {step.title}" + (f" [{w(tag)}]" if tag else "")]
    for line in step.lines:
        if line.media:
            out += [f"image: {line.media}", f"alt: {line.alt}"]
        else:
            out.append(_said(line))
    if step.on_enter:
        out.append(f"{w('effects')}: {write_effects(step.on_enter)}")
    for choice in step.choices:
        if step.kind == "router":
            test = f"{w('if')} {write_condition(choice.when, locale)}" if choice.when else w("else")
            out.append(f"- {test} -> {choice.target}")
        else:
            out += _choice(choice, w, locale)
    return "\n".join(out)


def _choice(choice: Choice, w: Callable[[str], str], locale: str) -> list[str]:
    settings = [
        ("effects", write_effects(choice.effects)),
        ("if", write_condition(choice.when, locale)),
        ("feedback", choice.feedback),
        ("critical", choice.critical),
        ("value", choice.value),
        ("repeatable", w("yes") if choice.repeatable else ""),
    ]
    return [
        f"- {choice.text} -> {choice.target} {{#{choice.id}}}",
        *(f"  {w(key)}: {value}" for key, value in settings if value),
    ]
