"""The players over HTTP, without JavaScript: what a learner sees and what is saved."""

from django.urls import reverse

from academy.learning.models import Attempt


def _begin(learner, academy, kind, **data):
    return learner.post(reverse("learning:begin", args=[academy.page(kind).pk]), data)


def _attempt() -> Attempt:
    return Attempt.objects.order_by("pk").last()


def _act(learner, follow=True, **data):
    attempt = _attempt()
    data.setdefault("seq", attempt.seq)
    return learner.post(reverse("learning:act", args=[attempt.public_id]), data, follow=follow)


def test_a_scenario_is_played_to_its_debrief_without_javascript(learner, academy):
    page = _begin(learner, academy, "scenario")
    assert page.status_code == 303 and page.url.endswith("#maintenant")
    page = learner.get(page.url).content.decode()
    assert "Non merci." in page and "On y va" in page
    ended = _act(learner, choice="non").content.decode()
    assert "Bravo" in ended and "Bien vu." in ended
    debrief = learner.post(
        reverse("learning:reflect", args=[_attempt().public_id]), {"reflection": "Au début."}, follow=True
    ).content.decode()
    assert "2 points sur 2" in debrief and "Réussi" in debrief and "Au début." in debrief


def test_a_quiz_is_answered_to_its_result_without_javascript(learner, academy):
    _begin(learner, academy, "quiz")
    for item, chosen in (("q1", ["bien"]), ("q2", ["ceci", "cela"])):
        page = _act(learner, item=item, chosen=chosen)
        assert page.status_code == 200
    result = _act(learner, submit="1").content.decode()
    assert "100 %" in result and "Réussi" in result
