from academy.exercises.grammar import write_effects
from academy.exercises.stories.read import read_stories
from tests.exercises.stories.test_twee import FILES, said, story


def test_a_published_harlowe_page_is_read_with_its_entities_and_start():
    found = story("harlowe.html")
    scenario = found.scenario
    assert (found.format, found.steps, found.choices, scenario.start) == ("twine-html", 3, 2, "d-abord")
    assert [choice.text for choice in scenario.step("d-abord").choices] == ["Répondre & dater", "Se taire"]
    assert scenario.step("fin").lines[0].text == "Merci & à bientôt."
    assert write_effects(scenario.step("fin").on_enter) == "lien +1"


def test_code_of_the_page_is_never_taken_and_told():
    told = said(story("harlowe.html"))
    assert "JavaScript: code left out" in told and "CSS: code left out" in told
    assert "D'abord: left out: (if: $lien is 2)" in told


def test_a_chapbook_story_keeps_its_variables_as_a_meter_and_tells_modifiers_and_inserts():
    found = story("chapbook.html")
    (meter,) = found.scenario.meters
    assert (meter.id, meter.start) == ("calme", 4)
    assert write_effects(found.scenario.step("saluer").on_enter) == "calme +1"
    assert [line.text for line in found.scenario.step("debut").lines] == ["Un client attend.", "Il sourit."]
    told = said(found)
    assert "nom: 'Ines'" in told and "[if calme > 3]" in told and "{embed image: 'x.png'}" in told


def test_an_archive_holds_several_stories():
    page = (FILES / "chapbook.html").read_bytes() + (FILES / "harlowe.html").read_bytes()
    assert [one.title for one in read_stories(page, "archive.html", "fr")] == ["Comptoir", "Le colis"]


def test_a_truncated_page_and_a_page_without_story_say_so():
    page = (FILES / "harlowe.html").read_bytes()
    (found,) = read_stories(page[: page.index(b"Merci")], "x.html", "en")
    assert "not closed" in found.errors[0].en
    (found,) = read_stories(b"<html><p>hello", "x.html", "en")
    assert "tw-storydata" in found.errors[0].en
