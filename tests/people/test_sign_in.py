"""Sign-up by invitation or domain, sign-in by code, no clue about who has an account."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from academy.people.models import Invitation, Membership, Role, User
from tests.people.factories import make_person

SIGN_UP = {"name": "Awa Traoré", "password1": "grand-plateau-52", "password2": "grand-plateau-52"}


@pytest.fixture
def invitation(brand, shops):
    return Invitation.objects.create(
        brand=brand,
        email="awa@ailleurs.exemple",
        role=Role.RELAY,
        department=shops,
        expires=timezone.now() + timedelta(days=3),
    )


def link(invitation):
    return reverse("people:invitation", args=[invitation.token])


def code_in(message) -> str:
    return re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", message.body, re.M)[1]


def test_sign_up_by_invitation(client, invitation):
    page = client.get(link(invitation), follow=True)
    assert "awa@ailleurs.exemple" in page.content.decode()
    assert f"{invitation.brand} vous invite" in page.content.decode()
    client.post(reverse("account_signup"), {**SIGN_UP, "email": "awa@ailleurs.exemple"})
    membership = Membership.objects.get(user__email="awa@ailleurs.exemple")
    assert (membership.role, membership.department) == (Role.RELAY, invitation.department)
    assert membership.user.name == "Awa Traoré"
    invitation.refresh_from_db()
    assert invitation.used
    assert "_auth_user_id" in client.session  # the link proved the address: no code is asked
    assert client.get(link(invitation)).status_code == 410


def test_an_invitation_opens_the_door_to_its_own_address_only(client, invitation):
    client.get(link(invitation))
    client.post(reverse("account_signup"), {**SIGN_UP, "email": "intrus@ailleurs.exemple"})
    assert not User.objects.filter(email="intrus@ailleurs.exemple").exists()


def test_expired_invitation_says_so(client, invitation):
    Invitation.objects.update(expires=timezone.now() - timedelta(hours=1))
    page = client.get(link(invitation))
    assert page.status_code == 410
    client.post(reverse("account_signup"), {**SIGN_UP, "email": "awa@ailleurs.exemple"})
    assert not User.objects.filter(email="awa@ailleurs.exemple").exists()


def test_unknown_invitation(client, brand):
    assert client.get(reverse("people:invitation", args=["inconnu"])).status_code == 404


def test_invitation_of_another_brand_is_unknown_here(client, brand, other_brand):
    foreign = Invitation.objects.create(brand=other_brand, email="a@b.fr", expires=timezone.now() + timedelta(1))
    assert client.get(link(foreign)).status_code == 404


def test_invitation_gives_a_known_person_the_role(client, brand, other_brand, invitation):
    person = make_person(other_brand)
    Invitation.objects.update(email=person.email)
    assert reverse("account_login") in client.get(link(invitation)).url
    client.force_login(person)
    client.get(link(invitation))
    assert Membership.objects.filter(user=person, brand=brand, role=Role.RELAY).exists()


def test_somebody_elses_invitation(client, employee, invitation):
    client.force_login(employee)
    assert client.get(link(invitation)).status_code == 403


def test_sign_up_by_domain_asks_for_the_code(client, brand):
    client.post(reverse("account_signup"), {**SIGN_UP, "email": "Awa@Velo.exemple"})
    assert "_auth_user_id" not in client.session
    assert len(mail.outbox) == 1
    client.post(reverse("account_email_verification_sent"), {"code": code_in(mail.outbox[0])})
    assert "_auth_user_id" in client.session
    assert Membership.objects.get(user__email="awa@velo.exemple").role == Role.EMPLOYEE


def test_other_domains_are_refused(client, brand):
    page = client.post(reverse("account_signup"), {**SIGN_UP, "email": "awa@gmail.exemple"})
    assert page.status_code == 200 and "invitation" in page.content.decode()
    assert not User.objects.filter(email__startswith="awa").exists()


def test_sign_up_is_closed_without_domain_or_invitation(client, brand):
    brand.allowed_domains = ""
    brand.save()
    page = client.post(reverse("account_signup"), {**SIGN_UP, "email": "awa@velo.exemple"})
    assert not User.objects.filter(email__startswith="awa").exists()
    assert 'name="password1"' not in page.content.decode()


def test_nothing_tells_who_has_an_account(client, brand):
    person = make_person(brand)
    User.objects.filter(pk=person.pk).update(email="connu@velo.exemple")
    person.emailaddress_set.update(email="connu@velo.exemple")
    answers = []
    for address in ("connu@velo.exemple", "inconnu@velo.exemple"):
        for name in ("account_reset_password", "account_request_login_code"):
            answer = client.post(reverse(name), {"email": address})
            answers.append((name, answer.status_code, answer.get("Location", "")))
        answer = client.post(reverse("account_signup"), {**SIGN_UP, "email": address})
        answers.append(("signup", answer.status_code, answer.get("Location", "")))
        client.logout()
    assert answers[:3] == answers[3:]


def test_login_code_by_mail(client, employee):
    client.post(reverse("account_request_login_code"), {"email": employee.email})
    message = mail.outbox[0]
    assert message.alternatives and "Vélo Lumière" in message.body
    client.post(reverse("account_confirm_login_code"), {"code": code_in(message)})
    assert client.session["_auth_user_id"] == str(employee.pk)


@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_signup",
        "account_reset_password",
        "account_reset_password_done",
        "account_request_login_code",
        "account_inactive",
    ],
)
def test_entrance_pages_are_ours(client, brand, name):
    page = client.get(reverse(name))
    assert page.status_code == 200
    assert "base.html" in [template.name for template in page.templates]


@pytest.mark.parametrize("name", ["account_logout", "account_email", "account_change_password", "people:profile"])
def test_account_pages_are_ours(client, employee, name):
    client.force_login(employee)
    page = client.get(reverse(name))
    assert page.status_code == 200
    assert "base.html" in [template.name for template in page.templates]


def test_profile_is_saved(client, employee):
    client.force_login(employee)
    url = reverse("people:profile")
    client.post(url, {"name": "Inès B.", "shown_name": "Inès Benali", "language": "en"})
    employee.refresh_from_db()
    assert (employee.name, employee.display_name, employee.language) == ("Inès B.", "Inès Benali", "en")


def test_profile_asks_to_sign_in(client, brand):
    assert reverse("account_login") in client.get(reverse("people:profile")).url
