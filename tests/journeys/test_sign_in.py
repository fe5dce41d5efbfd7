"""Ways in that need a browser: a passkey with a virtual authenticator, and the company's own sign-in."""

import urllib.request

import oidc_provider_mock
import pytest

from tests.journeys.conftest import PASSWORD
from tests.journeys.steps import accessible, newcomer, sign_in
from tests.people.saml_idp import serve

pytestmark = pytest.mark.browser

CONNECT = """
from academy.people.models import Brand, Connection
connection = Connection(brand=Brand.objects.get(), kind="{kind}", name="{name}", slug="{slug}", client_id="porte-voix",
    metadata_url="{url}", entity_id="{entity_id}", allowed_domains="velo-lumiere.example")
connection.secret = "secret"
connection.save()
"""
KEY = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def _connections_go(server):
    """Other journeys on this site find a sign-in page without the company's buttons."""
    yield
    server.manage("shell", "-c", "from academy.people.models import Connection; Connection.objects.all().delete()")


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="fr-FR", reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.fixture
def key(page):
    """A fingerprint reader that Chromium believes in; → (the DevTools session, its id)."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    made = tools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    return tools, made["authenticatorId"]


def home_of(page, name: str) -> None:
    page.wait_for_url(lambda url: "/accounts/" not in url)
    assert page.inner_text("h1") == f"Bonjour {name}"


def sign_out(page, server) -> None:
    page.goto(f"{server.url}/accounts/logout/")
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: "logout" not in url)


def confirm_who(page) -> None:
    """Before anything about keys the site asks for the password again, when the sign-in is not of just now."""
    if "reauthenticate" in page.url:
        page.fill("[name=password]", PASSWORD)
        page.click("main button[type=submit]")
        page.wait_for_url(lambda url: "reauthenticate" not in url)


def add_key(page, server) -> None:
    page.goto(f"{server.url}/accounts/2fa/webauthn/add/")
    confirm_who(page)
    accessible(page)
    page.check("[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url(lambda url: "/add/" not in url)


def test_a_passkey_is_registered_then_opens_the_account_alone(page, server, key):
    tools, authenticator = key
    sign_in(page, server, newcomer(server, "nora.petit", "Nora Petit"))
    add_key(page, server)
    page.goto(f"{server.url}/accounts/2fa/webauthn/")
    confirm_who(page)
    accessible(page)
    assert "clé d’accès" in page.inner_text("main").lower()
    kept = tools.send("WebAuthn.getCredentials", {"authenticatorId": authenticator})["credentials"]
    assert [one["rpId"] for one in kept] == ["localhost"] and kept[0]["isResidentCredential"]
    sign_out(page, server)
    page.goto(f"{server.url}/accounts/login/")
    accessible(page)
    page.click("#passkey_login")
    home_of(page, "Nora")


def test_a_passkey_that_was_removed_opens_nothing(page, server, key):
    sign_in(page, server, newcomer(server, "omar.diallo", "Omar Diallo"))
    add_key(page, server)
    page.goto(f"{server.url}/accounts/2fa/webauthn/")
    confirm_who(page)
    page.click("main a.button--danger")
    confirm_who(page)
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: "remove" not in url)
    sign_out(page, server)
    page.goto(f"{server.url}/accounts/login/")
    page.click("#passkey_login")
    page.wait_for_load_state("networkidle")
    page.goto(f"{server.url}/fr/profil/")
    assert "/accounts/login/" in page.url


def test_a_key_is_asked_for_after_the_password(page, server, key):
    """As a second factor: the password alone leads to the page that asks for the key."""
    sign_in(page, server, newcomer(server, "lise.martin", "Lise Martin"))
    add_key(page, server)
    sign_out(page, server)
    page.goto(f"{server.url}/accounts/login/")
    page.fill("[name=login]", "lise.martin@velo-lumiere.example")
    page.fill("[name=password]", PASSWORD)
    page.click("main form.form button[type=submit]")
    page.wait_for_url("**/2fa/authenticate/**")
    accessible(page)
    page.click("#mfa_webauthn_authenticate")
    home_of(page, "Lise")


def test_the_company_s_openid_sign_in(page, server):
    with oidc_provider_mock.run_server_in_thread() as provider:
        url = f"http://localhost:{provider.server_port}"
        server.manage("shell", "-c", CONNECT.format(kind="oidc", name="Vélo ID", slug="velo-id", url=url, entity_id=""))
        person = b'{"email": "rose.leroy@velo-lumiere.example", "name": "Rose Leroy"}'
        asked = urllib.request.Request(f"{url}/users/rose", person, {"Content-Type": "application/json"}, method="PUT")
        urllib.request.urlopen(asked)
        page.goto(f"{server.url}/accounts/login/")
        accessible(page)
        page.click("text=Vélo ID")
        page.wait_for_url(f"{url}/**")
        page.fill("[name=sub]", "rose")
        page.click("button:has-text('Authorize')")
        home_of(page, "Rose")


def test_the_company_s_saml_sign_in(page, server, tmp_path):
    for provider in serve(tmp_path):
        made = CONNECT.format(kind="saml", name="Vélo SAML", slug="velo-saml", url=f"{provider.url}/metadata",
                              entity_id=provider.entity_id)  # fmt: skip
        server.manage("shell", "-c", made)
        with urllib.request.urlopen(f"{server.url}/accounts/saml/velo-saml/metadata/") as answer:
            provider.sp_metadata = answer.read().decode()
        provider.person = {"uid": "s1", "email": "sam.roy@velo-lumiere.example", "displayName": "Sam Roy"}
        page.goto(f"{server.url}/accounts/login/")
        page.click("text=Vélo SAML")
        page.wait_for_url(f"{provider.url}/**")
        page.click("button")
        home_of(page, "Sam")
