"""Writing a reply over HTTP: kept as one goes, checked with the place marked, pseudonymised, sent once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from academy.learning.attempts import replayed_state
from academy.learning.models import Attempt, Response, SentReply, StepCompletion
from academy.library.models import VoiceRule
from academy.people.models import Role
from tests.learning.academies import Academy, standing_academy
from tests.learning.replies import GOOD, begin, page_of, write
from tests.people.factories import make_brand, make_person

JSON = {"Accept": "application/json"}
HTMX = {"HX-Request": "true"}
PRIVATE = GOOD + " Appelez-nous au 06 12 34 56 78."


@pytest.fixture
def academy(replies_rows) -> Academy:
    return standing_academy()


@pytest.fixture
def learner(client, academy):
    client.force_login(academy.learner)
    begin(client)
    return client


def _attempt() -> Attempt:
    return Attempt.objects.order_by("pk").last()


def _page(client, query="") -> str:
    return client.get(reverse("learning:attempt", args=[_attempt().public_id]) + query, follow=True).content.decode()


def test_the_page_before_says_how_it_is_reviewed_and_what_is_trained(client, academy):
    client.force_login(academy.learner)
    academy.enrol()
    shown = client.get(page_of(False).get_url()).content.decode()
    assert "les managers jamais" in shown and "Accueil et humanité" in shown
    assert "2 personnes la relisent" in client.get(page_of(True).get_url()).content.decode()


def test_a_draft_is_kept_and_found_again_on_another_device(learner, client, academy):
    shown = _page(learner)
    assert "Samedi, magasin de Lyon" in shown and "25 minutes" in shown and "signes sur 600" in shown
    answer = write(learner, "save", "Bonjour Karim,")
    assert answer.status_code == 302 or answer.status_code == 303
    other = type(client)()
    other.force_login(academy.learner)
    assert "Bonjour Karim,</textarea>" in _page(other)
    kept = write(other, "save", GOOD, headers=JSON).json()
    assert kept["saved"] and kept["seq"] == 2 and kept["size"] == len(GOOD) and kept["at"]


def test_saving_twice_late_or_from_another_tab_loses_nothing(learner):
    first = write(learner, "save", "Bonjour Karim", headers=JSON).json()
    again = write(learner, "save", "Bonjour Karim", seq=0, headers=JSON).json()
    assert again["saved"] and again["seq"] == first["seq"] == 1 and Response.objects.count() == 1
    late = write(learner, "save", "Un autre texte", seq=0, headers=JSON).json()
    assert late["saved"] and late["seq"] == 2
    write(learner, "save", "Écrit sur le téléphone", seq=0)
    shown = _page(learner)
    assert "Une autre version a été enregistrée entre-temps" in shown
    assert "Écrit sur le téléphone</textarea>" in shown and "2 versions précédentes" in shown
    assert "Bonjour Karim" in shown and "Un autre texte" in shown
    assert replayed_state(_attempt()).drafts == ("Bonjour Karim", "Un autre texte", "Écrit sur le téléphone")


def test_going_on_writing_does_not_fill_the_list_of_versions(learner):
    for end in range(5, len(GOOD), 7):
        write(learner, "save", GOOD[:end], headers=JSON)
    write(learner, "save", GOOD, headers=JSON)
    assert _attempt().state["drafts"] == [GOOD]
    write(learner, "save", "Tout autre chose", headers=JSON)
    write(learner, "take", GOOD)
    assert _attempt().state["drafts"] == [GOOD, "Tout autre chose", GOOD]


def test_the_check_marks_the_place_gives_the_reason_and_grades_nothing(learner):
    text = "Désolé pour la gêne occasionnée !! Votre commentaire sur samedi est noté, nous vous répondrons en privé."
    answer = write(learner, "check", text)
    assert answer.url.endswith("?verifier=1#maintenant")
    shown = _page(learner, "?verifier=1")
    assert "Formule toute faite." in shown and "nommez le problème" in shown
    assert (
        '<mark class="mark mark--warning" id="passage-' in shown and "Désolé pour la gêne occasionnée</mark>" in shown
    )
    assert "Saluez la personne." in shown and "%" not in shown.partition("verification")[2].partition("</section>")[0]
    assert not SentReply.objects.exists() and _attempt().score is None
    swapped = write(learner, "check", text, headers=HTMX).content.decode()
    assert "<html" not in swapped and "data-focus" in swapped and "Formule toute faite." in swapped


def test_the_charter_speaks_beside_the_exercise_with_its_reason_and_holds_nothing_back(learner, academy):
    rule = VoiceRule.objects.create(
        brand=academy.brand, code="renfort", kind="prefer", words=["renfort"], prefer="un collègue de plus",
        message_fr="Des mots de tous les jours.", message_en="Everyday words.",
    )  # fmt: skip
    VoiceRule.objects.create(brand=academy.brand, code="anglais", kind="forbid", words=["dès"], language="en",
                             message_en="No.")  # fmt: skip
    VoiceRule.objects.create(brand=make_brand("Autre", "autre.exemple"), code="autre", kind="forbid", words=["dès"],
                             message_fr="Ailleurs.", message_en="Elsewhere.")  # fmt: skip
    shown = write(learner, "check", GOOD, follow=True).content.decode()
    assert shown.count("règle de la charte</span>") == 1 and "Des mots de tous les jours." in shown
    assert "un collègue de plus" in shown and "Ailleurs." not in shown
    assert "1 règle de la charte" in _page(learner)
    rule.delete()  # an edit changes the advice of an attempt under way, nothing else
    assert "Des mots de tous les jours." not in _page(learner, "?verifier=1")
    write(learner, "send", GOOD)
    assert SentReply.objects.get().text == GOOD


def test_an_empty_text_is_said_to_be_empty_and_not_sent(learner):
    write(learner, "check", "  ")
    assert "Rien à vérifier encore" in _page(learner, "?verifier=1")
    write(learner, "send", "")
    assert _attempt().status == "running"


def test_personal_data_holds_the_sending_back_keeps_the_text_and_offers_a_placeholder(learner):
    answer = write(learner, "send", PRIVATE, follow=True)
    shown = answer.content.decode()
    assert _attempt().status == "running" and "La réponse ne peut pas partir en l’état." in shown
    assert "Des données personnelles dans votre réponse" in shown and "un numéro de téléphone" in shown
    assert "06 12 34 56 78" in shown and "[téléphone]" in shown
    write(learner, "pseudonymise", PRIVATE)
    assert _attempt().state["drafts"][-1].endswith("Appelez-nous au [téléphone].")
    assert write(learner, "send", _attempt().state["drafts"][-1]).url.endswith("/bilan/")


def test_sending_waits_for_review_completes_the_step_and_a_double_click_changes_nothing(learner, academy):
    answer = write(learner, "send", GOOD)
    assert answer.url.endswith("/bilan/")
    write(learner, "send", GOOD, seq=0)
    write(learner, "send", "Autre chose", seq=0)
    sent = SentReply.objects.get()
    assert (sent.text, sent.graded, sent.wanted, sent.state) == (GOOD, False, 1, "waiting")
    attempt = _attempt()
    assert attempt.status == "done" and attempt.score is None and attempt.passed is None
    assert StepCompletion.objects.filter(person=academy.learner, step_key=page_of(False).translation_key).count() == 1
    shown = _page(learner)
    assert "Envoyée, en attente de relecture" in shown and "Une bonne réponse parmi d’autres" in shown
    assert "En attente de relecture" in learner.get(page_of(False).get_url()).content.decode()


def test_a_text_that_was_kept_a_moment_before_is_sent_all_the_same(learner):
    write(learner, "save", GOOD, seq=0, headers=JSON)
    assert write(learner, "send", GOOD, seq=0).url.endswith("/bilan/")
    assert SentReply.objects.get().text == GOOD


def test_where_it_counts_the_model_is_not_shown_before_it_is_found_good(learner):
    begin(learner, graded=True)
    write(learner, "send", GOOD)
    shown = _page(learner)
    assert SentReply.objects.get().wanted == 2 and "2 personnes la relisent" in shown
    assert "Une bonne réponse parmi d’autres" not in shown and "La réécrire" not in shown


def test_what_was_sent_before_is_at_hand_when_rewriting(learner):
    write(learner, "send", GOOD)
    begin(learner)
    shown = _page(learner)
    assert "Ce que vous aviez envoyé la dernière fois" in shown and "Repartir de ce texte" in shown


def test_a_text_cannot_be_written_by_somebody_else_or_after_it_was_sent(learner, client, academy):
    attempt = _attempt()
    other = type(client)()
    other.force_login(make_person(academy.brand, role=Role.LEADER))
    assert write(other, "save", "Intrusion", attempt).status_code == 404
    write(learner, "send", GOOD)
    refused = write(learner, "save", "Trop tard", attempt, headers=JSON).json()
    assert not refused["saved"] and refused["status"] == "done" and SentReply.objects.get().text == GOOD


def test_a_text_of_any_length_is_answered_without_breaking(learner):
    answer = write(learner, "save", "a" * 6000, follow=True)
    assert answer.status_code == 200 and _attempt().state["drafts"] == []


def test_keeping_a_draft_costs_few_queries(learner):
    write(learner, "save", "Bonjour", headers=JSON)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        write(learner, "save", "Bonjour Karim", headers=JSON)
    asked = [one["sql"] for one in seen if "SAVEPOINT" not in one["sql"] and "django_session" not in one["sql"]]
    assert len(asked) <= 11, "\n".join(asked)


def test_a_leader_tries_the_draft_from_the_form_and_nothing_is_recorded(client, academy):
    client.force_login(make_person(academy.brand, Role.LEADER))
    page = page_of(graded=True)
    start = reverse("exercise_trial", args=[page.pk])
    assert start in client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    place = client.get(start, follow=True).wsgi_request.path
    for do, said in (("send", "06 12 34 56 78"), ("check", "remarque")):
        shown = client.post(place, {"do": do, "text": PRIVATE, "seq": 0}, follow=True)
        place, html = shown.wsgi_request.path, shown.content.decode()
        assert said in html and "rien n’est enregistré" in html and "/tentative/" not in html
    shown = client.post(place, {"do": "pseudonymise", "text": PRIVATE, "seq": 1}, follow=True)
    assert "06 12" not in shown.content.decode()
    sent = client.post(shown.wsgi_request.path, {"do": "send", "text": GOOD, "seq": 1}, follow=True)
    assert "Un essai n’est relu par personne" in sent.content.decode()
    assert not Attempt.objects.exists() and not SentReply.objects.exists() and not Response.objects.exists()
