import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.exercises.questions_text import read_questions, write_questions
from tests.exercises.quiz.samples import ALL

HEAD = "---\ntype: questions\ntitre: Banque\nlangue: fr\n---\n"


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_every_kind_reads_back_as_it_was_written(locale):
    questions, problems = read_questions(write_questions("Banque", locale, list(ALL)), "q.md")
    assert problems == []
    assert tuple(questions) == ALL


@pytest.mark.parametrize(
    ("body", "code", "line"),
    [
        ("## q : [inconnu]\nTexte\n- [x] a\n- [ ] b", "F13", 6),
        ("## q : [appariement]\nTexte\n- à gauche seulement", "F22", 8),
        ("## q : [trous]\nTexte [[a]]\n- [x] sans nom", "F23", 8),
        ("## q : [jugement]\nTexte\n- [x] sans rang", "F24", 8),
        ("## q : [nombre]\nTexte\n- 12", "F21", 8),
        ("## q : [courte]\nTexte\ntolère: fautes\n- [x] a", "F25", 8),
        ("## q : [courte]\nTexte\n- [ ] a\n  part: moitié", "F08", 9),
    ],
)
def test_what_cannot_be_read_is_named_by_its_line(body, code, line):
    _, problems = read_questions(HEAD + body, "q.md")
    assert [(p.code, p.line) for p in problems] == [(code, line)]


@given(st.text())
def test_any_text_is_read_or_refused_without_an_exception(text):
    read_questions(HEAD + text, "q.md")
