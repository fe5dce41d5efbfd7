"""What an answer costs: at most eight queries a request, session and sign-in included, whatever the exercise's size."""

import pytest
from django.urls import reverse

from academy.learning.attempts import begin
from academy.library.models import Question
from tests.learning.test_players import _long_scenario as long_scenario

MOST = 8
TRANSACTION = ("BEGIN", "SAVEPOINT", "RELEASE", "COMMIT")


@pytest.fixture
def asked(django_assert_max_num_queries):
    """The number of queries of a POST by a page's script, once everything that is kept in memory is there."""

    def ask(client, address: str, data: dict, **headers) -> int:
        with django_assert_max_num_queries(100) as found:
            answer = client.post(address, data, headers=headers or {"accept": "application/json"})
            assert answer.status_code in (200, 204, 303), answer.status_code
            statements = [query["sql"] for query in found.captured_queries]
        return len([sql for sql in statements if not sql.startswith(TRANSACTION)])

    return ask


def _attempt(academy, kind: str) -> str:
    academy.enrol()
    attempt = begin(academy.learner, academy.brand, academy.course, academy.page(kind), again=True)
    return reverse("learning:act", args=[attempt.public_id])


def _more_questions(academy, number: int) -> None:
    """Many questions under the tag that the quiz draws from."""
    model = Question.objects.get(code="q1", locale__language_code="fr")
    for n in range(number):
        one = Question.objects.create(
            brand=academy.brand, locale=model.locale, code=f"x{n}", kind="single", text=f"Et {n} ?",
            options=model.options, live=True,
        )  # fmt: skip
        one.tags.add("base")
        one.save()
    from academy.library.versions import write_version

    write_version(academy.page("quiz"))


@pytest.mark.parametrize("headers", [{"accept": "application/json"}, {"hx-request": "true"}], ids=["script", "htmx"])
def test_an_answer_costs_at_most_eight_queries_however_large_the_bank(learner, academy, asked, headers):
    learner.get("/fr/")
    address = _attempt(academy, "quiz")
    answers = {"q1": "bien", "q2": "ceci"}
    few = [asked(learner, address, {"item": item, "chosen": chosen, "seq": seq}, **headers)
           for seq, (item, chosen) in enumerate(answers.items())]  # fmt: skip
    assert max(few) <= MOST, few
    learner.post(address, {"submit": "1", "seq": 2})
    _more_questions(academy, 40)
    address = _attempt(academy, "quiz")
    many = asked(learner, address, {"item": "q2", "chosen": "ceci", "seq": 0}, **headers)
    assert many <= max(few)


@pytest.mark.parametrize("headers", [{"accept": "application/json"}, {"hx-request": "true"}], ids=["script", "htmx"])
def test_a_move_in_a_scenario_costs_at_most_eight_queries(learner, academy, asked, headers):
    learner.get("/fr/")
    long_scenario(academy)
    address = _attempt(academy, "scenario")
    assert asked(learner, address, {"choice": "", "seq": 0}, **headers) <= MOST  # refused
    assert asked(learner, address, {"choice": "oui", "seq": 0}, **headers) <= MOST


def test_sending_an_exam_costs_one_query_more_for_the_refreshers_it_plans(learner, academy, asked):
    learner.get("/fr/")
    address = _attempt(academy, "quiz")
    asked(learner, address, {"item": "q2", "chosen": "rien", "seq": 0})
    assert asked(learner, address, {"submit": "1", "seq": 1}) <= MOST + 1
