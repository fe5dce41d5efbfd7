"""Provisioning in the admin: the token shown once, groups and their roles, for administrators alone."""

import re

import pytest
from django.urls import reverse

from academy.people.models import AuditEntry, Membership, Role, ScimGroup, ScimToken, ScimUser
from academy.people.scim.views import hash_of
from tests.people.factories import make_department, make_person


@pytest.fixture
def admin(client, brand, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("a@x.fr", name="A"))
    return client


@pytest.fixture
def relay(brand):
    """Somebody of the directory, a relay by its group."""
    person = make_person(brand)
    record = ScimUser.objects.create(brand=brand, user=person, user_name=person.email)
    group = ScimGroup.objects.create(brand=brand, display_name="Relais", role=Role.RELAY)
    group.members.add(record)
    Membership.objects.create(user=person, brand=brand, role=Role.RELAY)
    return group


def held(group) -> set[str]:
    return set(
        Membership.objects.valid_on().filter(user__scim_records__brand=group.brand).values_list("role", flat=True)
    )


def test_a_token_is_shown_once_and_kept_as_a_hash(admin, brand):
    page = admin.post(reverse("team-scim-tokens:add"), {"name": "Annuaire"}, follow=True).content.decode()
    shown = re.search(r"cette seule fois\s?: ([\w-]{40,})", page)[1]
    token = ScimToken.objects.get()
    assert token.token_hash == hash_of(shown) and token.brand == brand
    assert admin.get("/scim/v2/Users", headers={"Authorization": f"Bearer {shown}"}).status_code == 200
    for name in ("index", "edit"):
        args = [token.pk] if name == "edit" else []
        assert shown not in admin.get(reverse(f"team-scim-tokens:{name}", args=args)).content.decode()
    assert AuditEntry.objects.filter(action="scim.token_made").exists()
    admin.post(reverse("team-scim-tokens:delete", args=[token.pk]))
    assert admin.get("/scim/v2/Users", headers={"Authorization": f"Bearer {shown}"}).status_code == 401
    assert AuditEntry.objects.filter(action="scim.token_revoked").exists()


def test_a_deleted_group_takes_its_role_away(admin, relay):
    assert Role.RELAY in held(relay)
    admin.post(reverse("team-scim-groups:delete", args=[relay.pk]))
    assert not ScimGroup.objects.exists() and held(relay) == {Role.EMPLOYEE}
    assert AuditEntry.objects.filter(action="role.taken").exists()
    assert AuditEntry.objects.filter(action="scim.group_removed").exists()


def test_a_role_that_another_group_gives_too_stays(admin, brand, relay):
    second = ScimGroup.objects.create(brand=brand, display_name="Relais 2", role=Role.RELAY)
    second.members.set(relay.members.all())
    admin.post(reverse("team-scim-groups:delete", args=[relay.pk]))
    assert Role.RELAY in held(second)


def test_another_role_for_a_group_moves_its_members(admin, brand, relay):
    shop = make_department(brand, "Boutiques")
    data = {"display_name": "Relais", "role": Role.MANAGER, "department": shop.pk}
    admin.post(reverse("team-scim-groups:edit", args=[relay.pk]), data)
    assert Role.RELAY not in held(relay) and Role.MANAGER in held(relay)
    assert Membership.objects.valid_on().get(role=Role.MANAGER).department == shop
    admin.post(reverse("team-scim-groups:edit", args=[relay.pk]), {"display_name": "Relais", "role": ""})
    assert not {Role.RELAY, Role.MANAGER} & held(relay)


def test_departments_of_another_brand_are_not_offered(admin, other_brand, relay):
    secret = make_department(other_brand, "Secret")
    assert "Secret" not in admin.get(reverse("team-scim-groups:edit", args=[relay.pk])).content.decode()
    data = {"display_name": "R", "role": Role.MANAGER, "department": secret.pk}
    admin.post(reverse("team-scim-groups:edit", args=[relay.pk]), data)
    assert ScimGroup.objects.get().role == Role.RELAY


@pytest.mark.parametrize("screen", ["team-scim-tokens", "team-scim-groups"])
def test_only_administrators_see_these_screens(client, leader, screen):
    client.force_login(leader)
    assert client.get(reverse(f"{screen}:index")).status_code in {302, 403}
    assert client.post(reverse(f"{screen}:add"), {"name": "x", "display_name": "x"}).status_code in {302, 403}
    assert not ScimToken.objects.exists() and not ScimGroup.objects.exists()


def test_groups_of_another_brand_do_not_exist_here(admin, other_brand):
    group = ScimGroup.objects.create(brand=other_brand, display_name="Ailleurs", role=Role.RELAY)
    assert "Ailleurs" not in admin.get(reverse("team-scim-groups:index")).content.decode()
    admin.post(reverse("team-scim-groups:delete", args=[group.pk]))
    assert ScimGroup.objects.exists()
