"""The second factor: set up, asked for, required by a brand; passkeys in a browser are in tests/journeys."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.urls import reverse

from academy.people.models import Role, SecondFactor
from tests.people.factories import PASSWORD, make_person


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


@pytest.fixture
def secret(leader):
    secret = generate_totp_secret()
    TOTP.activate(leader, secret)
    return secret


def sign_in(client, person):
    return client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})


def test_password_alone_does_not_open_an_account_with_a_second_factor(client, leader, secret):
    answer = sign_in(client, leader)
    assert answer.url == reverse("mfa_authenticate") and "_auth_user_id" not in client.session
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "_auth_user_id" not in client.session
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert client.session["_auth_user_id"] == str(leader.pk)


def test_a_code_is_good_once(client, leader, secret):
    sign_in(client, leader)
    code = code_of(secret)
    client.post(reverse("mfa_authenticate"), {"code": code})
    client.logout()
    sign_in(client, leader)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert "_auth_user_id" not in client.session


def test_a_recovery_code_opens_once(client, leader, secret):
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    code = RecoveryCodes.activate(leader).get_unused_codes()[0]
    for expected in (True, False):
        sign_in(client, leader)
        client.post(reverse("mfa_authenticate"), {"code": code})
        assert ("_auth_user_id" in client.session) is expected
        client.logout()


def test_secrets_are_sealed_in_the_database(leader, secret):
    assert secret not in str(Authenticator.objects.filter(user=leader).values_list("data", flat=True)[0])


@pytest.mark.parametrize(
    ("wanted", "role", "led_away"),
    [
        (SecondFactor.NOBODY, Role.LEADER, False),
        (SecondFactor.LEADERS, Role.LEADER, True),
        (SecondFactor.LEADERS, Role.COMMUNITY_MANAGER, False),
        (SecondFactor.EDITORS, Role.COMMUNITY_MANAGER, True),
        (SecondFactor.EDITORS, Role.EMPLOYEE, False),
        (SecondFactor.ALL, Role.EMPLOYEE, True),
    ],
)
def test_a_brand_asks_for_it_by_role(client, brand, wanted, role, led_away):
    brand.second_factor = wanted
    brand.save()
    client.force_login(make_person(brand, role))
    answer = client.get(reverse("people:profile"))
    assert (answer.status_code == 302 and answer.url == reverse("mfa_index")) is led_away
    if led_away:
        assert client.get("/gestion/").status_code == 302
        assert client.get(reverse("mfa_index")).status_code == 200


def test_an_administrator_is_asked_too_and_let_in_with_it(client, brand, django_user_model):
    brand.second_factor = SecondFactor.LEADERS
    brand.save()
    admin = django_user_model.objects.create_superuser("admin@x.fr", name="A")
    client.force_login(admin)
    assert client.get("/gestion/").url == reverse("mfa_index")
    TOTP.activate(admin, generate_totp_secret())
    assert client.get("/gestion/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor(client, brand, leader):
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    brand.second_factor = SecondFactor.LEADERS
    brand.save()
    RecoveryCodes.activate(leader)
    client.force_login(leader)
    assert client.get("/gestion/").status_code == 302


def test_wagtails_own_sign_in_leads_to_ours(client, brand, leader):
    assert client.get("/gestion/login/").url.startswith(reverse("account_login"))
    answer = client.post("/gestion/login/", {"username": leader.email, "password": PASSWORD})
    assert answer.status_code == 302 and "_auth_user_id" not in client.session


def test_sign_out_elsewhere(client, brand, employee):
    from django.test import Client

    other = Client()
    for browser in (client, other):
        browser.post(reverse("account_login"), {"login": employee.email, "password": PASSWORD})
    assert "Nulle part ailleurs" not in client.get(reverse("usersessions_list")).content.decode()
    client.post(reverse("usersessions_list"))
    assert client.get(reverse("people:profile")).status_code == 200
    assert other.get(reverse("people:profile")).status_code == 302


def test_guessing_is_locked_out(client, brand, employee):
    """After five wrong passwords even the right one is refused for a while, and the answer does not say why."""
    url = reverse("account_login")
    for _attempt in range(5):
        client.post(url, {"login": employee.email, "password": "faux"})
    client.post(url, {"login": employee.email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def test_lock_out_tells_nothing_about_who_exists(client, brand, employee):
    answers = []
    for ip, address in (("10.0.0.1", employee.email), ("10.0.0.2", "personne@nulle-part.fr")):
        data = {"login": address, "password": "faux"}
        pages = [client.post(reverse("account_login"), data, REMOTE_ADDR=ip).content.decode() for _attempt in range(7)]
        answers.append(["Trop d" in page for page in pages])
    assert answers[0] == answers[1] and answers[0][-1]


@pytest.mark.parametrize(
    "name", ["mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_list_webauthn", "usersessions_list"]
)
def test_pages_are_ours(client, employee, name):
    client.post(reverse("account_login"), {"login": employee.email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse(name))
    assert page.status_code == 200
    assert "base.html" in [template.name for template in page.templates]
