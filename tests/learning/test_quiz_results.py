"""What the result of a quiz tells: by objective after an exam, with every reason in practice."""

import pytest
from django.urls import reverse

from academy.learning.models import Attempt
from academy.library.models import Question


@pytest.fixture
def play(learner, academy):
    """Takes the quiz with these answers (item → (chosen, sureness)) and gives its result page."""

    def take(answers: dict, **fields) -> str:
        page = academy.page("quiz")
        for name, value in fields.items():
            setattr(page, name, value)
        page.save_revision().publish()
        learner.post(reverse("learning:begin", args=[page.pk]))
        attempt = Attempt.objects.latest("pk")
        act = reverse("learning:act", args=[attempt.public_id])
        for number, (item, (chosen, sure)) in enumerate(answers.items()):
            learner.post(act, {"seq": number, "item": item, "chosen": chosen, "confidence": sure})
        learner.post(act, {"seq": len(answers), "submit": "1"})
        return learner.get(reverse("learning:result", args=[attempt.public_id])).content.decode()

    return take


@pytest.fixture
def questions(academy):
    """Both questions of the quiz with an objective and an explanation that must not leak."""
    for code, objective in (("q1", "savoir répondre à un avis"), ("q2", "garder les données")):
        question = Question.objects.get(code=code)
        question.objective, question.explanation = objective, f"Le secret de {code}."
        for block in question.options:
            block.value["feedback"] = f"Raison de {code}."
        question.save_revision().publish()


def test_an_exam_tells_by_objective_and_shows_no_key(play, questions):
    result = play({"q1": (["rien"], ""), "q2": (["ceci", "cela"], "")}, mode="exam")
    assert "Savoir répondre à un avis" in result and "0 sur 1" in result and "1 sur 1" in result
    assert result.index("Savoir répondre") < result.index("Garder les données")  # the weakest first
    for secret in ("Le secret de", "Raison de", "La bonne réponse", "Votre réponse"):
        assert secret not in result


def test_an_exam_names_what_to_read_for_a_weak_objective(play, questions):
    result = play({"q1": (["rien"], ""), "q2": (["ceci", "cela"], "")}, mode="exam")
    assert "Répondre à un avis</a>" in result  # the playbook whose title speaks of it


def test_sure_but_wrong_comes_first_by_objective_in_an_exam(play, questions):
    answers = {"q1": (["rien"], "unsure"), "q2": (["ceci"], "sure")}
    result = play(answers, mode="exam", confidence=True)
    assert "1 réponse donnée comme sûre" in result
    assert result.index("Garder les données") < result.index("Savoir répondre")


def test_sure_but_wrong_comes_first_in_practice_with_the_reasons(play, questions):
    answers = {"q1": (["rien"], "unsure"), "q2": (["ceci"], "sure")}
    result = play(answers, mode="practice", confidence=True)
    assert result.index("Sûr, mais pas juste") < result.index("Le secret de q2") < result.index("Le secret de q1")


def test_a_missed_critical_question_of_an_exam_is_named_by_its_objective(play, questions):
    Question.objects.filter(code="q1").update(critical=True)
    result = play({"q1": (["rien"], ""), "q2": (["ceci", "cela"], "")}, mode="exam", pass_mark=10)
    assert "elle porte sur\u00a0: savoir répondre à un avis" in result and "question critique manquée" in result
    assert "Question 1 est critique" not in result


def test_a_failed_placement_says_what_would_have_been_credited(play, questions):
    result = play({"q1": (["rien"], "")}, mode="placement", test_out=90)
    assert "À partir de 90" in result and "positionnement" in result
