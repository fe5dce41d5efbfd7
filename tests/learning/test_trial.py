"""An author plays the draft as a learner would; nothing is recorded."""

import pytest
from django.urls import reverse

from academy.learning.models import Attempt, Progress, Response
from academy.learning.trial import MOST_CHARACTERS
from academy.library.models import ExerciseVersion
from academy.people.models import Role
from tests.people.factories import make_brand, make_person


@pytest.fixture
def leader(client, academy):
    client.force_login(make_person(academy.brand, Role.LEADER))
    return client


def _begin(client, academy, kind="scenario", query=""):
    return client.get(reverse("exercise_trial", args=[academy.page(kind).pk]) + query, follow=True)


def _act(client, shown, follow=True, **data):
    place = shown.wsgi_request.path
    return client.post(place, {"seq": shown.context["attempt"].seq, **data}, follow=follow)


def test_the_draft_is_played_to_its_debrief_and_nothing_is_recorded(leader, academy):
    draft = academy.page("scenario")
    draft.steps[0].value["choices"][0]["text"] = "Seulement dans le brouillon."
    draft.save_revision()
    versions = ExerciseVersion.objects.count()
    shown = _begin(leader, academy)
    page = shown.content.decode()
    assert "Seulement dans le brouillon." in page and "rien n’est enregistré" in page
    assert shown.wsgi_request.path in page and "/tentative/" not in page
    ended = _act(leader, shown, choice="non")
    assert "Bien vu." in ended.content.decode()
    debrief = _act(leader, ended, reflection="Au début.")
    page = debrief.content.decode()
    assert "2 points sur 2" in page and "Réussi" in page and "/tentative/" not in page
    assert not Attempt.objects.exists() and not Response.objects.exists() and not Progress.objects.exists()
    assert ExerciseVersion.objects.count() == versions


def test_a_quiz_is_tried_question_by_question(leader, academy):
    shown = _begin(leader, academy, "quiz")
    while shown.context["open"]:
        one = shown.context["open"][0]
        shown = leader.get(f"{shown.wsgi_request.path}?question={one.number}")
        shown = _act(leader, shown, item=one.id, chosen=[one.inputs[0].options[0].id])
        assert "rien n’est enregistré" in shown.content.decode()
    result = _act(leader, shown, submit="1")
    assert "outcome" in result.context and not Attempt.objects.exists()
    again = leader.get(result.wsgi_request.path)
    assert again.status_code == 200 and "outcome" in again.context


def test_a_step_back_and_another_turn_work_as_in_practice(leader, academy):
    ended = _act(leader, _begin(leader, academy), choice="non")
    debrief = leader.get(ended.wsgi_request.path + "?bilan=1")
    replayed = leader.post(debrief.wsgi_request.path, {"turn": "0"}, follow=True)
    assert replayed.context["attempt"].seq == 0 and "Non merci." in replayed.content.decode()


def test_with_a_script_the_browser_is_sent_to_the_next_address(leader, academy):
    shown = _begin(leader, academy)
    place = shown.wsgi_request.path
    answer = leader.post(place, {"seq": 0, "choice": "non"}, headers={"HX-Request": "true"})
    assert answer.status_code == 204 and answer["HX-Redirect"].endswith("#maintenant")
    assert leader.get(answer["HX-Redirect"]).status_code == 200


def test_a_refused_choice_is_explained_and_leads_nowhere(leader, academy):
    shown = _act(leader, _begin(leader, academy), choice="inventé")
    assert shown.context["attempt"].seq == 0
    assert "Vos choix précédents sont conservés" in shown.content.decode()


def test_an_address_that_no_longer_fits_the_draft_goes_back_to_where_it_does(leader, academy):
    ended = _act(leader, _begin(leader, academy), choice="non")
    draft = academy.page("scenario")
    del draft.steps[0].value["choices"][0]
    draft.save_revision()
    shown = leader.get(ended.wsgi_request.path, follow=True)
    assert shown.context["attempt"].seq == 0 and "Le brouillon a changé" in shown.content.decode()


def test_play_begins_at_a_step_of_the_story(leader, academy):
    ending = next(one for one in academy.page("scenario").read_engine()[0].steps if one.kind == "ending")
    shown = _begin(leader, academy, query=f"?from={ending.id}")
    assert shown.context["attempt"].state["at"] == ending.id
    assert _begin(leader, academy, query="?from=nulle-part").context["attempt"].seq == 0


@pytest.mark.parametrize("text", ["x", "a:b:c", "x" * (MOST_CHARACTERS + 1)])
def test_an_address_made_by_hand_is_not_found(leader, academy, text):
    place = reverse("exercise_trial_at", args=[academy.page("scenario").pk, text])
    assert leader.get(place, follow=True).status_code == 404


def test_a_draft_that_cannot_be_played_leads_back_to_its_form(leader, academy):
    draft = academy.page("scenario")
    draft.steps = []
    draft.save_revision()
    shown = _begin(leader, academy)
    assert "ne peut pas encore être joué" in shown.content.decode()
    assert shown.redirect_chain[-1][0] == reverse("wagtailadmin_pages:edit", args=[draft.pk])


def test_only_people_who_may_edit_the_page_come_in(client, academy):
    leader = make_person(academy.brand, Role.LEADER)
    client.force_login(leader)
    place = _begin(client, academy).wsgi_request.path
    for person in (academy.learner, make_person(make_brand("Autre", "autre.example"), Role.LEADER)):
        client.force_login(person)
        for url in (place, reverse("exercise_trial", args=[academy.page("scenario").pk])):
            answer = client.get(url)
            assert answer.status_code in (302, 403) and answer.get("Location", "") != place


def test_the_editor_and_the_report_lead_to_it(leader, academy):
    pk = academy.page("scenario").pk
    start = reverse("exercise_trial", args=[pk])
    editor = leader.get(reverse("wagtailadmin_pages:edit", args=[pk])).content.decode()
    assert editor.count(f'href="{start}"') >= 2 and "Jouer comme un apprenant" in editor
    assert f"{start}?from=" in leader.get(reverse("exercise_report", args=[pk])).content.decode()


def test_play_begins_at_a_scene_and_along_a_given_play(leader, academy):
    draft = academy.page("scenario")
    scenario = draft.read_engine()[0]
    first = next(step for step in scenario.steps if step.kind == "scene")
    place = f"{first.id}/{first.choices[0].id}"
    assert _begin(leader, academy, query=f"?along={place}").context["attempt"].seq == 1
    assert _begin(leader, academy, query=f"?from={first.id}").context["attempt"].state["at"] == first.id
