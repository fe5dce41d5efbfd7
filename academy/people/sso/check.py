"""Trying a connection before anybody relies on it: each finding is one sentence, good, doubtful or bad."""

import base64
import binascii
import json
from dataclasses import asdict, dataclass
from datetime import timedelta
from urllib.parse import urlsplit

import requests
from cryptography import x509
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from academy.people.models import Connection, Department
from academy.people.sso.network import TIMEOUT, fetch, short
from academy.people.sso.saml import read_metadata

GOOD, DOUBT, BAD = "good", "doubt", "bad"
SOON = timedelta(days=30)


@dataclass(frozen=True)
class Finding:
    state: str
    text: str


def check(connection: Connection, callback: str) -> list[Finding]:
    """Ask the provider now. `callback` is our address that an OpenID provider sends people back to.

    Nobody is signed in and nothing is written; `verdict` says what it comes to.
    """
    asked = _openid(connection, callback) if connection.kind == Connection.Kind.OIDC else _saml(connection)
    return [*asked, *_rules(connection)]


def verdict(findings: list[Finding]) -> str:
    states = {finding.state for finding in findings}
    return BAD if BAD in states else DOUBT if DOUBT in states else GOOD


def remember(connection: Connection, findings: list[Finding]) -> None:
    lines = [asdict(finding) for finding in findings]
    connection.tested = {"at": timezone.now().isoformat(), "verdict": verdict(findings), "lines": lines}
    connection.save(update_fields=["tested"])


# --- OpenID Connect ---------------------------------------------------------------------------------------------


def _openid(connection: Connection, callback: str) -> list[Finding]:
    try:
        said = _json(_discovery_address(connection.metadata_url))
    except ValidationError as error:
        return [Finding(BAD, error.messages[0])]
    needed = ("issuer", "authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
    missing = [name for name in needed if not isinstance(said.get(name), str)]
    if missing:
        return [Finding(BAD, _("The provider's configuration lacks: %(parts)s") % {"parts": ", ".join(missing)})]
    found = [Finding(GOOD, _("The provider answers and calls itself %(issuer)s.") % {"issuer": said["issuer"][:200]})]
    found.append(_keys(said["jwks_uri"]))
    found.append(_client(connection, said, callback))
    if "S256" not in said.get("code_challenge_methods_supported", ["S256"]):
        found.append(Finding(DOUBT, _("The provider does not say that it knows PKCE; sign-in asks for it.")))
    return found


def _discovery_address(url: str) -> str:
    return url if "/.well-known/" in url else f"{url.rstrip('/')}/.well-known/openid-configuration"


def _json(url: str) -> dict:
    try:
        found = json.loads(fetch(url))
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise ValidationError(_("What is at this address is no OpenID Connect configuration."))
    return found


def _keys(url: str) -> Finding:
    try:
        keys = _json(url).get("keys")
    except ValidationError:
        keys = None
    if not keys:
        return Finding(BAD, _("The provider's keys cannot be read."))
    return Finding(GOOD, _("The provider's keys can be read."))


def _client(connection: Connection, said: dict, callback: str) -> Finding:
    """Offer a code that cannot be right: a provider that knows us complains of the code, another one of us."""
    asked = {"grant_type": "authorization_code", "code": "porte-voix-test", "redirect_uri": callback,
             "code_verifier": "porte-voix-test-porte-voix-test-porte-voix-test"}  # fmt: skip
    methods = said.get("token_endpoint_auth_methods_supported", [])
    basic = "client_secret_post" not in methods and "client_secret_basic" in methods
    if not basic:
        asked |= {"client_id": connection.client_id, "client_secret": connection.secret}
    try:
        answer = requests.post(
            said["token_endpoint"], data=asked, timeout=TIMEOUT,
            auth=(connection.client_id, connection.secret) if basic else None,
        )  # fmt: skip
        body = answer.json()
        word = body.get("error", "") if isinstance(body, dict) else ""
    except requests.RequestException:
        word = ""
    if word in {"invalid_grant", "invalid_request"}:
        return Finding(GOOD, _("The provider knows the client id, and the secret is the right one."))
    if word in {"invalid_client", "unauthorized_client"}:
        return Finding(BAD, _("The provider refuses the client id or its secret."))
    return Finding(DOUBT, _("The provider does not say whether it knows the client id: try a sign-in."))


# --- SAML 2.0 ---------------------------------------------------------------------------------------------------


def _saml(connection: Connection) -> list[Finding]:
    found, certificate = [], connection.certificate
    sso_url = connection.sso_url
    if connection.metadata_url:
        try:
            said = read_metadata(connection.metadata_url)
        except ValidationError as error:
            return [Finding(BAD, error.messages[0])]
        if connection.entity_id and said["entity_id"] != connection.entity_id:
            text = _("The metadata is of %(found)s, not of %(expected)s.")
            return [Finding(BAD, text % {"found": said["entity_id"], "expected": connection.entity_id})]
        certificate, sso_url = said["certificate"], said["sso_url"]
        found.append(Finding(GOOD, _("The metadata can be read; it is of %(entity)s.") % {"entity": said["entity_id"]}))
    return [*found, certificate_finding(certificate), _door(sso_url)]


def certificate_finding(text: str) -> Finding:
    """Whether a certificate (PEM, or base64 as in metadata) can be read and until when it is valid."""
    try:
        certificate = x509.load_der_x509_certificate(base64.b64decode(_base64(text), validate=True))
    except (ValueError, binascii.Error):
        return Finding(BAD, _("The signing certificate cannot be read. Paste it whole, as text."))
    end = certificate.not_valid_after_utc
    day = {"day": date_format(end.date(), "DATE_FORMAT")}
    if end <= timezone.now():
        return Finding(BAD, _("The signing certificate has been out of date since %(day)s.") % day)
    if end <= timezone.now() + SOON:
        return Finding(DOUBT, _("The signing certificate ends soon: %(day)s.") % day)
    return Finding(GOOD, _("The signing certificate is valid until %(day)s.") % day)


def _base64(text: str) -> str:
    return "".join(line.strip() for line in text.splitlines() if "-----" not in line)


def _door(url: str) -> Finding:
    """The sign-in page itself: any answer will do, since it has nobody to greet yet."""
    try:
        requests.get(url, timeout=TIMEOUT, allow_redirects=False, stream=True).close()
    except requests.RequestException as error:
        return Finding(BAD, _("The sign-in address does not answer: %(why)s") % {"why": short(error)})
    return Finding(GOOD, _("The sign-in address answers."))


# --- our own side -----------------------------------------------------------------------------------------------


def _rules(connection: Connection) -> list[Finding]:
    found = []
    said = urlsplit(connection.metadata_url)
    if said.scheme == "http" and said.hostname not in ("localhost", "127.0.0.1", "::1"):
        text = _("The address is not https: whoever sits on the way could pass for the provider.")
        found.append(Finding(DOUBT, text))
    if not connection.domains() and connection.create_accounts:
        text = _("No e-mail domain is named: everybody whom the provider lets in gets an account.")
        found.append(Finding(DOUBT, text))
    try:
        pairs = [pair for pairs in connection.roles_of_groups().values() for pair in pairs]
    except ValidationError as error:
        return [*found, Finding(BAD, error.messages[0])]
    codes = {code for _role, code in pairs if code}
    known = set(Department.objects.filter(brand=connection.brand, code__in=codes).values_list("code", flat=True))
    if codes - known:
        text = _("The groups speak of departments that are not here: %(codes)s")
        found.append(Finding(BAD, text % {"codes": ", ".join(sorted(codes - known))}))
    return found
