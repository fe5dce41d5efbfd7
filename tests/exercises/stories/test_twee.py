from pathlib import Path

import pytest

from academy.exercises.grammar import write_effects
from academy.exercises.stories.read import read_stories

FILES = Path(__file__).parent / "files"


def story(name: str):
    (found,) = read_stories((FILES / name).read_bytes(), name, "fr")
    return found


def said(found) -> str:
    return "\n".join(f"{remark.place}: {remark.en}" for remark in found.left_out)


def test_a_harlowe_story_keeps_its_passages_its_links_in_all_forms_and_its_start():
    found = story("harlowe.twee")
    scenario = found.scenario
    assert not found.errors and (found.format, found.steps, found.choices) == ("twee", 5, 5)
    assert scenario.title == "Le colis perdu" and scenario.start == "le-message"
    links = [(choice.text, choice.target) for choice in scenario.step("le-message").choices]
    assert links == [
        ("Demander le numéro en privé", "message-prive"),
        ("Renvoyer vers la FAQ", "la-faq"),
        ("Répondre sèchement", "colere"),
    ]
    assert scenario.step("fin-heureuse").ending == "success" and scenario.step("colere").ending == "failure"
    assert [line.text for line in scenario.step("la-faq").lines] == ["Elle attend toujours."]


def test_numbers_that_are_put_and_added_become_a_meter_and_arrival_effects():
    scenario = story("harlowe.twee").scenario
    (meter,) = scenario.meters
    assert (meter.id, meter.start, meter.min, meter.max) == ("confiance", 5, 0, 10)
    assert write_effects(scenario.step("message-prive").on_enter) == "confiance +2"
    assert write_effects(scenario.step("la-faq").on_enter) == "confiance -1"
    assert not scenario.step("le-message").on_enter


def test_each_macro_left_out_is_told_with_its_passage_and_its_line():
    told = said(story("harlowe.twee"))
    assert "Message privé:28: left out: (if: $confiance > 6)" in told
    assert "Fin heureuse" in told and "(print: $confiance)" in told
    assert "UserScript:15: technical passage" in told
    assert "set:" not in told and "link-goto" not in told


def test_a_sugarcube_story_keeps_setter_links_and_what_story_init_puts():
    found = story("sugarcube.twee")
    scenario = found.scenario
    (meter,) = scenario.meters
    assert (meter.id, meter.start) == ("trust", 3)
    greet, away = scenario.step("start").choices
    assert (greet.text, greet.target, write_effects(greet.effects)) == ("Greet her", "greeting", "trust +2")
    assert (away.text, away.target) == ("Look away", "away")
    assert [(choice.text, choice.target) for choice in scenario.step("away").choices] == [("Continuer", "greeting")]
    assert '<<set $name to "Ines">>' in said(found) and "<<if $trust gt 2>>" in said(found)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("just prose", "unknown format"),
        (":: \ntext", "line 1: unreadable passage header"),
        (":: A\n\n:: B [open\nx", "line 3: unreadable passage header"),
        (":: StoryData\n{broken", "line 1: StoryData is not JSON"),
        (":: A\nx\n:: A\ny", "two passages are called 'A'"),
        (":: StoryTitle\nonly", "no passage"),
    ],
)
def test_a_broken_file_says_what_is_wrong_and_where(text, reason):
    (found,) = read_stories(text.encode(), "x.txt", "en")
    assert found.scenario is None and reason in found.errors[0].en


def test_a_link_to_nowhere_stays_and_is_told():
    (found,) = read_stories(b":: A\n[[go|Nowhere]]", "x.twee", "en")
    assert found.scenario.step("a").choices[0].target == "nowhere"
    assert "which does not exist" in said(found)


def test_escaped_brackets_belong_to_the_name():
    (found,) = read_stories(b":: Un \\[vrai\\] nom [fin]\nx", "x.twee", "fr")
    assert found.scenario.steps[0].title == "Un [vrai] nom"
