"""A scenario as Twee 3: steps and links to see and edit in Twine, and all engine data in the passage `PorteVoix`.

Twine drops metadata it does not know but keeps passages, so that reading the file back loses nothing.
"""

import json
from uuid import NAMESPACE_URL, uuid5

from academy.exercises.banks.base import unique
from academy.exercises.canonical import to_json
from academy.exercises.grammar import write_condition
from academy.exercises.layout import layout
from academy.exercises.scenario import Choice, Line, Scenario, Step

DATA_PASSAGE = "PorteVoix"
_TAGS = {"success": "succès", "mixed": "mitigé", "failure": "échec"}


def write_twee(scenario: Scenario) -> str:
    """The file's text. `read_stories` of it gives the scenario again, and what was changed in Twine since."""
    names = passage_names(scenario)
    places = {node.step.id: (node.x, node.y) for node in layout(scenario).nodes}
    data = {
        "ifid": str(uuid5(NAMESPACE_URL, f"porte-voix:{scenario.id}")).upper(),
        "format": "Harlowe", "format-version": "3.3.9", "start": names.get(scenario.start, ""), "zoom": 1,
    }  # fmt: skip
    parts = [
        f":: StoryTitle\n{' '.join(scenario.title.split())}",
        ":: StoryData\n" + json.dumps(data, ensure_ascii=False, indent=2),
    ]
    for step in scenario.steps:
        x, y = places.get(step.id, (0, 0))
        tags = _tags(step)
        header = f":: {_escaped(names[step.id])}{f' [{tags}]' if tags else ''}"
        parts.append(f'{header} {{"position":"{x},{y}","size":"100,100"}}\n{passage_body(step, scenario, names)}')
    parts.append(f":: {DATA_PASSAGE} [porte-voix]\n{_data(scenario)}")
    return "\n\n\n".join(parts) + "\n"


def passage_names(scenario: Scenario) -> dict[str, str]:
    """The passage of each step: its title without the signs of links, made unique."""
    found: dict[str, str] = {}
    taken = {DATA_PASSAGE, "StoryTitle", "StoryData"}
    for step in scenario.steps:
        name = unique(_plain(step.title) or step.id or "etape", taken)
        taken.add(name)
        found[step.id] = name
    return found


def passage_body(step: Step, scenario: Scenario, names: dict[str, str]) -> str:
    said = [line_text(line) for line in step.lines]
    links = [f"[[{text}->{names.get(choice.target, _plain(choice.target) or '?')}]]"
             for choice, text in zip(step.choices, link_texts(step, scenario), strict=True)]  # fmt: skip
    return "\n".join([*said, *([""] if said and links else []), *links])


def line_text(line: Line) -> str:
    said = f"{line.text} ({_plain(line.alt) or 'image'})".strip() if line.media else line.text
    text = f"> {said}" if line.speaker == ">" else f"{line.speaker} : {said}" if line.speaker else said
    text = text.replace("[[", "[ [").replace("]]", "] ]")
    return "\n".join(f" {row}" if row.startswith("::") else row for row in text.splitlines())


def link_texts(step: Step, scenario: Scenario) -> list[str]:
    """What stands in the links: the choice, or the condition of a route."""
    return [_plain(_said(choice, step, scenario)) or "…" for choice in step.choices]


def _said(choice: Choice, step: Step, scenario: Scenario) -> str:
    if step.kind != "router":
        return choice.text
    if_, else_ = ("if", "else") if scenario.locale.startswith("en") else ("si", "sinon")
    return f"{if_} {write_condition(choice.when, scenario.locale)}" if choice.when else else_


def _plain(text: str) -> str:
    """On one line, without what a link or a header would read as a sign of its own."""
    text = text.replace("->", "→").replace("<-", "←").replace("|", "/")
    for sign, instead in (("[", "("), ("]", ")"), ("{", "("), ("}", ")"), ("\\", "/")):
        text = text.replace(sign, instead)
    return " ".join(text.split())


def _tags(step: Step) -> str:
    return "aiguillage" if step.kind == "router" else _TAGS.get(step.ending, "")


def _escaped(name: str) -> str:
    return "".join(f"\\{sign}" if sign in "\\[]{}" else sign for sign in name)


def _data(scenario: Scenario) -> str:
    """Indented, and two brackets in a text written apart: Twine would make a passage of every `[[`."""
    text = json.dumps(json.loads(to_json(scenario)), ensure_ascii=True, indent=1)
    return text.replace("[[", "[\\u005b").replace("]]", "]\\u005d")
