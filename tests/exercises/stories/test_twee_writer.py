from pathlib import Path

import pytest

from academy.exercises.scenario_text import read_scenario
from academy.exercises.stories.read import read_stories
from academy.exercises.stories.twee_writer import write_twee

ROOT = Path(__file__).resolve().parents[3]
SCENARIOS = [
    path
    for path in sorted((ROOT / "content").rglob("*.md")) + sorted((ROOT / "academy/library/skeletons").glob("*.md"))
    if path.read_text(encoding="utf-8").startswith(("---\ntype: scénario", "---\ntype: scenario"))
]


def scenario_of(path):
    return read_scenario(path.read_text(encoding="utf-8"), path.name)[0]


def back(text: str):
    (found,) = read_stories(text.encode(), "story.twee", "fr")
    assert not found.errors
    return found


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_scenario_of_the_content_comes_back_from_twee_as_it_was(path):
    scenario = scenario_of(path)
    found = back(write_twee(scenario))
    assert found.scenario == scenario and not found.left_out


def test_what_was_changed_in_twine_is_taken_over_and_the_rest_of_the_engine_data_stays():
    scenario = scenario_of(ROOT / "academy/library/skeletons/scenario.en.md")
    text = write_twee(scenario).replace("Say in one sentence where and when this happens.", "It is Friday, 6 pm.")
    text = text.replace("[[Insist.->", "[[Insist once more.->")
    text = text.replace(
        "\n\n\n:: PorteVoix", "\n[[Call her->A call]]\n\n\n:: A call [success]\nShe answers.\n\n\n:: PorteVoix"
    )
    changed = back(text).scenario
    first, before = changed.step("debut"), scenario.step("debut")
    assert [line.text for line in first.lines][1] == "It is Friday, 6 pm." and first.lines[0].speaker == "Mrs Roy"
    assert first.choices == before.choices and changed.meters == scenario.meters
    insist = changed.choice("tension/insister")
    assert insist.text == "Insist once more." and insist.effects == scenario.choice("tension/insister").effects
    lost = changed.step("fin-perdue")
    assert lost.kind == "scene" and lost.choices[0].target == "a-call" and changed.step("a-call").ending == "success"


def test_data_that_was_damaged_leaves_the_passages():
    scenario = scenario_of(ROOT / "academy/library/skeletons/scenario.en.md")
    found = back(write_twee(scenario).replace('"kind": "scenario"', '"kind": "nothing"'))
    assert (
        found.steps == len(scenario.steps)
        and "unreadable Porte-voix data" in found.left_out[0].en + found.left_out[-1].en
    )
