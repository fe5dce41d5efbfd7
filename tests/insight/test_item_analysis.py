"""Item analysis: counted once per sent attempt, shown from the sample sizes of the domain brief, to leaders only."""

import io
import random

import numpy as np
import openpyxl
import pytest
from django.core.management import call_command
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from scipy import stats

from academy.exercises.play import Answer, Submit
from academy.insight.item_analysis import analyses
from academy.learning.attempts import act, begin
from academy.learning.choice_counts import count_finished
from academy.learning.item_counts import rebuild
from academy.learning.models import AnswerCount, Attempt, ItemCount, QuizCount, ScoreCount, TimeCount
from academy.library.models import Question
from academy.people.models import Role
from tests.learning.exam_world import ITEMS, finished
from tests.people.factories import make_brand, make_department, make_person


def crowd(brand, people: int, wrong_key: int | None = None, seed: int = 3) -> np.ndarray:
    """People of known ability; the key of question `wrong_key` (from 0) is the answer of those who do not know."""
    dice = random.Random(seed)
    credits = np.zeros((people, ITEMS))
    for row in range(people):
        ability = dice.gauss(0.4, 1.1)
        knows = [dice.random() < 1 / (1 + np.exp((n - 3.5) / 3 - ability)) for n in range(ITEMS)]
        if wrong_key is not None:
            knows[wrong_key] = not knows[wrong_key]
        credits[row] = knows
        finished(brand, ["juste" if right else dice.choice(["tentant"] * 19 + ["faux"]) for right in knows])
    return credits


def test_an_attempt_is_counted_when_it_is_sent_and_once(academy, django_capture_on_commit_callbacks):
    person = make_person(academy)
    from academy.learning.enrolment import enrol

    enrol(person, academy, academy.course)
    attempt = begin(person, academy, academy.course, academy.quiz)
    act(attempt.public_id, person, Answer("q1", ("juste",), 0))
    assert not DBTaskResult.objects.filter(task_path__endswith="count_sent").exists()
    act(attempt.public_id, person, Submit(1))
    assert DBTaskResult.objects.filter(task_path__endswith="count_sent").count() == 1
    act(attempt.public_id, person, Submit(1))  # pressed twice
    from academy.learning.counting import count_sent

    count_sent.call()
    count_sent.call()
    assert QuizCount.objects.get().n == 1
    assert ItemCount.objects.get(item="q1").x == 100_000
    assert dict(AnswerCount.objects.filter(item="q2").values_list("answer", "n")) == {"": 1}


def test_figures_are_those_of_numpy_and_scipy_on_the_same_answers(academy):
    credits = crowd(academy, 60)
    count_finished()
    analysis = analyses(academy, [academy.quiz])[0]
    for index, item in enumerate(analysis.items):
        x, rest = credits[:, index], np.delete(credits, index, axis=1).mean(axis=1)
        assert item.percent == round(100 * x.mean())
        assert item.r == pytest.approx(stats.pointbiserialr(x, rest)[0], abs=1e-3)
        assert item.times.n == 60 and item.times.median == pytest.approx(20, rel=0.1)
    covariance = np.cov(credits, rowvar=False)
    expected = ITEMS / (ITEMS - 1) * (1 - np.trace(covariance) / covariance.sum())
    assert analysis.form.reliability == pytest.approx(expected, abs=1e-3)
    scores = np.array([round(100 * value) for value in credits.mean(axis=1)])
    assert analysis.form.error == pytest.approx(
        (100 * credits.mean(axis=1)).std(ddof=1) * np.sqrt(1 - expected), abs=0.05
    )
    assert analysis.form.near_mark == (abs(scores - 80) <= analysis.form.error).sum()
    assert sum(n for _, n in analysis.form.scores) == 60


def test_a_wrong_key_is_named_in_words(client, academy):
    crowd(academy, 60, wrong_key=2)
    client.force_login(make_person(academy, Role.LEADER))
    page = client.get(reverse("item_analysis_quiz", args=[academy.quiz.pk])).content.decode()
    assert page.count("Vérifiez la clé") == 1
    assert "attire les meilleurs" in page
    assert "À regarder" in client.get(reverse("item_analysis")).content.decode()


def test_rebuilding_gives_the_same_sums_and_twice_is_once(academy):
    crowd(academy, 12)
    for _ in range(3):
        count_finished(limit=5)

    def sums():
        return [
            sorted(model.objects.values_list(*names))
            for model, names in (
                (QuizCount, ["key", "n", "items", "x", "xx", "score", "score_score", "between"]),
                (ItemCount, ["item", "n", "x", "xx", "rest", "rest_rest", "x_rest"]),
                (AnswerCount, ["item", "answer", "n", "rest"]),
                (ScoreCount, ["percent", "n"]),
                (TimeCount, ["item", "bucket", "n"]),
            )
        ]

    before = sums()
    assert before[0][0][1] == 12
    call_command("count_items", verbosity=0)
    assert sums() == before
    assert rebuild() == 12 and sums() == before


def test_only_first_attempts_count_and_erased_answers_do_not(academy):
    person = make_person(academy)
    finished(academy, ["juste"] * ITEMS, person)
    finished(academy, ["faux"] * ITEMS, person, number=2)
    gone = finished(academy, ["juste"] * ITEMS)
    Attempt.objects.filter(pk=gone.pk).update(state={})
    count_finished()
    assert QuizCount.objects.get().n == 1
    assert not Attempt.objects.filter(counted=False).exists()


@pytest.mark.parametrize(
    ("people", "said", "unsaid"),
    [(4, "Moins de cinq personnes", "<svg viewBox"), (29, "29 personnes ont terminé", "Vérifiez"),
     (30, "provisoire", "Moins de cinq")],
)  # fmt: skip
def test_figures_wait_for_enough_people(client, academy, people, said, unsaid):
    crowd(academy, people)
    client.force_login(make_person(academy, Role.LEADER))
    page = client.get(reverse("item_analysis_quiz", args=[academy.quiz.pk])).content.decode()
    assert said in page and unsaid not in page
    assert ("Discrimination</th>" in page) == (people >= 5)
    assert ("40 %" in page or "à partir de 30" in page) if people == 29 else True
    table = client.get(reverse("item_analysis_quiz", args=[academy.quiz.pk]), {"export": "csv"}).content.decode()
    assert ("Tentant" in table) == (people >= 30)


def test_a_changed_key_begins_a_question_anew_and_another_explanation_does_not(academy):
    crowd(academy, 31)
    question = Question.objects.get(code="q1", locale__language_code="fr")
    question.explanation = "Mieux dit."
    question.save_revision().publish()
    count_finished()
    items = {item.question.id: item.n for item in analyses(academy, [academy.quiz])[0].items}
    assert items == {f"q{n}": 31 for n in range(1, ITEMS + 1)}
    for block in question.options:
        block.value["correct"] = block.value["id"] == "faux"
    question.save_revision().publish()
    analysis = analyses(academy, [academy.quiz])[0]
    items = {item.question.id: item.n for item in analysis.items}
    assert items["q1"] == 0 and items["q2"] == 31
    assert not analysis.form.current


def test_managers_and_authors_are_kept_out_and_nobody_is_named(client, academy):
    shops = make_department(academy, "Boutiques")
    person = make_person(academy, name="Zoé Introuvable", department=shops)
    finished(academy, ["juste"] * ITEMS, person)
    crowd(academy, 40)
    address = reverse("item_analysis_quiz", args=[academy.quiz.pk])
    manager = make_person(academy, Role.MANAGER, department=shops)
    for someone in (manager, make_person(academy, Role.COMMUNITY_MANAGER), make_person(academy)):
        client.force_login(someone)
        assert client.get(address).status_code in (302, 403)
        assert client.get(address, {"export": "csv"}).status_code in (302, 403)
    client.force_login(manager)
    team = client.get("/fr/equipe/").content.decode()
    assert "Zoé Introuvable" in team and "100 %" not in team.split("Zoé Introuvable")[1][:600]
    client.force_login(make_person(academy, Role.LEADER))
    assert "Zoé" not in client.get(address).content.decode()


def test_another_brands_quiz_is_out_of_reach(client, academy):
    other = make_brand("Autre", "autre.exemple")
    client.force_login(make_person(other, Role.LEADER))
    address = reverse("item_analysis_quiz", args=[academy.quiz.pk])
    assert client.get(address, headers={"host": "autre.exemple"}).status_code == 403


def test_the_spreadsheet_runs_no_formula(client, academy):
    crowd(academy, 30)
    client.force_login(make_person(academy, Role.LEADER))
    address = reverse("item_analysis_quiz", args=[academy.quiz.pk])
    book = openpyxl.load_workbook(io.BytesIO(client.get(address, {"export": "xlsx"}).content))
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert "'=Juste()" in {cell.value for cell in cells}
    assert all(cell.data_type != "f" for cell in cells)
    text = client.get(address, {"export": "csv"}).content.decode("utf-8-sig")
    assert ";'=Juste();" in text and ";=Juste" not in text


def test_the_page_reads_counts_whatever_the_number_of_attempts(client, academy, django_assert_max_num_queries):
    crowd(academy, 35)
    client.force_login(make_person(academy, Role.LEADER))
    address = reverse("item_analysis_quiz", args=[academy.quiz.pk])
    assert "la moitié\xa0: de 20 à 22\xa0s" in client.get(address).content.decode()  # everybody took 20 s
    with django_assert_max_num_queries(40) as few:
        client.get(address)
    needed = len(few)
    assert not [query for query in few if "learning_response" in query["sql"]]
    crowd(academy, 30, seed=9)
    client.get(address)
    with django_assert_max_num_queries(needed):
        client.get(address)
