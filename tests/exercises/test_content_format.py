"""What an author writes is what is read: nothing lost both ways, nothing unknown let through, names left alone."""

from dataclasses import replace
from pathlib import Path

import pytest

from academy.exercises.inbox_text import read_inbox, write_inbox
from academy.exercises.scenario_text import read_scenario, write_scenario
from tests.exercises.lint.scenarios import CLEAN

DESK = (Path(__file__).parent / "examples/paiement.md").read_text()


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_how_a_scenario_is_played_is_written_and_read_back(locale):
    scenario = replace(
        read_scenario(CLEAN, "colis.md")[0], locale=locale, graded=True, coach="at_end", attempts=3, shuffled=False
    )
    assert read_scenario(write_scenario(scenario), "colis.md") == (scenario, [])
    assert scenario.blessed == ("accueil/prive, prive/date => succès, = 100, réussi",)


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_how_an_inbox_is_played_is_written_and_read_back(locale):
    inbox = replace(read_inbox(DESK, "paiement.md")[0], locale=locale, graded=True, attempts=2)
    assert read_inbox(write_inbox(inbox), "paiement.md") == (inbox, [])


@pytest.mark.parametrize(
    ("read", "text", "old", "new", "line", "nearest"),
    [
        (read_scenario, CLEAN, "jauges:", "jauge:", 7, "jauges"),
        (read_scenario, CLEAN, "parcours:", "parcour:", 11, "parcours"),
        (read_inbox, DESK, "services:", "service:", 6, "services"),
        (read_inbox, DESK, "horloge:", "horlage:", 5, "horloge"),
    ],
)
def test_an_unknown_key_is_refused_with_its_line_and_the_nearest_one(read, text, old, new, line, nearest):
    found, problems = read(text.replace(old, new, 1), "x.md")
    unknown = next(problem for problem in problems if problem.code == "F02")
    assert found is None and unknown.line == line
    assert f"« {nearest} »" in unknown.message("fr") and f"'{nearest}'" in unknown.message("en")


def test_names_given_by_the_author_are_never_words_of_the_format():
    text = DESK.replace(
        "jauges:", "types: {erreur: Erreur de notre part, retour: Un retour, si: Si jamais}\njauges:", 1
    )
    inbox, problems = read_inbox(text, "x.md")
    assert problems == []
    assert inbox.types == (("erreur", "Erreur de notre part"), ("retour", "Un retour"), ("si", "Si jamais"))
    assert read_inbox(write_inbox(inbox), "x.md")[0] == inbox


def test_a_blessed_play_that_cannot_be_read_is_named_with_its_line():
    text = CLEAN.replace("accueil/prive, prive/date => succès, = 100, réussi", "au hasard")
    found, problems = read_scenario(text, "x.md")
    assert found is None and [(p.code, p.line) for p in problems] == [("F33", 11)]


def test_findings_about_the_rules_name_the_line_of_the_front_matter():
    from academy.exercises.lint import lint
    from academy.exercises.scenario_text import source_lines

    text = CLEAN.replace("= 100", "= 90").replace("{score: 80,", "{score: 80, si: confiance > 9,")
    found = {p.code: p.line for p in lint(read_scenario(text, "x.md")[0], source_lines(text, "x.md"), "x.md")}
    assert found["E32"] == 11 and found["E23"] == 9
