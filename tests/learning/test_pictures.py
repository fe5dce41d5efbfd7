"""Pictures of questions in the player, with their alternative text: from the bank and from an imported file."""

import base64

import pytest
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from academy.learning.models import Attempt
from academy.library.models import Question

ALT = "Un avis d’une étoile, signé Mme Roy"


@pytest.fixture
def picture(academy):
    image = get_image_model().objects.create(title="Avis", file=get_test_image_file("avis.png"))
    for question in Question.objects.filter(code__in=["q1", "q2"]):
        question.image, question.alt = image, ALT
        question.save_revision().publish()
    academy.page("quiz").save_revision().publish()
    return image


def _play(learner, academy) -> str:
    answer = learner.post(reverse("learning:begin", args=[academy.page("quiz").pk]), follow=True)
    return answer.content.decode()


def test_a_question_shows_its_picture_with_its_alternative_text(learner, academy, picture):
    page = _play(learner, academy)
    assert f'alt="{ALT}"' in page and ".webp" in page
    attempt = Attempt.objects.get()
    act = reverse("learning:act", args=[attempt.public_id])
    learner.post(act, {"seq": 0, "submit": "1"})
    assert f'alt="{ALT}"' in learner.get(reverse("learning:result", args=[attempt.public_id])).content.decode()


def test_a_picture_that_was_deleted_leaves_its_words(learner, academy, picture):
    picture.delete()
    page = _play(learner, academy)
    assert "Elle montrait" in page and "Mme Roy" in page


def test_a_picture_that_came_with_an_imported_question_is_shown(learner, academy, tmp_path):
    from django.core.management import call_command

    file = get_test_image_file("recu.png")
    file.seek(0)
    data = base64.b64encode(file.read()).decode()
    (tmp_path / "bank.xml").write_text(f"""<?xml version="1.0"?><quiz><question type="truefalse">
      <name><text>recu</text></name><questiontext format="html">
      <text><![CDATA[<p>Est-ce un reçu ? <img src="@@PLUGINFILE@@/recu.png" alt="Un reçu de caisse"></p>]]></text>
      <file name="recu.png" encoding="base64">{data}</file></questiontext>
      <answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer>
      </question></quiz>""")
    call_command("import_questions", str(tmp_path / "bank.xml"))
    question = Question.objects.get(code__startswith="recu")
    question.save_revision().publish()
    page = academy.page("quiz")
    page.questions = [("question", question)]
    page.draws = []
    page.save_revision().publish()
    assert 'alt="Un reçu de caisse"' in _play(learner, academy)
