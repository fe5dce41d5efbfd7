"""A brand of one: the person holds every role, there is no department, and nothing stands in the way."""

import pytest
from django.urls import reverse

from academy.people.import_people.apply import import_people
from academy.people.import_people.plan import Options
from academy.people.import_people.read import read
from academy.people.models import Department, Invitation, Membership, Role
from tests.people.factories import make_brand, make_person

PAGES = [
    "site:home", "library:playbooks", "certification:mine", "certification:registry", "certification:who_does_what",
    "certification:coverage", "insight:team", "people:profile", "people:my_data", "mfa_index", "usersessions_list",
    "wagtailadmin_home", "team-roles:index", "team-roles:add", "team-invitations:index", "team-invitations:add",
    "team-departments:index", "people_import_upload", "people_register", "people_audit", "progress_report",
    "paper_exports", "wagtailimages:index",
]  # fmt: skip


@pytest.fixture
def brand(db):
    return make_brand("Atelier Solo")


@pytest.fixture
def solo(client, brand):
    person = make_person(brand, Role.LEADER, name="Solène Unique")
    for role in (Role.EMPLOYEE, Role.COMMUNITY_MANAGER, Role.MANAGER, Role.RELAY):
        Membership.objects.create(user=person, brand=brand, role=role)
    client.force_login(person)
    return person


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_without_a_department(client, solo, name):
    page = client.get(reverse(name))
    assert page.status_code == 200
    assert not Department.objects.exists()


def test_all_roles_at_once_are_one_person_everywhere(client, solo):
    text = client.get(reverse("insight:team")).content.decode()
    assert "Solène Unique" in text
    export = client.get(reverse("insight:team"), {"export": "csv"}).content.decode()
    assert export.count("Solène Unique") <= 1


def test_people_come_in_without_a_department(client, brand, solo):
    client.post(
        reverse("team-invitations:add"), {"email": "deux@atelier.exemple", "role": "employee", "department": ""}
    )
    assert Invitation.objects.get().department is None
    client.post(reverse("team-roles:add"),
                {"email": solo.email, "role": Role.RELAY, "department": "", "starts": "", "ends": ""})  # fmt: skip
    assert Membership.objects.filter(user=solo, role=Role.RELAY).count() == 1
    import_people(brand, read(b"email;nom complet\ntrois@atelier.exemple;Trois\n", "x.csv"), Options())
    assert Membership.objects.get(user__email="trois@atelier.exemple").department is None


def test_an_import_of_others_leaves_the_one_leader_alone(brand, solo):
    import_people(brand, read(b"email;nom complet\ntrois@atelier.exemple;Trois\n", "x.csv"), Options())
    held = set(Membership.objects.valid_on().filter(user=solo).values_list("role", flat=True))
    assert held == {Role.LEADER, Role.EMPLOYEE, Role.COMMUNITY_MANAGER, Role.MANAGER, Role.RELAY}


def test_company_sign_in_needs_no_department_either(brand, solo):
    from academy.people.models import Connection, User
    from academy.people.sso.arrive import apply_claims

    connection = Connection.objects.create(brand=brand, kind="oidc", name="S", slug="s", group_roles="g = relay")
    person = User.objects.create(email="quatre@atelier.exemple", name="Quatre")
    apply_claims(connection, person, {"groups": ["g"], "department": "Rien"})
    assert set(person.memberships.values_list("role", "department")) == {("relay", None)}
