# ruff: noqa: E501  what spoils a text is best read in one line
"""Every lint code is found where it should be, with its line and how to mend it; and nothing is found elsewhere."""

from dataclasses import replace
from pathlib import Path

import pytest

from academy.exercises.inbox_text import read_inbox
from academy.exercises.inbox_text import source_lines as inbox_lines
from academy.exercises.lint import lint
from academy.exercises.lint.codes import joined, table
from academy.exercises.lint.codes_inbox import INBOX
from academy.exercises.lint.codes_scenario import DECISIONS, STATES, STRUCTURE
from academy.exercises.lint.codes_translation import TRANSLATION
from academy.exercises.lint.document import document
from academy.exercises.lint.registry import CODES
from academy.exercises.lint.translation import lint_translation, marks_of
from academy.exercises.scenario_text import read_scenario, source_lines
from tests.exercises.large import large_scenario
from tests.exercises.lint.scenarios import CLEAN, SPOILT, spoilt

ROOT = Path(__file__).resolve().parents[3]
DESK = (ROOT / "tests/exercises/examples/paiement.md").read_text()


def found_in(text):
    scenario, problems = read_scenario(text, "colis.md")
    assert problems == []
    return lint(scenario, source_lines(text, "colis.md"), "colis.md")


def test_a_sound_scenario_has_no_warning():
    assert [problem for problem in found_in(CLEAN) if problem.severity != "info"] == []


@pytest.mark.parametrize("code", SPOILT)
def test_each_fault_is_named_with_its_line_and_how_to_mend_it(code):
    text = spoilt(code)
    problems = [problem for problem in found_in(text) if problem.code == code]
    assert problems, f"{code} not found"
    where = SPOILT[code][0]
    assert where in [problem.where for problem in problems]
    problem = next(one for one in problems if one.where == where)
    for locale in ("fr", "en"):
        assert problem.message(locale) and problem.mend(locale) and "{" not in problem.in_full(locale)
    assert problem.severity == {"E": "error", "W": "warning", "I": "info"}[code[0]]
    if "/" in where or where in ("accueil", "prive", "relance", "bilan", "fin-tiede", "fin-perdue"):
        line = text.split("\n")[problem.line - 1] if problem.line else ""
        assert where.partition("/")[2] in line or where.startswith("plays")


def test_the_start_that_is_missing_is_an_error():
    scenario = replace(read_scenario(CLEAN, "colis.md")[0], start="nulle-part")
    assert "E03" in {problem.code for problem in lint(scenario)}


def test_what_was_not_explored_is_said_and_bounded():
    scenario = large_scenario(200, meters=1)
    reads = scenario.steps[0].choices[0]
    many = tuple(replace(meter, id=f"m{n}", max=60, start=30) for n, meter in enumerate(scenario.meters * 6))
    from academy.exercises.scenario import Effect, Test

    def stirred(step, number):
        if step.kind != "scene":
            return step
        choices = tuple(
            replace(
                choice, effects=(*choice.effects, Effect(f"m{(number + place) % 6}", 1 + place)),
                when=((Test(f"m{(number + place) % 6}", "<=", 59),),) if place else (),
            )
            for place, choice in enumerate(step.choices)
        )  # fmt: skip
        return replace(step, choices=choices)

    assert reads
    steps = tuple(stirred(step, number) for number, step in enumerate(scenario.steps))
    huge = replace(scenario, meters=(*scenario.meters, *many), steps=steps)
    problems = {problem.code: problem for problem in lint(huge)}
    assert "W33" in problems and "25000 states seen, there are more" in problems["I30"].message("en")
    assert "W21" not in problems and "W24" not in problems  # what needs every position is not claimed


INBOX_SPOILT = {
    "E70": ("m1", [("attendu: technique, urgente", "attendu: tecnique, urgente")]),
    "E71": ("m1b", [("suite de m1,", "suite de m9,")]),
    "E72": ("m1b", [("retour: Cette relance", "faute: trop tard\nretour: Cette relance")]),
    "W73": ("clock", [("délai: 20 min", "délai: 1 min")]),
    "W74": ("clock", [("délai: 20 min", "délai: 3 min")]),
    "W75": ("m1", [("attendu: magasins, basse|normale, répondre|transmettre", "attendu: technique, basse, répondre|transmettre"),
                   ("attendu: presse, urgente", "attendu: technique, urgente"), ("attendu: relation-client, basse", "attendu: technique, basse")]),
    "W76": ("m1", [("basse, ignorer", "basse, répondre")]),
    "W77": ("m5", [("attendu: relation-client|magasins,", "attendu: relation-client|magasins|technique|presse,")]),
    "E79": ("m1", []),
    "W110": ("m2", [("attendu: magasins, basse|normale, répondre|transmettre", "attendu: , basse, répondre")]),
    "I111": ("m1", [("relation-client|magasins", "magasins")]),
    "E112": ("costs", [("ignorer: 1", "ignorer: 1, rapeler: 2")]),
    "E113": ("m2", [("retour: Un merci", "même-que: m9\nretour: Un merci")]),
    "W114": ("passing", [("si: réputation >= 5", "si: réputation >= 9")]),
}  # fmt: skip


@pytest.mark.parametrize("code", INBOX_SPOILT)
def test_each_fault_of_an_inbox_is_named(code):
    where, pairs = INBOX_SPOILT[code]
    text = DESK
    if code == "E79":
        text = "\n".join(line for line in DESK.split("\n") if not line.startswith(("attendu", "refusé")))
    for old, new in pairs:
        assert old in text, (code, old)
        text = text.replace(old, new)
    inbox, problems = read_inbox(text, "paiement.md")
    assert problems == []
    found = [p for p in lint(inbox, inbox_lines(text, "paiement.md"), "paiement.md") if p.code == code]
    assert where in [problem.where for problem in found]
    assert all(problem.mend("fr") and "{" not in problem.in_full("en") for problem in found)


def test_an_inbox_without_a_message_at_a_given_time_is_an_error():
    inbox = replace(read_inbox(DESK, "paiement.md")[0], mentions=())
    assert [problem.code for problem in lint(inbox)] == ["E78"]


def test_the_example_inbox_has_no_error():
    assert not [p for p in lint(read_inbox(DESK, "paiement.md")[0]) if p.severity == "error"]


TRANSLATED = [
    ("E60", [("{#reprise}", "{#retry}")]),
    ("E60", [("confiance +2, clarté +2", "confiance +2, clarté +3")]),
    ("W61", [("  retour: Bonne reprise, mais le détour se paie.\n", "")]),
    ("W63", []),
]


@pytest.mark.parametrize(("code", "pairs"), TRANSLATED)
def test_a_translation_is_compared_with_its_source(code, pairs):
    text = CLEAN.replace("langue: fr", "langue: en")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    source = read_scenario(CLEAN, "colis.md")[0]
    found = lint_translation(source, read_scenario(text, "colis.md")[0], source_lines(text, "colis.md"), "colis.md")
    assert code in {problem.code for problem in found}
    assert all(problem.line for problem in found if problem.where and problem.where not in ("meters", "competencies"))


@pytest.mark.parametrize(
    ("said", "where"),
    [("Un colis perdu", ""), ("Bonne reprise, mais le détour se paie.", "relance")],
    ids=["the title", "a word of the coach"],
)
def test_a_translation_says_which_of_its_sources_have_changed_since(said, where):
    read = read_scenario
    before = read(CLEAN, "colis.md")[0]
    after = read(CLEAN.replace(said, said.upper()), "colis.md")[0]
    english = read(CLEAN.replace("langue: fr", "langue: en"), "colis.md")[0]
    marks = marks_of(before)
    assert not [p for p in lint_translation(before, english, marks=marks) if p.code == "W62"]
    assert [p.where for p in lint_translation(after, english, marks=marks) if p.code == "W62"] == [where]
    assert not [p for p in lint_translation(after, english) if p.code == "W62"], "without marks nothing is known"


def test_every_code_of_the_register_is_tested_here():
    tested = {*SPOILT, *INBOX_SPOILT, "E03", "I30", "W33", "E78", *(code for code, _ in TRANSLATED), "W62"}
    assert {*STRUCTURE, *STATES, *DECISIONS, *INBOX, *TRANSLATION} == tested


def test_a_code_has_one_meaning():
    assert all(code.id == id and code.mend_fr and code.mend_en for id, code in CODES.items())
    with pytest.raises(ValueError, match="E01"):
        joined([STRUCTURE, table(("E01", "", "autre chose", "something else", "a", "b"))])


def test_the_list_of_codes_in_the_documentation_is_current():
    assert (ROOT / "docs/lint-codes.md").read_text(encoding="utf-8") == document(), "run manage.py lint_codes"
