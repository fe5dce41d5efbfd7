"""Every kind of question goes through the database, the content door and the bank's form."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from academy.exercises.question import Option
from academy.exercises.questions_text import read_questions, write_questions
from academy.exercises.quiz import Draw
from academy.library.content.bank import fill_question
from academy.library.content.dump import dump
from academy.library.content.load import load_folder
from academy.library.models import ExerciseVersion, Question, QuizPage
from academy.library.quiz_engine import read_question
from tests.exercises.quiz.samples import ALL, NUMERIC
from tests.library.content.conftest import FILES
from tests.people.factories import make_brand

QUIZ = """---
type: quiz
titre: Quiz
minutes: 5
seuil: 80
mode: examen
attente: 24
durée-limite: 20
confiance: oui
tirages:
  - {étiquette: avis, nombre: 1}
  - {objectif: règles, difficulté: 1, nombre: 1}
questions: [vf, paires]
---
"""


@pytest.fixture
def brand(db):
    return make_brand()


@pytest.fixture
def folder(tmp_path):
    extra = replace(ALL[0], id="avis-bis")
    files = {
        **FILES,
        "fr/base/questions.md": write_questions("Banque", "fr", [*ALL, extra]),
        "fr/base/01-debut/03-quiz.md": QUIZ,
    }
    for name, text in files.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path


def test_a_loaded_question_of_every_kind_is_the_one_of_the_file(folder, brand):
    load_folder(folder, brand)
    rows = {row.code: read_question(row) for row in Question.objects.filter(brand=brand)}
    for question in ALL:
        assert rows[question.id] == question
    again = load_folder(folder, brand)
    assert not again.changed and not again.kept and not again.created


def test_quiz_rules_and_draws_come_along(folder, brand):
    load_folder(folder, brand)
    page = QuizPage.objects.get()
    assert (page.mode, page.cooldown_hours, page.time_limit_minutes, page.confidence) == ("exam", 24, 20, True)
    quiz = ExerciseVersion.objects.get(kind="quiz").exercise()
    assert quiz.draws == (Draw("avis", 1), Draw("", 1, "règles", 1))
    assert {q.id for q in quiz.questions} == {"avis", "avis-bis", "vf", "paires"}


def test_dump_writes_them_back(folder, brand, tmp_path):
    load_folder(folder, brand)
    report = dump(brand, tmp_path / "out")
    assert not report.lossy
    questions, problems = read_questions((tmp_path / "out/fr/base/questions.md").read_text(), "q")
    assert problems == [] and set(ALL) <= set(questions)
    assert "durée-limite: 20" in (tmp_path / "out/fr/base/01-debut/03-quiz.md").read_text()


def test_the_form_refuses_what_cannot_be_played_in_words(folder, brand):
    load_folder(folder, brand)
    row = Question.objects.get(code="delai")
    fill_question(row, replace(NUMERIC, options=(Option("a", "vingt", True),)))
    with pytest.raises(ValidationError) as refused:
        row.clean()
    assert "nombre" in str(refused.value)
