"""A scenario back to text. `read_scenario(write_scenario(x))` gives x again."""

from collections.abc import Callable

from academy.exercises import front_writer
from academy.exercises.blocktext import KNOWN_KEYS
from academy.exercises.front_writer import quoted
from academy.exercises.grammar import write_condition, write_effects
from academy.exercises.pictures import can_be_written, with_picture
from academy.exercises.scenario import Choice, Line, Scenario, Step

_FR = {"type": "scénario", "title": "titre", "language": "langue", "summary": "résumé", "channel": "canal",
       "cast": "personnages",
       "labels": "libellés", "meters": "jauges", "passing": "réussite", "endings": "fins", "reference": "référence",
       "alarms": "alarmes", "plays": "parcours", "if": "si", "else": "sinon", "effects": "effets", "feedback": "retour",
       "critical": "faute", "value": "valeur", "repeatable": "répétable", "yes": "oui", "no": "non",
       "shuffle": "mélanger", "graded": "noté", "attempts": "tentatives", "end": "fin", "success": "succès",
       "mixed": "mitigé", "failure": "échec", "router": "aiguillage"}  # fmt: skip


def write_scenario(scenario: Scenario) -> str:
    """The file's text, with French keys for a French scenario and English ones otherwise."""
    words = _FR if scenario.locale.startswith("fr") else {"type": "scenario"}

    def w(key: str) -> str:
        return words.get(key, key)

    head = [f"type: {w('type')}", f"{w('title')}: {quoted(scenario.title)}", f"{w('language')}: {scenario.locale}"]
    if scenario.summary:
        head.append(f"{w('summary')}: {quoted(scenario.summary)}")
    head.append(f"minutes: {scenario.minutes}")
    if scenario.channel:
        head.append(f"{w('channel')}: {scenario.channel}")
    if scenario.cast:
        head.append(w("cast") + ": {" + ", ".join(f"{quoted(n)}: {quoted(r)}" for n, r in scenario.cast) + "}")
    names = [(m.id, m.label) for m in scenario.meters] + [(c.id, c.label) for c in scenario.competencies]
    head += [*front_writer.labels(w, names), *front_writer.meters(w, scenario.meters)]
    if scenario.competencies:
        worth = (f"{c.id}: {f'{c.weight} {c.charter_value}'.strip()}" for c in scenario.competencies)
        head.append("points: {" + ", ".join(worth) + "}")
    head += front_writer.passing(w, scenario.passing, scenario.locale)
    head += _rules(scenario, w)
    first = [step for step in scenario.steps if step.id == scenario.start]
    rest = [step for step in scenario.steps if step.id != scenario.start]
    cast = {name for name, _ in scenario.cast}
    body = "\n".join(_step(step, w, scenario.locale, cast) for step in first + rest)
    return "---\n" + "\n".join(head) + "\n---\n" + body + "\n"


def _rules(scenario: Scenario, w: Callable[[str], str]) -> list[str]:
    """How it is played: alarms, order, grading, reference and blessed plays."""
    head = []
    if scenario.alarms:
        head.append(w("alarms") + ":")
        for number, alarm in enumerate(scenario.alarms, 1):
            test = f"{w('if')} {write_condition(alarm.when, scenario.locale)}" if alarm.when else w("else")
            name = "" if alarm.id == f"a{number}" else f" {{#{alarm.id}}}"
            head.append("  - " + quoted(f"{test} -> {alarm.target}{name}"))
    if not scenario.shuffled:
        head.append(f"{w('shuffle')}: {w('no')}")
    if scenario.graded:
        head.append(f"{w('graded')}: {w('yes')}")
    if scenario.coach != "at_once":
        head.append(f"coach: {w('end')}")
    if scenario.attempts:
        head.append(f"{w('attempts')}: {scenario.attempts}")
    if scenario.reference:
        head.append(f"{w('reference')}: [{', '.join(scenario.reference)}]")
    if scenario.blessed:
        head.append(w("plays") + ":")
        head += ["  - " + quoted(play) for play in scenario.blessed]
    return head


def _said(line: Line, cast: set[str]) -> str:
    text = with_picture(line.text, line.media, line.alt)
    if line.speaker == ">":
        return f"> {text}"
    if line.speaker:
        return f"{line.speaker} : {text}"
    return f"\\{text}" if _looks_otherwise(line.text, cast) else text


def _looks_otherwise(text: str, cast: set[str]) -> bool:
    """Whether a line of narration would be read as something else: a setting, a choice, speech, a heading."""
    name = text.partition(":")[0].strip()
    return text.startswith(("- ", "## ", ">", "\\", "<!--")) or name in cast or name.casefold() in KNOWN_KEYS


def _step(step: Step, w: Callable[[str], str], locale: str, cast: set[str]) -> str:
    tag = "router" if step.kind == "router" else step.ending
    out = [f"## {step.id} : {step.title}" + (f" [{w(tag)}]" if tag else " []" if step.title.endswith("]") else "")]
    for line in step.lines:
        if line.media and not line.text and not can_be_written(line.media):
            out += [f"image: {line.media}", f"alt: {line.alt}"]
        else:
            out.append(_said(line, cast))
    if step.on_enter:
        out.append(f"{w('effects')}: {write_effects(step.on_enter)}")
    for number, choice in enumerate(step.choices, 1):
        if step.kind == "router":
            name = "" if choice.id == f"r{number}" else f" {{#{choice.id}}}"
            test = f"{w('if')} {write_condition(choice.when, locale)}" if choice.when else w("else")
            out.append(f"- {test} -> {choice.target}{name}")
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
