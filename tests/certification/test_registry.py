"""Who may speak, found as people ask for it; and where the brand is one departure from silence."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from academy.certification import acts
from academy.certification.coverage import coverage_of
from academy.certification.models import CoverageTarget, Voice
from academy.library.models import Channel, Topic
from tests.certification.awards import make_award
from tests.people.factories import make_person


def running(brand, holder, days=300, **fields):
    today = timezone.localdate()
    return make_award(brand, holder, issued=today - timedelta(days=9), expires=today + timedelta(days=days), **fields)


@pytest.fixture
def cells(brand):
    x = Channel.objects.create(brand=brand, code="x", name_fr="X", name_en="X")
    Channel.objects.create(brand=brand, code="comptoir", name_fr="Comptoir et atelier", name_en="Counter")
    prix = Topic.objects.create(brand=brand, code="prix", name_fr="Prix", name_en="Prices", sensitivity="orange")
    Topic.objects.create(brand=brand, code="rh", name_fr="Ressources humaines", name_en="HR", sensitivity="red")
    return x, prix


@pytest.fixture
def member(client, employee):
    client.force_login(employee)
    return client


def found(client, **asked):
    return [voice["name"] for voice in client.get("/api/registry", asked).json()["voices"]]


def test_the_registry_answers_as_people_ask(member, brand, cells):
    award = running(brand, "Clara Nguyen")
    Voice.objects.create(brand=brand, person=award.person, skills="Réparations")
    assert found(member, q="allemand comptoir reparation") == ["Clara Nguyen"]
    assert found(member, q="italien") == []
    assert found(member, channel="x", topic="prix", spoken="de") == ["Clara Nguyen"]
    assert found(member, channel="telephone") == []
    assert "Clara Nguyen" in member.get(reverse("certification:registry")).content.decode()


def test_who_objects_is_seen_by_leaders_only(client, member, brand, leader):
    award = running(brand, "Paul Discret")
    award.person.shown_in_registry = False
    award.person.save()
    assert found(member) == []
    client.force_login(leader)
    assert found(client) == ["Paul Discret"]


def test_lost_rights_leave_the_registry_at_once(member, brand, leader, other_brand):
    award = running(brand, "Clara Nguyen")
    running(other_brand, "Étrangère")
    acts.suspend(award, leader, "incident")
    assert found(member) == []
    acts.resume(award, leader)
    stop = acts.freeze(brand, leader, topics=["prix"])
    assert found(member, topic="prix") == [] and found(member, topic="rh") == ["Clara Nguyen"]
    acts.lift(stop, leader)
    assert found(member, topic="prix") == ["Clara Nguyen"]


def test_the_registry_is_for_members_only(client, brand):
    assert client.get("/api/registry").status_code == 302
    assert client.get(reverse("certification:registry")).status_code == 302


def test_queries_of_the_registry_do_not_grow(member, brand, django_assert_max_num_queries):
    for number in range(20):
        running(brand, f"Personne {number}")
    with django_assert_max_num_queries(12):
        member.get(reverse("certification:registry"))


def test_coverage_counts_voices_against_the_target(brand, cells):
    states = lambda **more: {key: cell.state for key, cell in coverage_of(brand, **more).cells.items()}  # noqa: E731
    assert set(states().values()) == {"uncovered"}
    first, second = running(brand, "Une"), running(brand, "Deux")
    assert states()["x", "prix"] == "covered" and states()["x", "rh"] == "fragile"
    assert states(language="it")["x", "prix"] == "uncovered"
    assert states(without=second.person_id)["x", "prix"] == "fragile"
    x, prix = cells
    CoverageTarget.objects.create(brand=brand, channel=x, topic=prix, minimum=3)
    assert states()["x", "prix"] == "fragile"
    running(brand, "Trois", days=30)
    assert states()["x", "prix"] == "fragile"  # one ends soon
    acts.relinquish(first)
    assert coverage_of(brand).cells["x", "prix"].count == 2


def test_the_coverage_page_is_for_leaders(client, member, brand, leader, cells, django_assert_max_num_queries):
    url = reverse("certification:coverage")
    assert member.get(url).status_code == 403
    award = running(brand, "Une")
    client.force_login(leader)
    client.get(url)
    with django_assert_max_num_queries(16):  # five of them for session, person, site, brand and standing
        page = client.get(url, {"without": award.person_id})
    assert "Ce que ce départ changerait" in page.content.decode()
    assert "Comptoir et atelier;Prix;1;1;2;fragile" in client.get(url, {"export": "csv"}).content.decode()


def test_who_does_what_names_owners_and_gaps(member, brand, cells):
    x, _prix = cells
    x.owner = make_person(brand, name="Camille Rey")
    x.save()
    text = member.get(reverse("certification:who_does_what")).content.decode()
    assert "Camille Rey" in text and "personne" in text
