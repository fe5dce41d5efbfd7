"""People move and leave: the level stays and its scope is trimmed; nothing is left without an owner."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from academy.certification import acts
from academy.certification.life import Status
from academy.certification.lives import status_of
from academy.certification.models import Award
from academy.certification.ownership import hand_over, vacancies
from academy.library.models import Channel, Topic
from academy.people.models import Membership
from tests.certification.awards import make_award
from tests.people.factories import make_department, make_person


@pytest.fixture
def care(brand):
    return make_department(brand, "Relation client")


@pytest.fixture
def channels(brand, care):
    Channel.objects.create(brand=brand, code="x", name_fr="X", name_en="X", department=care)
    return Channel.objects.create(brand=brand, code="comptoir", name_fr="Comptoir", name_en="Counter")


@pytest.fixture
def award(brand, care, channels):
    """Of somebody of customer care, on a channel of that department and on one open to all."""
    today = timezone.localdate()
    award = make_award(
        brand, person=make_person(brand, department=care, name="Karim Haddad"), issued=today - timedelta(days=50),
        expires=today + timedelta(days=90),
    )  # fmt: skip
    Award.objects.update(scope={**award.scope, "department": {"code": care.code, "name": care.name}})
    return Award.objects.get()


def move(person, department):
    Membership.objects.filter(user=person).update(department=department)
    Membership.objects.get(user=person).save()


def codes(award):
    return [one["code"] for one in award.scope["channels"]]


@pytest.fixture
def moved(award, shops, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        move(award.person, shops)
    return Award.objects.exclude(pk=award.pk).get()


def test_a_transfer_keeps_the_level_and_ends_the_scope_of_the_old_department(award, moved, shops, care):
    assert status_of(award) == Status.REPLACED and codes(award) == ["x", "comptoir"]
    assert status_of(moved) == Status.VALID and codes(moved) == ["comptoir"]
    assert (moved.level, moved.expires) == (award.level, award.expires)
    assert moved.scope["department"] == {"code": shops.code, "name": "Boutiques"}
    assert status_of(award, timezone.localdate() - timedelta(days=1)) == Status.VALID


def test_the_registry_and_the_old_paper_say_so_at_once(client, award, moved, employee):
    client.force_login(employee)
    voice = client.get("/api/registry").json()["voices"][0]
    assert voice["channels"] == ["comptoir"] and voice["departments"] == ["Boutiques"]
    assert "Remplacée" in client.get(f"/v/{award.number}", follow=True).content.decode()


def test_saving_again_without_a_move_changes_nothing(award, moved, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        Membership.objects.get(user=award.person).save()
    assert Award.objects.count() == 2


def test_a_suspension_is_not_lifted_by_moving(award, shops, leader, django_capture_on_commit_callbacks):
    acts.suspend(award, leader, "incident")
    with django_capture_on_commit_callbacks(execute=True):
        move(award.person, shops)
    assert status_of(Award.objects.exclude(pk=award.pk).get()) == Status.SUSPENDED


def test_a_move_below_the_same_department_changes_nothing_of_the_channels(
    award, brand, care, django_capture_on_commit_callbacks
):
    team = make_department(brand, "Équipe du soir", parent=care)
    with django_capture_on_commit_callbacks(execute=True):
        move(award.person, team)
    assert Award.objects.count() == 1  # the department on the certificate still holds


def test_a_second_membership_that_ends_in_the_old_department_is_a_transfer(
    award, brand, shops, django_capture_on_commit_callbacks
):
    """As an import does it: the new row comes, the old one goes, in one transaction."""
    with django_capture_on_commit_callbacks(execute=True):
        old = Membership.objects.get(user=award.person)
        Membership.objects.create(user=award.person, brand=brand, department=shops)
        old.delete()
    assert codes(Award.objects.exclude(pk=award.pk).get()) == ["comptoir"]


def test_what_a_leaver_owned_passes_to_the_deputy(brand, leader, channels, shops):
    owner, deputy = make_person(brand, name="Hugo"), make_person(brand, name="Sarah")
    for thing in (channels, shops, Topic.objects.create(brand=brand, code="p", name_fr="P", name_en="P")):
        thing.owner, thing.deputy = owner, deputy
        thing.save()
    Membership.objects.get(user=owner).delete()
    for thing in (channels, shops, Topic.objects.get()):
        thing.refresh_from_db()
        assert (thing.owner, thing.deputy) == (deputy, None)


def test_without_a_deputy_a_leader_answers_for_it(brand, leader, channels):
    owner = make_person(brand, name="Hugo")
    Channel.objects.filter(pk=channels.pk).update(owner=owner)
    owner.is_active = False
    owner.save()
    channels.refresh_from_db()
    assert channels.owner == leader


def test_an_erased_owner_leaves_nothing_ownerless(brand, leader, channels):
    owner, deputy = make_person(brand, name="Hugo"), make_person(brand, name="Sarah")
    Channel.objects.filter(pk=channels.pk).update(owner=owner, deputy=deputy)
    owner.delete()
    channels.refresh_from_db()
    assert channels.owner == deputy


def test_a_contract_that_ends_by_its_date_passes_on_in_the_nightly_round(brand, leader, channels):
    owner = make_person(brand, name="Hugo", ends=timezone.localdate() - timedelta(days=1))
    Channel.objects.filter(pk=channels.pk).update(owner=owner)
    assert any(one.ownerless and one.thing == channels for one in vacancies(brand))
    for _twice in range(2):
        call_command("expire_certificates", verbosity=0)
    channels.refresh_from_db()
    assert channels.owner == leader


def test_the_last_person_leaves_the_thing_ownerless_and_it_shows(brand, channels):
    owner = make_person(brand, name="Hugo")
    Channel.objects.filter(pk=channels.pk).update(owner=owner)
    hand_over(brand, owner)
    assert [one.ownerless for one in vacancies(brand) if one.thing == channels] == [True]


def test_a_leader_fills_a_vacant_place(client, brand, leader, channels):
    sarah, hugo = make_person(brand, name="Sarah"), make_person(brand, name="Hugo")
    client.force_login(leader)
    url = reverse("owners")
    assert "Comptoir" in client.get(url).content.decode()
    client.post(url, {"kind": "channel", "thing": channels.pk, "owner": sarah.email, "deputy": hugo.email})
    channels.refresh_from_db()
    assert (channels.owner, channels.deputy) == (sarah, hugo)
    client.post(url, {"kind": "channel", "thing": channels.pk, "owner": sarah.email, "deputy": sarah.email})
    channels.refresh_from_db()
    assert channels.deputy == hugo  # nobody is their own deputy
    client.post(url, {"kind": "channel", "thing": channels.pk, "owner": "personne@ailleurs.fr"})
    channels.refresh_from_db()
    assert channels.owner == sarah
