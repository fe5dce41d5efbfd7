"""What an author writes is what is read: nothing lost both ways, nothing unknown let through, names left alone."""

from dataclasses import replace
from pathlib import Path

import pytest

from academy.exercises.inbox_text import read_inbox, write_inbox
from academy.exercises.questions_text import read_questions
from academy.exercises.reply_text import read_reply
from academy.exercises.scenario_text import read_scenario, write_scenario
from tests.exercises.lint.scenarios import CLEAN

BANK = """---
type: questions
titre: Banque
langue: fr
---
## q1 : [unique]
Que faites-vous ?
difficulté: 2
- [ ] Rien. {#rien}
  retour: Dommage.
- [x] Le bien. {#bien}
"""
REPLY = (Path(__file__).parent / "examples/avis.md").read_text()
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
        (read_inbox, DESK, "retour: Une panne", "retuor: Une panne", 16, "retour"),
        (read_scenario, CLEAN, "  effets: confiance +2", "  effet: confiance +2", 16, "effets"),
        (read_scenario, CLEAN, "score:", "scores:", 9, "score"),
        (read_reply, REPLY, "longueur:", "longeur:", 7, "longueur"),
        (read_reply, REPLY, "min: 150", "mini: 150", 7, "min"),
        (read_reply, REPLY, "usage: entr", "usages: entr", 22, "usage"),
        (read_questions, BANK, "difficulté:", "dificulté:", 8, "difficulté"),
        (read_questions, BANK, "  retour:", "  retuor:", 10, "retour"),
    ],
)
def test_an_unknown_key_is_refused_with_its_line_and_the_nearest_one(read, text, old, new, line, nearest):
    found, problems = read(text.replace(old, new, 1), "x.md")
    unknown = next(problem for problem in problems if problem.code == "F02")
    assert (found is None or read is read_questions) and unknown.line == line
    assert f"« {nearest} »" in unknown.message("fr") and f"'{nearest}'" in unknown.message("en")


def test_a_rule_of_voice_with_an_unknown_word_is_named_with_its_own_line():
    found, problems = read_reply(REPLY.replace("niveau: conseil", "nivau: conseil"), "x.md")
    assert found is None and [(p.code, p.line) for p in problems] == [("F15", 15)]
    assert "« niveau »" in problems[0].message("fr")


def test_a_setting_of_a_choice_that_was_not_indented_is_no_narration():
    spoilt = CLEAN.replace("  retour: Bonne reprise", "retour: Bonne reprise")
    found, problems = read_scenario(spoilt, "x.md")
    line = next(number for number, text in enumerate(spoilt.split("\n"), 1) if text.startswith("retour: Bonne"))
    assert found is None and [(p.code, p.line) for p in problems] == [("F10", line)]
    escaped = CLEAN.replace("  retour: Bonne reprise", "\\retour: Bonne reprise")
    assert read_scenario(escaped, "x.md")[1] == []


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
