"""The menu «Team»: French, scoped to the brand, invitations by mail."""

import pytest
from django.core import mail
from django.urls import reverse

from academy.people.models import Department, Invitation, Membership, Role
from tests.people.factories import make_department, make_person


@pytest.fixture
def admin(client, leader):
    client.force_login(leader)
    return client


def test_inviting_sends_the_link(admin, brand, shops, leader):
    admin.post(
        reverse("team-invitations:add"), {"email": "Neuf@ailleurs.fr", "role": "employee", "department": shops.pk}
    )
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.brand, invitation.invited_by) == ("neuf@ailleurs.fr", brand, leader)
    assert invitation.is_open
    assert invitation.token in mail.outbox[0].body
    assert mail.outbox[0].to == ["neuf@ailleurs.fr"]


def test_lists_show_this_brand_only(admin, brand, other_brand, shops):
    make_department(other_brand, "Secret")
    make_person(other_brand, name="Anonyme Dailleurs")
    departments = admin.get(reverse("team-departments:index")).content.decode()
    assert "Boutiques" in departments and "Secret" not in departments
    people = admin.get(reverse("team-roles:index")).content.decode()
    assert "Camille Rey" in people and "Anonyme Dailleurs" not in people


@pytest.mark.parametrize("action", ["edit", "delete", "usage", "history"])
def test_records_of_another_brand_do_not_exist(admin, other_brand, action):
    department = make_department(other_brand, "Secret")
    url = reverse(f"team-departments:{action}", args=[department.pk])
    assert admin.get(url, follow=True).status_code == 404


def test_department_choices_are_the_brands(admin, brand, other_brand, shops):
    secret = make_department(other_brand, "Secret")
    assert "Secret" not in admin.get(reverse("team-departments:add")).content.decode()
    admin.post(reverse("team-departments:add"), {"name": "Neuf", "code": "neuf", "parent": secret.pk})
    assert not Department.objects.filter(code="neuf").exists()
    admin.post(reverse("team-departments:add"), {"name": "Neuf", "code": "neuf", "parent": shops.pk})
    assert Department.objects.get(code="neuf").brand == brand


def test_department_code_twice_is_a_message(admin, shops):
    page = admin.post(reverse("team-departments:add"), {"name": "Neuf", "code": shops.code, "parent": ""})
    assert page.status_code == 200


def test_a_role_for_somebody_of_the_brand(admin, brand, employee, other_brand, shops):
    url = reverse("team-roles:add")
    data = {"role": Role.MANAGER, "department": shops.pk, "starts": "", "ends": ""}
    admin.post(url, {**data, "email": employee.email})
    assert Membership.objects.filter(user=employee, role=Role.MANAGER, department=shops).exists()
    stranger = make_person(other_brand)
    admin.post(url, {**data, "email": stranger.email})
    assert not Membership.objects.filter(user=stranger, brand=brand).exists()


def test_leader_of_one_brand_is_nobody_in_another(admin, other_brand):
    for name in ("team-departments:index", "team-roles:add"):
        assert admin.get(reverse(name), headers={"host": "autre.exemple"}).status_code == 403


def test_community_manager_sees_no_team_menu(client, community_manager):
    client.force_login(community_manager)
    assert client.get(reverse("team-roles:index")).status_code == 302
    assert client.get("/gestion/").status_code == 200


def test_employee_has_no_admin(client, employee):
    client.force_login(employee)
    assert client.get("/gestion/").status_code == 403


def test_question_bank_opens_for_authors(client, community_manager):
    client.force_login(community_manager)
    for name in ("list", "add"):
        assert client.get(reverse(f"wagtailsnippets_library_question:{name}")).status_code == 200
    assert client.get(reverse("wagtailsnippets_library_question:list") + "?export=xlsx").status_code == 200


def test_administrators_user_pages_work(client, employee):
    employee.is_superuser = True
    employee.save()
    client.force_login(employee)
    assert client.get(reverse("wagtailusers_users:index")).status_code == 200
    assert client.get(reverse("wagtailusers_users:add")).status_code == 200
    assert client.get(reverse("wagtailusers_users:edit", args=[employee.pk])).status_code == 200
