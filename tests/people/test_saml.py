"""SAML 2.0 end to end against a real identity provider (pysaml2 with xmlsec1) on this machine."""

import base64
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse

from academy.people.models import AuditEntry, Connection, Membership, Role, User
from tests.people.factories import make_person
from tests.people.saml_idp import make_key, serve

pytestmark = pytest.mark.once

ACS = "/accounts/saml/velo-saml/acs/"


@pytest.fixture
def client(client):
    client.defaults["HTTP_HOST"] = "testserver"  # every browser sends it; Django's test client does not
    return client


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    yield from serve(tmp_path_factory.mktemp("idp"))


@pytest.fixture
def connection(brand, shops, running):
    return Connection.objects.create(
        brand=brand, kind="saml", name="Vélo SSO", slug="velo-saml", entity_id=running.entity_id,
        sso_url=f"{running.url}/sso", certificate=running.certificate, allowed_domains="velo.exemple",
        department_attribute="department", group_roles=f"vp-leaders = leader\nvp-relays = relay @ {shops.code}",
    )  # fmt: skip


@pytest.fixture
def provider(running, connection, client):
    """The provider, once it has read our metadata as an administrator would hand it over."""
    answer = client.get(reverse("saml_metadata", args=["velo-saml"]))
    assert answer.status_code == 200
    running.sp_metadata = answer.content.decode()
    return running


def ask(client) -> str:
    """Begin at the site; → the SAMLRequest with which the browser is sent to the provider."""
    page = client.post(reverse("saml_login", args=["velo-saml"]))
    assert page.status_code == 200
    where = page["Refresh"].partition("url=")[2]
    return parse_qs(urlsplit(where).query)["SAMLRequest"][0]


def bring(client, answer: str):
    """Post the provider's answer as its page would, and follow as a browser does."""
    return client.post(ACS, {"SAMLResponse": answer}, follow=True)


def sign_in(client, provider, **claims):
    return bring(client, provider.answer(ask(client), **claims))


def signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_our_metadata_says_what_we_want(client, connection):
    text = client.get(reverse("saml_metadata", args=["velo-saml"])).content.decode()
    assert f"http://testserver{ACS}" in text and 'WantAssertionsSigned="true"' in text
    assert "SingleLogoutService" not in text


def test_a_newcomer_gets_account_department_and_roles(client, brand, shops, provider):
    sign_in(client, provider, email="Awa@velo.exemple", name="Awa Ba", department=shops.code,
            groups=["vp-leaders", "unknown"])  # fmt: skip
    user = User.objects.get(email="awa@velo.exemple")
    assert client.session["_auth_user_id"] == str(user.pk) and user.name == "Awa Ba"
    held = set(Membership.objects.valid_on().filter(user=user, brand=brand).values_list("role", "department"))
    assert held == {(Role.LEADER, None), (Role.EMPLOYEE, shops.pk)}
    assert SocialAccount.objects.get().extra_data == {}
    assert AuditEntry.objects.filter(action="role.given", object_key=str(user.public_id)).exists()


def test_the_names_that_providers_use_are_understood(client, provider):
    """Shibboleth's and AD FS' spellings, without a field filled in by the administrator."""
    sign_in(client, provider, mail="m@velo.exemple", displayName="Malik N'Diaye", memberOf=["vp-leaders"])
    user = User.objects.get(email="m@velo.exemple")
    assert user.name == "Malik N'Diaye" and user.memberships.valid_on().filter(role=Role.LEADER).exists()


def test_roles_follow_the_groups_at_each_sign_in(client, provider):
    sign_in(client, provider, uid="u2", email="b@velo.exemple", name="B", groups=["vp-leaders"])
    client.logout()
    sign_in(client, provider, uid="u2", email="b@velo.exemple", name="B", groups=["vp-relays"])
    held = Membership.objects.valid_on().filter(user__email="b@velo.exemple").values_list("role", flat=True)
    assert "leader" not in held and "relay" in held


def test_a_known_person_is_recognised_by_address(client, brand, provider):
    person = make_person(brand)
    User.objects.filter(pk=person.pk).update(email="connue@velo.exemple")
    person.emailaddress_set.update(email="connue@velo.exemple")
    sign_in(client, provider, email="connue@velo.exemple", name="X")
    assert client.session["_auth_user_id"] == str(person.pk)


# --- refusals: each a page in plain words, in both languages, and nobody signed in -----------------------------


def refused(client, page, french: str, english: str):
    assert page.status_code == 403 and not signed_in(client)
    assert french in page.content.decode(), page.content.decode()
    assert not SocialAccount.objects.exists() and not User.objects.filter(email__endswith="velo.exemple").exists()
    from django.utils import translation

    from academy.people.sso.refused import refuse

    with translation.override("en"):
        request = page.wsgi_request
        why = page.context["why"]
        assert english in refuse(request, why).content.decode()


def test_an_expired_response(client, provider):
    page = sign_in(client, provider, email="x@velo.exemple", minutes=-20)
    refused(client, page, "est trop ancienne", "is too old")


def test_a_replayed_response(client, provider):
    answer = provider.answer(ask(client), email="x@velo.exemple", name="X")
    bring(client, answer)
    assert signed_in(client)
    client.logout()
    page = bring(client, answer)
    assert page.status_code == 403 and not signed_in(client) and "déjà servi" in page.content.decode()


def test_a_response_stolen_from_another_browser(client, provider):
    """The thief begins a sign-in of their own: the answer to another question does not fit."""
    from django.test import Client

    victim = Client(headers={"host": "testserver"})
    stolen = provider.answer(ask(victim), email="x@velo.exemple")
    ask(client)
    refused(client, bring(client, stolen), "déjà servi", "already used")
    own = provider.read(ask(client)).id
    forged = base64.b64decode(stolen).decode()
    first = forged.index('InResponseTo="') + len('InResponseTo="')
    forged = forged[:first] + own + forged[forged.index('"', first) :]
    refused(client, bring(client, base64.b64encode(forged.encode()).decode()), "déjà servi", "already used")


def test_a_response_that_nobody_asked_for(client, provider):
    page = bring(client, provider.answer(ask(client), email="x@velo.exemple", in_response_to=""))
    assert page.status_code == 403 and not signed_in(client)


def test_a_wrong_audience(client, provider):
    page = sign_in(client, provider, email="x@velo.exemple", audience="https://ailleurs.exemple/metadata")
    refused(client, page, "destinée à un autre site", "meant for another site")


def test_an_unsigned_assertion(client, provider):
    page = sign_in(client, provider, email="x@velo.exemple", sign=False)
    refused(client, page, "signature", "no signature that we can trust")


def test_an_assertion_signed_by_somebody_else(client, provider, tmp_path):
    key, _certificate = make_key(tmp_path, "intruder")
    page = sign_in(client, provider, email="x@velo.exemple", key=key)
    refused(client, page, "signature", "no signature that we can trust")


def test_an_assertion_changed_on_its_way(client, provider):
    answer = provider.answer(ask(client), email="x@velo.exemple", name="X")
    changed = base64.b64decode(answer).replace(b"x@velo.exemple", b"y@velo.exemple")
    page = bring(client, base64.b64encode(changed).decode())
    refused(client, page, "signature", "no signature that we can trust")


def test_a_signature_by_a_method_no_longer_safe(client, provider):
    page = sign_in(client, provider, email="x@velo.exemple", sha1=True)
    refused(client, page, "méthode qui n’est plus sûre", "no longer safe")


def test_a_domain_that_is_not_allowed(client, provider):
    page = sign_in(client, provider, email="x@ailleurs.exemple")
    refused(client, page, "que la marque accepte", "not one that this brand accepts")


@pytest.mark.parametrize("text", ["", "pas du base64 !", base64.b64encode(b"<html>").decode(),
                                  base64.b64encode(b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>').decode()])  # fmt: skip
def test_rubbish(client, provider, text):
    ask(client)
    page = bring(client, text)
    assert page.status_code == 403 and not signed_in(client) and "<h1>" in page.content.decode()


@pytest.mark.parametrize("case", ["administrator", "other brand", "inactive", "no accounts"])
def test_people_it_does_not_speak_for(client, brand, other_brand, provider, case):
    email = "x@velo.exemple"
    if case == "administrator":
        User.objects.create_superuser(email, name="A")
    if case in {"other brand", "inactive"}:
        person = make_person(other_brand if case == "other brand" else brand)
        User.objects.filter(pk=person.pk).update(email=email, is_active=case != "inactive")
    if case == "no accounts":
        Connection.objects.update(create_accounts=False)
    page = sign_in(client, provider, email=email)
    assert page.status_code == 403 and not signed_in(client) and not SocialAccount.objects.exists()


def test_an_administrator_reads_why_the_last_one_was_refused(client, connection, provider, django_user_model):
    sign_in(client, provider, email="x@velo.exemple", audience="https://ailleurs.exemple/metadata")
    connection.refresh_from_db()
    assert connection.tested["refused"]["why"] == "audience" and "velo.exemple" not in str(connection.tested)


def test_metadata_by_address_alone(client, connection, provider):
    """The certificate and the addresses come from the provider's metadata; a new certificate needs nobody."""
    Connection.objects.update(metadata_url=f"{provider.url}/metadata", sso_url="", certificate="")
    sign_in(client, provider, email="awa@velo.exemple", name="Awa")
    assert signed_in(client)


def test_a_provider_that_is_down_is_said(client, connection):
    Connection.objects.update(metadata_url="http://127.0.0.1:9/metadata")
    page = client.post(reverse("saml_login", args=["velo-saml"]))
    assert page.status_code == 403 and "ne répond pas" in page.content.decode()


def test_another_brand_has_no_such_door(client, connection, other_brand):
    for name in ("saml_login", "saml_metadata", "saml_finish_acs"):
        url = reverse(name, args=["velo-saml"])
        assert client.get(url, headers={"host": "autre.exemple"}).status_code in {302, 404}
    assert client.post(ACS, {"SAMLResponse": "x"}, headers={"host": "autre.exemple"}).status_code in {302, 404}


def test_no_single_logout(client, connection):
    assert client.get(reverse("saml_sls", args=["velo-saml"])).status_code in {302, 404}
