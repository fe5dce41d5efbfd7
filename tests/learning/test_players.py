"""The players over HTTP, without JavaScript and with HTMX: what a learner sees and what is saved."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from academy.learning.models import Attempt, Response, StepCompletion
from tests.people.factories import make_person

HTMX = {"HX-Request": "true"}
JSON = {"Accept": "application/json"}


def _begin(learner, academy, kind, **data):
    return learner.post(reverse("learning:begin", args=[academy.page(kind).pk]), data)


def _attempt() -> Attempt:
    return Attempt.objects.order_by("pk").last()


def _act(learner, follow=True, headers=None, **data):
    attempt = _attempt()
    data.setdefault("seq", attempt.seq)
    return learner.post(reverse("learning:act", args=[attempt.public_id]), data, follow=follow, headers=headers)


def _page(learner, name="attempt", query="") -> str:
    return learner.get(reverse(f"learning:{name}", args=[_attempt().public_id]) + query).content.decode()


def _publish(page, **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def test_a_scenario_is_played_to_its_debrief_without_javascript(learner, academy):
    page = _begin(learner, academy, "scenario")
    assert page.status_code == 303 and page.url.endswith("#maintenant")
    page = learner.get(page.url).content.decode()
    assert "Non merci." in page and "On y va" in page and "Décision 1, la dernière" in page
    ended = _act(learner, choice="non").content.decode()
    assert "Bravo" in ended and "Bien vu." in ended and "5 sur 10" in ended and "plus 1" in ended
    reflected = reverse("learning:reflect", args=[_attempt().public_id])
    debrief = learner.post(reflected, {"reflection": "Au début."}, follow=True).content.decode()
    assert "2 points sur 2" in debrief and "Réussi" in debrief and "Au début." in debrief


def test_a_failed_scenario_says_exactly_why_and_what_worked_better(learner, academy):
    _begin(learner, academy, "scenario")
    _act(learner, choice="oui")
    debrief = _page(learner, "result")
    assert "Une ligne rouge a été franchie" in debrief and "faux avis" in debrief
    assert "3 points perdus" in debrief and "Moment décisif" in debrief
    assert "Non merci." in debrief and "Rejouer d’ici" in debrief


def test_practice_goes_back_and_the_log_keeps_both_branches(learner, academy):
    _long_scenario(academy)
    _begin(learner, academy, "scenario")
    _act(learner, choice="non")
    page = _act(learner, rewind="0").content.decode()
    assert "Rejouer" not in page and "Décision 1" in page
    assert list(_attempt().responses.values_list("action__do", flat=True)) == ["choose", "rewind"]


def test_a_graded_scenario_refuses_to_go_back_and_hides_its_reference_until_passed(learner, academy):
    _publish(_long_scenario(academy), graded=True, coach="at_end")
    _begin(learner, academy, "scenario")
    page = _act(learner, choice="oui").content.decode()
    assert "Rejouer d’ici" not in page and "Le mot du coach" not in page and 'type="radio"' in page
    refused = _act(learner, rewind="0").content.decode()
    assert "Vos choix précédents sont conservés" in refused and _attempt().seq == 1
    _act(learner, choice="fin")
    debrief = _page(learner, "result")
    assert "Ce qui marche mieux se montre une fois le scénario réussi" in debrief
    assert "points perdus" in debrief and "decision__reference" not in debrief
    assert Attempt.objects.count() == 1
    _begin(learner, academy, "scenario", again=1)
    _act(learner, choice="non")
    _act(learner, choice="fin")
    assert _attempt().passed and "parcours de référence" not in _page(learner, "result")  # nothing was lost


def test_a_finished_practice_is_played_again_from_a_decision_as_a_new_attempt(learner, academy):
    _long_scenario(academy)
    _begin(learner, academy, "scenario")
    _act(learner, choice="oui")
    _act(learner, choice="fin")
    first = _attempt()
    learner.post(reverse("learning:replay", args=[first.public_id]), {"turn": "1"})
    fresh = _attempt()
    assert (fresh.number, fresh.state["path"], fresh.status) == (2, ["debut/oui"], "running")
    first.refresh_from_db()
    assert first.status == "done"


def test_a_quiz_is_answered_to_its_result_without_javascript(learner, academy):
    _begin(learner, academy, "quiz")
    for item, chosen in (("q1", ["bien"]), ("q2", ["ceci", "cela"])):
        page = _act(learner, item=item, chosen=chosen)
        assert page.status_code == 200 and "C’est juste." in page.content.decode()
    result = _act(learner, submit="1").content.decode()
    assert "100 %" in result and "Réussi" in result
    assert StepCompletion.objects.filter(step_key=academy.steps["quiz"].key).exists()


def test_an_exam_explains_nothing_before_it_is_sent_and_lets_one_move_and_change(learner, academy):
    _publish(academy.page("quiz"), show_feedback=False)
    _begin(learner, academy, "quiz")
    first = _attempt().state["items"][0]
    wrong = {"q1": ["rien"], "q2": ["ceci"]}
    page = _act(learner, item=first, chosen=wrong[first]).content.decode()
    assert "Pas tout à fait" not in page and "Question 2 sur 2" in page and "question 1 enregistrée" in page
    assert "question 2 enregistrée" not in _page(learner, query="?question=2&saved=2")  # an address alone saves nothing
    review = _page(learner, query="?question=envoi")
    assert "1 question est encore sans réponse" in review
    assert "checked" in _page(learner, query="?question=1")
    right = {"q1": ["bien"], "q2": ["ceci", "cela"]}
    for item in ("q1", "q2"):
        _act(learner, item=item, chosen=right[item])
    assert "100 %" in _act(learner, submit="1").content.decode()


def test_a_double_click_saves_once_and_says_so(learner, academy):
    _begin(learner, academy, "quiz")
    for _ in range(2):
        page = _act(learner, item="q1", chosen=["bien"], seq=0)
    assert Response.objects.count() == 1
    assert "Votre choix était déjà enregistré" in page.content.decode()


def test_an_answer_from_an_older_tab_is_saved_when_nobody_touched_its_question(learner, academy):
    _publish(academy.page("quiz"), show_feedback=False)
    _begin(learner, academy, "quiz")
    _act(learner, item="q1", chosen=["bien"], seq=0)
    saved = _act(learner, item="q2", chosen=["ceci", "cela"], seq=0, headers=JSON).json()
    assert saved["saved"] and saved["seq"] == 2


def test_an_older_tab_cannot_overwrite_a_newer_answer(learner, academy):
    _publish(academy.page("quiz"), show_feedback=False)
    _begin(learner, academy, "quiz")
    _act(learner, item="q1", chosen=["bien"], seq=0)
    told = _act(learner, item="q1", chosen=["rien"], seq=0, headers=JSON).json()
    assert not told["saved"] and told["refused"] == "stale" and "rien n’est perdu" in told["message"]
    assert ["q1", ["bien"]] in _attempt().state["answers"]


def test_htmx_gets_the_new_turn_alone_with_the_meters_said_once(learner, academy):
    _long_scenario(academy)
    _begin(learner, academy, "scenario")
    part = _act(learner, choice="non", headers=HTMX, follow=False).content.decode()
    assert "<html" not in part and part.count("data-focus") == 1
    assert 'id="annonce"' in part and "confiance" in part.lower()


@pytest.mark.parametrize("data", [
    {}, {"seq": "x"}, {"seq": "999999999999"}, {"choice": "rien-de-tel"}, {"rewind": "-1"}, {"rewind": "9" * 40},
    {"submit": "1"}, {"item": "q1", "chosen": ["a"] * 50}, {"choice": "\x00"}, {"seq": "٣", "choice": "non"},
])  # fmt: skip
def test_a_forged_form_gets_a_clear_page_and_loses_nothing(learner, academy, data):
    _begin(learner, academy, "scenario")
    page = _act(learner, **{"seq": "0", **data})
    assert page.status_code == 200 and "On y va" in page.content.decode()
    assert _attempt().seq == 0


def test_another_persons_attempt_is_not_found(client, learner, academy):
    _begin(learner, academy, "scenario")
    public_id = _attempt().public_id
    client.force_login(make_person(academy.brand))
    for name in ("attempt", "result"):
        assert client.get(reverse(f"learning:{name}", args=[public_id])).status_code == 404
    for name in ("act", "reflect", "replay"):
        assert client.post(reverse(f"learning:{name}", args=[public_id]), {"seq": "0"}).status_code == 404
    assert client.get(reverse("learning:attempt", args=[uuid4()])).status_code == 404


def test_a_time_limit_is_kept_by_the_server_and_what_was_saved_counts(learner, academy):
    _begin(learner, academy, "quiz")
    _act(learner, item="q1", chosen=["bien"])
    Attempt.objects.update(deadline=timezone.now() - timedelta(seconds=1))
    page = _act(learner, item="q2", chosen=["ceci", "cela"]).content.decode()
    assert "Tout ce que vous aviez enregistré jusque-là compte" in page
    attempt = _attempt()
    assert (attempt.status, attempt.score) == ("done", 50)


def test_a_forgotten_exam_is_closed_when_somebody_looks(learner, academy):
    _begin(learner, academy, "quiz")
    Attempt.objects.update(deadline=timezone.now() - timedelta(days=1))
    assert "0 %" in learner.get(reverse("learning:attempt", args=[_attempt().public_id]), follow=True).content.decode()
    assert _attempt().status == "done"


def test_used_up_attempts_lead_to_the_last_result_with_a_reason(learner, academy):
    _publish(academy.page("quiz"), attempts=1)
    _begin(learner, academy, "quiz")
    _act(learner, submit="1")
    page = learner.post(reverse("learning:begin", args=[academy.page("quiz").pk]), follow=True)
    assert "tentatives sont utilisées" in page.content.decode() and Attempt.objects.count() == 1


def test_leaving_and_coming_back_on_another_device_continues(learner, academy, client):
    _begin(learner, academy, "quiz")
    _act(learner, item="q1", chosen=["bien"])
    client.logout()
    client.force_login(academy.learner)
    back = client.post(reverse("learning:begin", args=[academy.page("quiz").pk]), follow=True).content.decode()
    assert Attempt.objects.count() == 1 and "1 répondue" in back


@pytest.mark.parametrize("headers", [None, HTMX, JSON], ids=["form", "htmx", "script"])
@pytest.mark.parametrize("kind", ["scenario", "quiz"])
def test_an_action_costs_at_most_eight_queries_whatever_the_size(learner, academy, kind, headers):
    _long_scenario(academy, steps=60)
    _begin(learner, academy, kind)
    moves = [{"choice": "non"}, {"choice": "suite"}] if kind == "scenario" else [{"item": "q1", "chosen": ["bien"]}] * 2
    _act(learner, follow=False, headers=headers, **moves[0])
    with CaptureQueriesContext(
        connection,
    ) as queries:
        page = _act(learner, follow=False, headers=headers, seq=1, **moves[1])
    asked = [q["sql"] for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))]
    assert page.status_code in (200, 303) and len(asked) <= 8 + 1, "\n".join(asked)  # 1: this test reads the attempt


def _long_scenario(academy, steps: int = 2):
    """The scenario with a second decision (or many), in place of the short one."""
    from academy.exercises.scenario_text import read_scenario
    from academy.library.scenario_engine import fill_scenario_page

    middle = "\n".join(
        f"## s{n} : Suite {n}\nEt puis ?\n- On continue. -> {f's{n + 1}' if n + 1 < steps else 'bilan'} {{#suite}}\n"
        f"  effets: confiance +0\n  retour: Bien.\n- Assez. -> bilan {{#fin}}\n  retour: Soit."
        for n in range(1, steps)
    )
    text = f"""---
type: scénario
titre: Une longue scène
langue: fr
minutes: 4
personnages: {{Karim: collègue}}
jauges: {{confiance: 4/10}}
points: [courage]
réussite: {{score: 70, fins: [succès]}}
---
## debut : Le début
Karim : On y va ?
- Non merci. -> s1 {{#non}}
  effets: courage +2, confiance +1
  retour: Bien vu.
- Oui. -> s1 {{#oui}}
  effets: courage -1, confiance -1
  retour: Dommage.
{middle}
## bilan : Le soir [aiguillage]
- si confiance >= 5 -> gagne
- sinon -> perdu
## gagne : Bravo [succès]
Fin.
## perdu : Dommage [échec]
Fin.
"""
    scenario, problems = read_scenario(text, "scene.md")
    assert scenario, problems
    page = academy.page("scenario")
    fill_scenario_page(page, scenario)
    page.save_revision().publish()
    return academy.page("scenario")
