"""A certificate's public page: only by the holder's own act, true today, gone when taken back."""

import re
from datetime import timedelta
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone
from PIL import Image

from academy.certification import acts
from academy.certification.credential.own_views import linkedin_link, linkedin_post
from academy.certification.models import SharedAward
from academy.certification.pdf.papers import ensure_papers
from tests.certification.awards import make_award


@pytest.fixture
def award(brand, employee):
    today = timezone.localdate()
    return make_award(brand, person=employee, issued=today - timedelta(days=5), expires=today + timedelta(days=200))


@pytest.fixture
def shared(award):
    SharedAward.objects.create(award=award)
    return award


def switch(client, award, public):
    return client.post(f"/fr/mes-attestations/{award.number}/partager/", {"public": public})


def page(client, award, language="fr"):
    return client.get(f"/p/{award.number}", {"lang": language}, follow=True)


def tags(text: str) -> dict[str, str]:
    return dict(re.findall(r'<meta (?:property|name)="((?:og|twitter):[^"]+)" content="([^"]*)">', text))


def test_there_is_no_page_before_its_holder_asks_and_none_after(award, client, employee):
    assert page(client, award).status_code == 404
    client.force_login(employee)
    for _twice in range(2):
        assert switch(client, award, "yes").url == f"/p/{award.number}"
    client.logout()
    text = page(client, award).content.decode()
    assert "Inès Benali" in text and "Répondre" in text and "Retirer la page" not in text
    client.force_login(employee)
    assert "Retirer la page" in page(client, award).content.decode()
    for _twice in range(2):
        switch(client, award, "no")
    client.logout()
    assert page(client, award).status_code == 404
    assert client.get(f"/p/{award.number}/fr.png", follow=True).status_code == 404


def test_nobody_else_makes_it_public(award, client, community_manager, leader):
    for person in (community_manager, leader):
        client.force_login(person)
        assert switch(client, award, "yes").status_code == 404
    assert not SharedAward.objects.exists()


def test_a_link_to_it_shows_a_preview_from_this_site(shared, client):
    found = tags(page(client, shared).content.decode())
    assert found["og:title"] == "Inès Benali · Répondre"
    assert found["og:url"] == f"http://testserver/p/{shared.number}"
    assert found["twitter:card"] == "summary_large_image"
    assert found["og:image"] == f"http://testserver/p/{shared.number}/fr.png"
    answer = client.get(urlsplit(found["og:image"]).path)
    assert answer["Content-Type"] == "image/png"
    assert Image.open(BytesIO(answer.content)).size == (1200, 630)
    assert "Responder" in tags(page(client, shared, "en").content.decode())["og:title"]


def test_it_asks_search_engines_to_stay_away_and_loads_nothing_from_elsewhere(shared, client):
    answer = page(client, shared)
    assert "noindex" in answer["X-Robots-Tag"]
    sources = re.findall(r'(?:src|href)="(https?://[^"]+)"', answer.content.decode())
    assert not [one for one in sources if urlsplit(one).hostname != "testserver"]


def test_a_withdrawn_certificate_is_not_shown_off(shared, client):
    acts.append(shared, "revoked", None)
    text = page(client, shared).content.decode()
    assert "Retirée" in text and "ne donne aucun droit" in text
    assert "Inès" not in tags(text)["og:title"] and "Inès" not in tags(text)["og:description"]


def test_an_erased_holder_has_no_page(shared, client):
    shared.person.delete()
    assert page(client, shared).status_code == 404
    assert not SharedAward.objects.exists()


def test_a_page_of_another_brand_is_not_here(other_brand, client, brand):
    foreign = make_award(other_brand, "Ailleurs")
    SharedAward.objects.create(award=foreign)
    assert page(client, foreign).status_code == 404


def test_linkedin_gets_the_page_and_the_address_where_it_can_be_checked(shared):
    assert parse_qs(urlsplit(linkedin_post(shared)).query)["url"] == [f"http://testserver/p/{shared.number}"]
    asked = parse_qs(urlsplit(linkedin_link(shared)).query)
    assert asked["certUrl"] == [f"http://testserver/v/{shared.number}"]


def test_my_certificates_offer_it_in_few_queries(award, client, employee, django_assert_max_num_queries):
    ensure_papers(award)
    client.force_login(employee)
    client.get("/fr/mes-attestations/")
    with django_assert_max_num_queries(40):
        text = client.get("/fr/mes-attestations/").content.decode()
    assert f"/fr/mes-attestations/{award.number}/partager/" in text


def test_a_machine_that_tries_pages_is_slowed_down(brand, client, one_minute):
    answers = [client.get("/p/PV-22222-22222-22222").status_code for _ in range(62)]
    assert answers[-1] == 429
