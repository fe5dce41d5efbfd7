"""What a stranger learns on the verification page: the state today, and nothing beyond what the holder agreed to."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from academy.certification import acts
from academy.certification.models import Award
from tests.certification.awards import make_award


def today():
    return timezone.localdate()


@pytest.fixture
def award(brand):
    return make_award(brand, issued=today() - timedelta(days=10), expires=today() + timedelta(days=300))


def page(client, number, **headers):
    return client.get(f"/v/{number}", headers={"accept-language": "fr", **headers})


def word(client, number):
    text = page(client, number).content.decode()
    return text.split('id="word">')[1].split("</h1>")[0].split(">")[-1].strip()


def test_every_state_has_its_word(client, brand, leader, award):
    assert word(client, award.number) == "Valide"
    acts.suspend(award, leader, "incident")
    assert word(client, award.number) == "Suspendue"
    acts.resume(award, leader)
    stop = acts.freeze(brand, leader)
    assert word(client, award.number) == "Suspendue"
    acts.lift(stop, leader)
    assert word(client, award.number) == "Valide"
    acts.append(award, "revoked", leader)
    assert word(client, award.number) == "Retirée"
    old = make_award(brand, "Paul", issued=today() - timedelta(days=400), expires=today() - timedelta(days=1))
    assert word(client, old.number) == "Expirée"
    Award.objects.create(
        brand=brand, person=old.person, level=old.level, cycle=2, holder="Paul", language="fr", scope=old.scope,
        evidence={}, issued=today() - timedelta(days=5), expires=today() + timedelta(days=5),
    )  # fmt: skip
    assert word(client, old.number) == "Remplacée"
    given = make_award(brand, "Rendue", issued=today(), expires=today())
    acts.relinquish(given)
    assert word(client, given.number) == "Rendue"
    assert word(client, make_award(brand, "B", issued=today() + timedelta(days=2)).number) == "Pas encore commencée"
    assert word(client, "PV-22222-22222-22222") == "Inconnue"


def test_a_person_who_left_has_no_right_any_more(client, award):
    award.person.memberships.all().delete()
    assert word(client, award.number) == "Terminée"


def test_an_erased_person_leaves_a_tombstone_without_identity(client, award):
    award.person.delete()
    award.refresh_from_db()
    assert award.holder == "" and award.evidence == {}
    text = page(client, award.number).content.decode()
    assert "Titulaire effacé" in text and "Inès" not in text and "Service après-vente" not in text


def test_the_name_is_shown_unless_the_holder_objects(client, award):
    assert "Inès Benali" in page(client, award.number).content.decode()
    award.person.shown_on_verification = False
    award.person.save()
    text = page(client, award.number).content.decode()
    assert "Inès Benali" not in text and "non affiché" in text
    assert award.person.email not in text


def test_a_stop_for_one_topic_hides_it_and_leaves_the_right(client, brand, leader, award):
    acts.freeze(brand, leader, topics=["rh"])
    text = page(client, award.number).content.decode()
    assert word(client, award.number) == "Valide"
    assert "Prix" in text and "Ressources humaines" not in text and "en pause" in text


def test_numbers_are_forgiven(client, award):
    for typed in (award.number.lower(), award.number.replace("-", ""), award.number.replace("-", " ")[3:]):
        assert page(client, typed).url == f"/v/{award.number}"
        answer = client.get("/v/", {"number": typed, "lang": "en"})
        assert answer.url == f"/v/{award.number}?lang=en"
    helpful = client.get("/v/", {"number": "12345"}, headers={"accept-language": "fr"})
    assert helpful.status_code == 400 and "PV-" in helpful.content.decode()
    assert page(client, "n'importe quoi").status_code == 400


def test_both_languages_by_query_cookie_or_browser(client, award):
    assert "Valid<" in page(client, award.number, **{"accept-language": "en"}).content.decode().replace("\n", "")
    shown = client.get(f"/v/{award.number}?lang=en", headers={"accept-language": "fr"})
    assert 'lang="en"' in shown.content.decode() and "Responder" in shown.content.decode()
    assert "Répondre" in page(client, award.number).content.decode()


def test_the_page_is_not_indexed_and_needs_no_account(client, award):
    answer = page(client, award.number)
    assert answer.status_code == 200
    assert "noindex" in answer["X-Robots-Tag"] and "no-store" in answer["Cache-Control"]


def test_a_certificate_of_another_brand_is_unknown_here(client, other_brand):
    foreign = make_award(other_brand, "Ailleurs")
    assert word(client, foreign.number) == "Inconnue"


def test_a_machine_that_tries_numbers_is_slowed_down(client, brand, one_minute):
    answers = [page(client, "PV-22222-22222-22222").status_code for _ in range(62)]
    assert answers[:60] == [200] * 60 and answers[-1] == 429


def test_few_queries(client, award, django_assert_max_num_queries):
    page(client, award.number)
    with django_assert_max_num_queries(10):
        page(client, award.number)


def drop(client, data, name="attestation.pdf"):
    return client.post("/v/", {"document": SimpleUploadedFile(name, data)}, headers={"accept-language": "fr"})


def test_a_dropped_file_is_genuine_altered_or_not_ours(client, award):
    from academy.certification.tasks import ensure_papers

    data = ensure_papers(award).pdf.open("rb").read()
    text = drop(client, data).content.decode()
    assert "Valide" in text and "octet pour octet" in text
    assert "Altéré" in drop(client, data + b" ").content.decode()
    assert "Pas de nous" in drop(client, b"%PDF-1.7 rien").content.decode()
    assert drop(client, b"\x00\x01").status_code == 200
    assert client.post("/v/").status_code == 400
    acts.append(award, "revoked", None)
    assert "Retirée" in drop(client, data).content.decode()


def test_the_landing_page_leads_there(client, brand):
    assert reverse("verification:form") in client.get("/fr/").content.decode()
