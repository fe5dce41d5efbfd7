"""The administrator's test of a connection, against real providers: an answer in words, nobody signed in."""

import datetime

import oidc_provider_mock
import pytest
from django.urls import reverse
from django.utils import translation

from academy.people.models import AuditEntry, Connection
from academy.people.sso.check import certificate_finding, check, verdict
from tests.people.saml_idp import make_key, serve

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def openid():
    with oidc_provider_mock.run_server_in_thread() as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture(scope="module")
def strict_openid():
    """A provider that knows its clients: ours is not among them."""
    with oidc_provider_mock.run_server_in_thread(require_client_registration=True) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture(scope="module")
def saml(tmp_path_factory):
    yield from serve(tmp_path_factory.mktemp("idp"))


@pytest.fixture
def admin(client, brand, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("a@x.fr", name="A"))
    return client


def make(brand, **fields):
    connection = Connection(
        **{"brand": brand, "kind": "oidc", "name": "Vélo SSO", "slug": "velo", "client_id": "porte-voix",
           "allowed_domains": "velo.exemple", **fields}
    )  # fmt: skip
    connection.secret = "secret-du-client"
    connection.save()
    return connection


def said(connection) -> tuple[str, str]:
    with translation.override("en"):
        findings = check(connection, "http://testserver/accounts/oidc/velo/login/callback/")
    return verdict(findings), " / ".join(finding.text for finding in findings)


def test_an_openid_provider_that_knows_us(brand, openid):
    state, text = said(make(brand, metadata_url=openid))
    assert state == "good", text
    assert "keys can be read" in text and "secret is the right one" in text


def test_an_openid_provider_that_does_not_know_us(brand, strict_openid):
    state, text = said(make(brand, metadata_url=strict_openid))
    assert state == "bad" and "refuses the client id" in text


def test_an_address_where_nothing_is(brand, openid):
    assert said(make(brand, metadata_url="http://127.0.0.1:9"))[1] == "The address does not answer: no connection"
    Connection.objects.all().delete()
    assert "HTTP 404" in said(make(brand, metadata_url=f"{openid}/nowhere"))[1]


def test_a_saml_provider_by_its_metadata(brand, saml):
    state, text = said(make(brand, kind="saml", metadata_url=f"{saml.url}/metadata"))
    assert state == "good" or "ends soon" in text, text
    assert saml.entity_id in text and "sign-in address answers" in text


def test_metadata_of_another_provider(brand, saml):
    state, text = said(make(brand, kind="saml", metadata_url=f"{saml.url}/metadata", entity_id="https://autre"))
    assert state == "bad" and "not of https://autre" in text


def test_a_page_that_is_no_metadata(brand, openid):
    state, text = said(make(brand, kind="saml", metadata_url=f"{openid}/.well-known/openid-configuration"))
    assert state == "bad" and "not SAML metadata" in text


def test_certificates_are_read_for_their_end(tmp_path):
    with translation.override("en"):
        for days, state in ((300, "good"), (10, "doubt"), (-3, "bad")):
            _key, file = make_key(tmp_path, f"c{days}", days)
            finding = certificate_finding(open(file).read())  # noqa: SIM115
            year = (datetime.date.today() + datetime.timedelta(days=days)).year
            assert finding.state == state and str(year) in finding.text
        assert certificate_finding("rien").state == "bad"


def test_groups_that_name_unknown_departments(brand, openid):
    state, text = said(make(brand, metadata_url=openid, group_roles="vp = relay @ nulle-part"))
    assert state == "bad" and "nulle-part" in text


def test_an_address_without_https_is_doubtful(brand):
    assert "is not https" in said(make(brand, metadata_url="http://127.0.0.2:9"))[1]


def test_the_button_answers_in_words_on_the_page(admin, brand, openid):
    connection = make(brand, metadata_url=openid)
    edit = reverse("team-sign-in:edit", args=[connection.pk])
    before = admin.get(edit).content.decode()
    assert "Tester la connexion" in before and "/accounts/oidc/velo/login/callback/" in before
    page = admin.post(reverse("people_connection_test", args=[connection.pk]), follow=True).content.decode()
    assert "La connexion fonctionne." in page and "clés du fournisseur" in page


def test_what_was_tried_is_forgotten_when_the_connection_changes(admin, brand, openid):
    connection = make(brand, metadata_url=openid)
    admin.post(reverse("people_connection_test", args=[connection.pk]))
    form = admin.get(reverse("team-sign-in:edit", args=[connection.pk])).context["form"]
    data = {name: form[name].value() or "" for name in form.fields} | {"active": "on", "client_id": "un-autre"}
    admin.post(reverse("team-sign-in:edit", args=[connection.pk]), data)
    connection.refresh_from_db()
    assert connection.client_id == "un-autre" and connection.tested == {}
    assert AuditEntry.objects.filter(action="sign_in.changed").exists()


def test_a_saml_connection_is_made_of_its_metadata_address(admin, brand, saml):
    data = {"kind": "saml", "name": "Vélo SSO", "slug": "velo-saml", "active": "on", "allowed_domains": "velo.exemple",
            "email_attribute": "email", "name_attribute": "name", "metadata_url": f"{saml.url}/rien"}  # fmt: skip
    page = admin.post(reverse("team-sign-in:add"), data).content.decode()
    assert "HTTP 404" in page and not Connection.objects.exists()
    page = admin.post(reverse("team-sign-in:add"), {**data, "metadata_url": f"{saml.url}/metadata"}, follow=True)
    made = Connection.objects.get()
    assert (made.entity_id, made.sso_url, made.certificate) == (saml.entity_id, f"{saml.url}/sso", saml.certificate)
    assert "/accounts/saml/velo-saml/acs/" in page.content.decode()
    assert AuditEntry.objects.filter(action="sign_in.connected", chain=brand.pk).exists()


def test_a_saml_connection_by_fields_names_what_is_missing(admin, brand):
    data = {"kind": "saml", "name": "V", "slug": "v", "email_attribute": "email", "name_attribute": "name"}
    page = admin.post(reverse("team-sign-in:add"), data)
    assert set(page.context["form"].errors) == {"entity_id", "sso_url", "certificate"}


@pytest.mark.parametrize("who", ["leader", "other brand"])
def test_only_administrators_of_this_brand_try_it(client, brand, other_brand, leader, django_user_model, who):
    connection = make(other_brand if who == "other brand" else brand, metadata_url="http://127.0.0.1:9")
    client.force_login(leader if who == "leader" else django_user_model.objects.create_superuser("a@x.fr", name="A"))
    client.post(reverse("people_connection_test", args=[connection.pk]))
    connection.refresh_from_db()
    assert connection.tested == {}
