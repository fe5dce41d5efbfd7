import json

import pytest

from academy.exercises.grammar import write_effects
from academy.exercises.stories.read import read_stories
from tests.exercises.stories.test_twee import said, story


def test_knots_become_steps_and_both_kinds_of_choices_keep_their_words():
    found = story("counter.ink.json")
    scenario = found.scenario
    assert (found.format, found.title, found.steps, found.choices) == ("ink", "counter", 3, 3)
    start = scenario.step(scenario.start)
    assert [line.text for line in start.lines] == ["A customer writes."]
    assert [(choice.text, choice.target, choice.repeatable) for choice in start.choices] == [
        ("Answer", "answer", False),
        ("Ignore her", "lost", True),
    ]
    assert scenario.step("answer").choices[0].target == scenario.start


def test_whole_number_variables_become_meters_and_what_is_printed_is_told():
    found = story("counter.ink.json")
    (meter,) = found.scenario.meters
    assert (meter.id, meter.start) == ("trust", 5)
    assert write_effects(found.scenario.step("answer").on_enter) == "trust +1"
    assert write_effects(found.scenario.step(found.scenario.start).choices[1].effects) == "trust -2"
    assert "lost: left out: {" in said(found)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"name": "x"}, "no compiled ink"),
        ({"inkVersion": 12, "root": []}, "ink version 12"),
        ({"inkVersion": 21, "root": []}, "says nothing"),
        ({"inkVersion": 21, "root": [{"->": "0"}, None]}, "says nothing"),
    ],
)
def test_other_json_says_what_was_expected(data, reason):
    (found,) = read_stories(json.dumps(data).encode(), "x.json", "en")
    assert found.scenario is None and reason in found.errors[0].en


def test_nesting_without_end_is_an_error():
    (found,) = read_stories(b'{"inkVersion":21,"root":' + b"[" * 100_000, "x.json", "en")
    assert found.errors
    (found,) = read_stories(b'{"inkVersion":21,"root":' + b"[" * 900 + b"]" * 900 + b"}", "x.json", "en")
    assert found.errors
