"""Company sign-in end to end against a real OpenID Connect provider on this machine."""

import json
import threading
import time
from datetime import timedelta
from urllib.parse import urlsplit

import httpx
import jwt
import oidc_provider_mock
import pytest
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse
from django.utils import timezone
from werkzeug.serving import make_server

from academy.people.models import Connection, Membership, Role, User
from tests.people.factories import make_person

pytestmark = pytest.mark.once

SPOIL: dict = {}  # claims that the provider's next id tokens carry instead of the right ones


@pytest.fixture(scope="module")
def provider():
    """A real provider; where `SPOIL` says so its id tokens are rewritten and signed anew, as a careless one would."""
    app = oidc_provider_mock.app(require_client_registration=False)

    @app.after_request
    def spoil(response):
        body = response.get_json(silent=True) if SPOIL else None
        if body and "id_token" in body:
            claims = jwt.decode(body["id_token"], options={"verify_signature": False}) | SPOIL
            body["id_token"] = jwt.encode(claims, "another key that nobody ever shared", algorithm="HS256")
            response.set_data(json.dumps(body))
        return response

    server = make_server("localhost", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    thread.join(2)


@pytest.fixture(autouse=True)
def _nothing_spoilt():
    SPOIL.clear()
    yield
    SPOIL.clear()


@pytest.fixture
def connection(brand, shops, provider):
    connection = Connection(
        brand=brand, kind="oidc", name="Vélo SSO", slug="velo-sso", metadata_url=provider, client_id="porte-voix",
        allowed_domains="velo.exemple", department_attribute="department",
        group_roles=f"vp-leaders = leader\nvp-relays = relay @ {shops.code}",
    )  # fmt: skip
    connection.secret = "secret-du-client"
    connection.save()
    return connection


def leave(client, provider) -> str:
    """Begin at the site; → the provider's address to which the page goes on by itself."""
    page = client.post(reverse("openid_connect_login", args=["velo-sso"]))
    where = page["Refresh"].partition("url=")[2]
    assert page.status_code == 200 and where.startswith(provider)
    return where


def sign_in(client, provider, sub, **claims):
    """Walk the whole code flow as a browser would; → the answer to the callback."""
    httpx.put(f"{provider}/users/{sub}", json=claims).raise_for_status()
    back = httpx.post(leave(client, provider), data={"sub": sub}, follow_redirects=False)
    place = urlsplit(back.headers["location"])
    return client.get(f"{place.path}?{place.query}")


def test_a_newcomer_gets_account_department_and_roles(client, brand, shops, connection, provider):
    sign_in(
        client, provider, "u1", email="Awa@velo.exemple", name="Awa Ba", department=shops.code, groups=["vp-leaders"]
    )
    user = User.objects.get(email="awa@velo.exemple")
    assert client.session["_auth_user_id"] == str(user.pk) and user.name == "Awa Ba"
    held = set(Membership.objects.valid_on().filter(user=user).values_list("role", "department"))
    assert held == {(Role.LEADER, None), (Role.EMPLOYEE, shops.pk)}
    assert SocialAccount.objects.get().extra_data == {}


def test_roles_follow_the_groups_at_each_sign_in(client, brand, shops, connection, provider):
    sign_in(client, provider, "u2", email="b@velo.exemple", name="B", groups=["vp-leaders"])
    client.logout()
    sign_in(client, provider, "u2", email="b@velo.exemple", name="B", groups=["vp-relays"])
    held = Membership.objects.valid_on().filter(user__email="b@velo.exemple").values_list("role", flat=True)
    assert "leader" not in held and "relay" in held


def test_a_known_person_is_recognised_by_address(client, brand, connection, provider):
    person = make_person(brand)
    User.objects.filter(pk=person.pk).update(email="connue@velo.exemple")
    person.emailaddress_set.update(email="connue@velo.exemple")
    sign_in(client, provider, "u3", email="connue@velo.exemple", name="X")
    assert client.session["_auth_user_id"] == str(person.pk)
    assert User.objects.filter(email="connue@velo.exemple").count() == 1


@pytest.mark.parametrize("case", ["domain", "administrator", "other brand", "inactive", "no accounts"])
def test_refusals(client, brand, other_brand, connection, provider, case):
    email = "x@ailleurs.exemple" if case == "domain" else "x@velo.exemple"
    if case == "administrator":
        User.objects.create_superuser(email, name="A")
    if case in {"other brand", "inactive"}:
        person = make_person(other_brand if case == "other brand" else brand)
        User.objects.filter(pk=person.pk).update(email=email, is_active=case != "inactive")
    if case == "no accounts":
        Connection.objects.update(create_accounts=False)
    answer = sign_in(client, provider, f"r-{case.replace(' ', '-')}", email=email, name="X")
    assert answer.status_code == 403 and "_auth_user_id" not in client.session
    assert not SocialAccount.objects.exists()


def test_a_contract_that_is_over_is_not_renewed_by_signing_in(client, brand, connection, provider):
    """The company may still know a contractor whose time with the brand has ended."""
    person = make_person(brand, ends=timezone.localdate() - timedelta(days=1))
    User.objects.filter(pk=person.pk).update(email="fini@velo.exemple")
    answer = sign_in(client, provider, "u-over", email="fini@velo.exemple", name="X", groups=["vp-leaders"])
    assert answer.status_code == 403 and "est terminée" in answer.content.decode()
    assert not Membership.objects.valid_on().filter(user=person).exists()


def refused(client, page, french: str) -> None:
    assert page.status_code == 403 and "_auth_user_id" not in client.session
    assert french in page.content.decode()
    assert not User.objects.filter(email__endswith="velo.exemple").exists() and not SocialAccount.objects.exists()


@pytest.mark.parametrize(
    ("claims", "french"),
    [
        ({"aud": "un-autre-site"}, "destinée à un autre site"),
        ({"exp": int(time.time()) - 60}, "est trop ancienne"),
        ({"iss": "https://ailleurs.exemple"}, "une autre connexion que celle"),
        ({"sub": "quelqu-un-d-autre"}, "pas compris la réponse"),
    ],
    ids=["wrong audience", "expired", "wrong issuer", "another person"],
)
def test_a_token_that_is_not_for_us_now(client, connection, provider, claims, french):
    SPOIL.update(claims)
    refused(client, sign_in(client, provider, "u7", email="u7@velo.exemple", name="U"), french)


def test_an_address_that_nobody_checked_opens_no_account(client, brand, connection, provider):
    page = sign_in(client, provider, "u8", email="u8@velo.exemple", name="U", email_verified=False)
    refused(client, page, "pas encore été vérifiée")


def test_a_callback_that_nobody_began_is_refused(client, connection, provider):
    page = client.get(reverse("openid_connect_callback", args=["velo-sso"]), {"code": "abc", "state": "forged"})
    refused(client, page, "déjà servi")


def test_a_callback_of_another_browser_is_refused(client, connection, provider):
    from django.test import Client

    httpx.put(f"{provider}/users/u9", json={"email": "z@velo.exemple", "name": "Z"})
    back = urlsplit(httpx.post(leave(Client(), provider), data={"sub": "u9"}).headers["location"])
    refused(client, client.get(f"{back.path}?{back.query}"), "déjà servi")


def test_a_callback_cannot_be_replayed(client, brand, connection, provider):
    httpx.put(f"{provider}/users/u9", json={"email": "z@velo.exemple", "name": "Z"})
    back = urlsplit(httpx.post(leave(client, provider), data={"sub": "u9"}).headers["location"])
    client.get(f"{back.path}?{back.query}")
    assert "_auth_user_id" in client.session
    client.logout()
    page = client.get(f"{back.path}?{back.query}")
    assert page.status_code == 403 and "_auth_user_id" not in client.session and "déjà servi" in page.content.decode()


def test_a_state_that_waited_too_long_is_refused(client, connection, provider, monkeypatch):
    from allauth.socialaccount.internal import statekit

    httpx.put(f"{provider}/users/u9", json={"email": "z@velo.exemple", "name": "Z"})
    back = urlsplit(httpx.post(leave(client, provider), data={"sub": "u9"}).headers["location"])
    monkeypatch.setattr(statekit, "STATE_TTL", -1)
    refused(client, client.get(f"{back.path}?{back.query}"), "déjà servi")


def test_whoever_stops_is_told_that_nothing_happened(client, connection, provider):
    state = dict(pair.split("=") for pair in urlsplit(leave(client, provider)).query.split("&"))["state"]
    page = client.get(reverse("openid_connect_callback", args=["velo-sso"]), {"error": "access_denied", "state": state})
    refused(client, page, "Il ne s’est rien passé")


def test_a_provider_that_is_down_is_said(client, connection):
    Connection.objects.update(metadata_url="http://127.0.0.1:9")
    refused(client, client.post(reverse("openid_connect_login", args=["velo-sso"])), "ne répond pas")


def test_another_brand_has_no_such_door(client, connection, other_brand):
    url = reverse("openid_connect_login", args=["velo-sso"])
    answer = client.post(url, headers={"host": "autre.exemple"})
    assert answer.status_code == 302 and answer.url == f"/fr{url}"  # a 404, tried again in the language's tree
    url = reverse("openid_connect_callback", args=["velo-sso"])
    assert client.get(url, {"code": "a", "state": "b"}, headers={"host": "autre.exemple"}).status_code == 302
    assert "Vélo SSO" in client.get(reverse("account_login")).content.decode()
    assert "Vélo SSO" not in client.get(reverse("account_login"), headers={"host": "autre.exemple"}).content.decode()


def test_the_client_secret_is_sealed(connection):
    stored = Connection.objects.get()
    assert "secret-du-client" not in stored.sealed_secret and stored.secret == "secret-du-client"


def test_only_administrators_connect(client, brand, leader, django_user_model):
    client.force_login(leader)
    assert client.get(reverse("team-sign-in:index")).status_code in {302, 403}
    client.force_login(django_user_model.objects.create_superuser("a@x.fr", name="A"))
    data = {"kind": "oidc", "name": "N", "slug": "n", "metadata_url": "https://id.exemple", "client_id": "c",
            "client_secret": "s3", "email_attribute": "email", "name_attribute": "name",
            "group_roles": "x = chef", "active": "on"}  # fmt: skip
    assert "Ligne 1" in client.post(reverse("team-sign-in:add"), data).content.decode()
    client.post(reverse("team-sign-in:add"), {**data, "group_roles": "x = leader"})
    assert Connection.objects.get().secret == "s3" and Connection.objects.get().brand == brand
