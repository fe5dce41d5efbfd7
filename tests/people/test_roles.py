"""Roles become Wagtail permissions, and go with the membership."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import Locale, Page

from academy.library.models import CourseIndexPage, PlaybookIndexPage
from academy.people.models import BrandGroup, Membership, Role, User
from academy.people.rights import give
from academy.people.roles import sync_brand_groups
from tests.people.factories import make_brand, make_person


@pytest.fixture
def playbooks(brand):
    return brand.site.root_page.add_child(instance=PlaybookIndexPage(title="Guides", slug="guides"))


def fresh(user):
    return User.objects.get(pk=user.pk)  # permissions are cached on the object


def test_leader_publishes_community_manager_does_not(brand, leader, community_manager, employee, playbooks):
    def may(user):
        can = playbooks.permissions_for_user(fresh(user))
        return can.can_edit(), can.can_publish(), can.can_add_subpage()

    assert may(leader) == (True, True, True)
    assert may(community_manager) == (True, False, True)
    assert may(employee) == (False, False, False)


def test_community_managers_draft_goes_to_the_leader(brand, leader, community_manager, playbooks):
    workflow = playbooks.get_workflow()
    task = workflow.tasks.first().specific
    assert list(task.groups.all()) == [BrandGroup.objects.get(brand=brand, role=Role.LEADER).group]
    can = playbooks.permissions_for_user(fresh(community_manager))
    assert can.can_submit_for_moderation()


def test_community_manager_cannot_publish_by_form(client, community_manager, playbooks):
    client.force_login(community_manager)
    url = f"/gestion/pages/{playbooks.pk}/edit/"
    assert client.get(url).status_code == 200
    client.post(url, {"title": "Changé", "slug": "guides", "action-publish": "1"})
    playbooks.refresh_from_db()
    assert playbooks.title == "Guides"


def test_other_brands_are_out_of_reach(leader, other_brand):
    can = other_brand.site.root_page.permissions_for_user(fresh(leader))
    assert not can.can_edit() and not can.can_publish()


def test_a_home_in_a_new_language_is_covered(brand, leader):
    locale, _ = Locale.objects.get_or_create(language_code="en")
    home = brand.site.root_page.copy_for_translation(locale)
    assert Page.objects.get(pk=home.pk).permissions_for_user(fresh(leader)).can_publish()


def test_rights_end_with_the_membership(brand, leader):
    assert fresh(leader).has_perm("wagtailadmin.access_admin")
    Membership.objects.filter(user=leader).update(ends=timezone.localdate() - timedelta(days=1))
    call_command("sync_memberships", verbosity=0)
    assert not fresh(leader).has_perm("wagtailadmin.access_admin")
    Membership.objects.get(user=leader).delete()
    assert not fresh(leader).groups.exists()


def test_sync_can_run_again(brand, leader):
    before = BrandGroup.objects.get(brand=brand, role=Role.LEADER).group
    sync_brand_groups(brand)
    sync_brand_groups(brand)
    assert BrandGroup.objects.get(brand=brand, role=Role.LEADER).group == before
    assert brand.groups.count() == 2


def test_groups_go_with_the_brand(db):
    brand = make_brand("Passagère", "passagere.exemple")
    group = brand.groups.first().group
    brand.delete()
    assert not type(group).objects.filter(pk=group.pk).exists()


def test_expired_membership_loses_access(client, brand):
    person = make_person(brand, ends=timezone.localdate() - timedelta(days=1))
    page = brand.site.root_page.add_child(instance=CourseIndexPage(title="Cours", slug="cours"))
    client.force_login(person)
    assert client.get(page.get_url()).status_code == 403


def test_member_only_pages(client, brand, employee, playbooks):
    url = playbooks.get_url()
    assert client.get(url).url.startswith("/accounts/login/?next=")
    client.force_login(employee)
    assert client.get(url).status_code == 302 and "login" not in client.get(url).url


def test_pages_of_another_brand_are_never_served(client, brand, other_brand, employee):
    page = other_brand.site.root_page.add_child(instance=PlaybookIndexPage(title="Ailleurs", slug="ailleurs"))
    client.force_login(employee)
    assert client.get("/fr/ailleurs/").status_code == 404
    assert client.get(page.get_url(), headers={"host": "autre.exemple"}).status_code == 403


def test_an_adviser_has_an_end_whichever_door_they_come_by(brand, employee, leader):
    day = timezone.localdate()
    assert give(employee, brand, Role.ADVISER).ends == day + timedelta(days=365)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=leader, brand=brand, role=Role.ADVISER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.filter(role=Role.ADVISER).update(ends=None)


def test_a_machine_does_not_renew_an_advisers_contract(brand, employee, leader):
    yesterday = timezone.localdate() - timedelta(days=1)
    over = give(employee, brand, Role.ADVISER)
    Membership.objects.filter(pk=over.pk).update(ends=yesterday)
    assert give(employee, brand, Role.ADVISER, reason="sign-in", renews=False).ends == yesterday
    assert give(employee, brand, Role.ADVISER, by=leader).ends > timezone.localdate()
