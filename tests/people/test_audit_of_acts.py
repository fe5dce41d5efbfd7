"""Sensitive acts as people do them leave their line: who, what, on whom, and the chain holds."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from academy.people.audit import breaks
from academy.people.models import AuditEntry, Invitation, Membership, Role, User
from tests.people.factories import make_person


def lines(action: str) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(action=action).order_by("sequence"))


@pytest.fixture
def admin(client, leader):
    client.force_login(leader)
    return client


def test_roles_given_changed_and_taken_by_hand(admin, brand, leader, employee, shops):
    data = {"email": employee.email, "role": Role.MANAGER, "department": shops.pk, "starts": "", "ends": ""}
    admin.post(reverse("team-roles:add"), data)
    made = Membership.objects.get(user=employee, role=Role.MANAGER)
    admin.post(reverse("team-roles:edit", args=[made.pk]), {**data, "ends": "2031-01-01"})
    admin.post(reverse("team-roles:delete", args=[made.pk]))
    for action, ends in (("role.given", None), ("role.changed", "2031-01-01"), ("role.taken", "2031-01-01")):
        [entry] = lines(action)
        assert (entry.actor_key, entry.object_key) == (leader.public_id, str(employee.public_id))
        assert (entry.details["role"], entry.details["department"], entry.details["ends"]) == (
            "manager",
            shops.code,
            ends,
        )
        assert entry.chain == brand.pk
    assert not list(breaks(brand.pk))


def test_a_role_that_came_by_invitation(client, brand, leader, employee):
    invitation = Invitation.objects.create(
        brand=brand,
        email=employee.email,
        role=Role.RELAY,
        invited_by=leader,
        expires=timezone.now() + timedelta(1),
    )
    client.force_login(employee)
    client.get(reverse("people:invitation", args=[invitation.token]))
    [entry] = lines("role.given")
    assert entry.actor_key == leader.public_id and entry.details["reason"] == "invitation"


def test_an_invited_adviser_has_an_end(client, brand, employee):
    invitation = Invitation.objects.create(
        brand=brand, email=employee.email, role=Role.ADVISER, expires=timezone.now() + timedelta(1)
    )
    client.force_login(employee)
    client.get(reverse("people:invitation", args=[invitation.token]))
    assert Membership.objects.get(role=Role.ADVISER).ends > timezone.localdate()


def test_an_adviser_without_an_end_is_refused_in_the_admin(admin, brand, employee):
    data = {"email": employee.email, "role": Role.ADVISER, "department": "", "starts": "", "ends": ""}
    page = admin.post(reverse("team-roles:add"), data)
    assert "ends" in page.context["form"].errors, page.context["form"].errors
    assert not Membership.objects.filter(role=Role.ADVISER).exists()
    admin.post(reverse("team-roles:add"), {**data, "ends": "2031-01-01"})
    assert Membership.objects.filter(role=Role.ADVISER).exists()


def test_lists_that_are_exported_carry_no_formula_and_leave_a_line(admin, brand, leader):
    make_person(brand, name="=HYPERLINK(0)")
    for format in ("csv", "xlsx"):
        answer = admin.get(reverse("team-roles:index"), {"export": format})
        data = b"".join(answer.streaming_content)
        if format == "csv":
            assert b"'=HYPERLINK(0)" in data and b"\n=HYPERLINK" not in data
    entries = lines("list.exported")
    assert len(entries) == 2 and entries[0].details["list"] == "people.membership"
    assert entries[0].actor_key == leader.public_id


@pytest.mark.parametrize("report", ["insight:team", "certificates", "progress_report"])
def test_reports_that_are_exported_leave_a_line(admin, brand, report):
    admin.get(reverse(report), {"export": "csv"})
    assert len(lines("report.exported") + lines("list.exported")) == 1


def test_making_an_administrator_leaves_a_line(client, brand, employee, django_user_model):
    chief = django_user_model.objects.create_superuser("a@x.fr", name="A")
    client.force_login(chief)
    url = reverse("wagtailusers_users:edit", args=[employee.pk])
    form = client.get(url).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    answer = client.post(url, {**data, "is_superuser": "on", "is_active": "on", "groups": []})
    assert User.objects.get(pk=employee.pk).is_superuser, answer.context["form"].errors
    [entry] = lines("account.saved")
    assert entry.details == {"reason": "", "administrator": True, "active": True} and entry.actor_key == chief.public_id


def test_wagtails_screen_of_accounts_knows_the_one_name(client, brand, employee, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("a@x.fr", name="A"))
    url = reverse("wagtailusers_users:edit", args=[employee.pk])
    client.post(url, {"email": employee.email, "name": "Inès B.", "is_active": "on"})
    employee.refresh_from_db()
    assert employee.name == "Inès B." and 'name="first_name"' not in client.get(url).content.decode()
    data = {"email": "neuf@x.fr", "name": "Neuf", "password1": "grand-plateau-52", "password2": "grand-plateau-52"}
    client.post(reverse("wagtailusers_users:add"), data)
    assert User.objects.get(email="neuf@x.fr").name == "Neuf"


def test_changing_who_may_sign_up_or_needs_a_second_factor_leaves_a_line(admin, brand, leader):
    url = reverse("wagtailsettings:edit", args=["people", "brand", brand.site.pk])
    data = {"name": brand.name, "theme": "porte-voix", "allowed_domains": brand.allowed_domains, "second_factor": ""}
    admin.post(url, data)
    assert not lines("brand.sign_in_rules")
    admin.post(url, {**data, "second_factor": "leaders"})
    [entry] = lines("brand.sign_in_rules")
    assert entry.actor_key == leader.public_id and entry.details["second_factor"] == "leaders"
