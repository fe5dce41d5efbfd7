"""The credential: the W3C recipe bit for bit, refusals of what a signature would not cover, keys and their lives."""

import base64
import gzip
import json
import stat
from datetime import timedelta
from io import StringIO

import base58
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.utils import timezone
from pyld import jsonld

from academy.certification import acts
from academy.certification.credential import contexts, proof
from academy.certification.credential.build import credential_of, unsigned
from academy.certification.credential.keys import active_key, private_key, rotate
from academy.certification.credential.models import BrandKey, DocumentCertificate
from academy.certification.lives import status_of
from academy.certification.models import AwardEvent
from academy.certification.pdf.keys import keys_folder
from academy.people.models import Membership
from tests.certification.awards import make_award

pytestmark = pytest.mark.once

# Data Integrity EdDSA Cryptosuites v1.0 (W3C Recommendation), appendix A, representation eddsa-rdfc-2022.
W3C = {
    "@context": ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"],
    "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    "type": ["VerifiableCredential", "AlumniCredential"],
    "name": "Alumni Credential",
    "description": "A minimum viable example of an Alumni Credential.",
    "issuer": "https://vc.example/issuers/5678",
    "validFrom": "2023-01-01T00:00:00Z",
    "credentialSubject": {"id": "did:example:abcdefgh", "alumniOf": "The School of Examples"},
}
W3C_METHOD = "https://vc.example/issuers/5678#z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
W3C_KEY = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"
W3C_HASH = (
    "4c4d3890a157f8d611b13c265c2c22f39aa0a567c7c7dd9ba3e45cd579784eeb"
    "517744132ae165a5349155bef0bb0cf2258fff99dfe1dbd914b938d775a36017"
)
W3C_VALUE = "z21EVs3eXERqTn4acNHT9viboqgzUaQ3kTmhPT3eA8qrVPE7CrQq78WkzctnMX5W4CrzcKnHw8V6dvy5pgWYCU5e9"


@pytest.fixture
def w3c_examples(monkeypatch):
    ours = contexts.context
    vocabulary = {"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}}
    address = "https://www.w3.org/ns/credentials/examples/v2"
    monkeypatch.setattr(contexts, "context", lambda url: vocabulary if url == address else ours(url))


def test_the_w3c_test_vector_comes_out_bit_for_bit(w3c_examples):
    key = Ed25519PrivateKey.from_private_bytes(base58.b58decode(W3C_KEY[1:])[2:])
    signed = proof.sign(W3C, key, W3C_METHOD, "2023-02-24T23:36:38Z")
    assert proof.hash_to_sign(W3C, signed["proof"]).hex() == W3C_HASH
    assert signed["proof"]["proofValue"] == W3C_VALUE
    assert proof.verifies(signed, proof.public_key(W3C_METHOD.rpartition("#")[2]))


def test_a_term_that_would_be_dropped_is_refused(brand):
    document = unsigned(make_award(brand))
    document["credentialSubject"]["mandate"] = "everything"
    with pytest.raises(proof.UncoveredError, match="mandate"):
        proof.canonical(document)


@pytest.mark.parametrize("change", [{"type": ["VerifiableCredential", "Nonsense"]}, {"id": "not-absolute"}])
def test_a_relative_type_or_address_is_refused(brand, change):
    with pytest.raises(proof.UncoveredError):
        proof.canonical({**unsigned(make_award(brand)), **change})


def test_no_context_is_ever_fetched():
    with pytest.raises(contexts.UnknownContextError):
        contexts.load("https://example.org/context.json", {})
    with pytest.raises(jsonld.JsonLdError):
        proof.canonical({"@context": "http://127.0.0.1:1/c", "type": "x"})


def test_the_credential_says_what_the_certificate_says(brand):
    award = make_award(brand)
    credential = credential_of(award)
    subject = credential["credentialSubject"]
    assert credential["id"] == f"http://testserver/v/{award.number}"
    assert credential["issuer"]["id"] == "did:web:testserver"
    assert subject["identifier"][0]["identityHash"] == "Inès Benali"
    assert subject["licenseNumber"] == award.number
    assert subject["narrative"].splitlines()[0] == "Canaux\u00a0: X, Comptoir et atelier"
    assert credential["validFrom"] == "2026-11-01T00:00:00+01:00"
    assert credential["validUntil"] == "2027-10-31T23:59:59+01:00"
    assert "@" not in json.dumps(subject), "no e-mail address in it"


def test_a_did_names_a_port_as_the_method_demands(brand, settings):
    settings.WAGTAILADMIN_BASE_URL = "http://localhost:8123"
    brand.site.hostname = "localhost"
    assert unsigned(make_award(brand))["issuer"]["id"] == "did:web:localhost%3A8123"


# --- keys -------------------------------------------------------------------------------------------------------


def test_keys_are_made_once_and_readable_by_their_owner_alone(brand, other_brand):
    out = StringIO()
    call_command("make_keys", stdout=out)
    call_command("make_keys", stdout=StringIO())
    files = sorted(keys_folder().iterdir())
    assert len(files) == 1 + BrandKey.objects.count()
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert "PRIVATE" not in out.getvalue()


def test_one_key_signs_at_a_time_and_a_rotated_one_stays_known(brand, client):
    first = active_key(brand)
    second = rotate(brand)
    assert active_key(brand) == second != first
    published = client.get("/.well-known/did.json").json()
    assert [m["publicKeyMultibase"] for m in published["verificationMethod"]] == [first.public, second.public]
    third = rotate(brand, compromised=True)
    published = client.get("/.well-known/did.json").json()
    assert [m["publicKeyMultibase"] for m in published["verificationMethod"]] == [first.public, third.public]


def test_a_missing_private_key_says_what_to_do(brand):
    key = active_key(brand)
    (keys_folder() / f"{key.public}.pem").rename(keys_folder() / "elsewhere")
    with pytest.raises(ImproperlyConfigured, match="rotate_keys"):
        private_key(key)


def test_rotation_by_command(brand):
    call_command("make_keys", stdout=StringIO())
    call_command("rotate_keys", brand=brand.site.hostname, stdout=StringIO())
    call_command("rotate_keys", document=True, compromised=True, stdout=StringIO())
    assert BrandKey.objects.filter(brand=brand).count() == 2
    withdrawn = DocumentCertificate.objects.order_by("pk").values_list("compromised", flat=True)
    assert [bool(one) for one in withdrawn] == [True, False]


# --- what is published ------------------------------------------------------------------------------------------


def bits_of(client, address: str) -> bytes:
    text = json.loads(client.get(address).content)["credentialSubject"]["encodedList"]
    assert text.startswith("u")
    return gzip.decompress(base64.urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4)))


def test_status_lists_show_a_revocation_at_once(brand, client):
    award, other = make_award(brand), make_award(brand, holder="Karim Haddad")
    assert not any(bits_of(client, "/credentials/status/0"))
    AwardEvent.objects.create(award=award, kind=AwardEvent.Kind.REVOKED, reason="x")
    bits = bits_of(client, "/credentials/status/0")
    assert len(bits) * 8 == 131_072
    assert bits[award.pk // 8] & (0x80 >> award.pk % 8)
    assert not bits[other.pk // 8] & (0x80 >> other.pk % 8)


def flags_of(client, award) -> tuple[bool, bool]:
    """(revoked, suspended) as a verifier reads them."""
    lists = (bits_of(client, f"/credentials/status/0{more}") for more in ("", "/suspension"))
    revoked, suspended = (bool(bits[award.pk // 8] & (0x80 >> award.pk % 8)) for bits in lists)
    return revoked, suspended


@pytest.mark.parametrize("kind", ["revoked", "relinquished", "ended", "trimmed"])
def test_what_a_fact_has_ended_is_cancelled_for_every_verifier(brand, client, kind):
    today = timezone.localdate()
    award = make_award(brand, issued=today, expires=today + timedelta(days=9))
    acts.append(award, kind, None)
    assert flags_of(client, award) == (True, False)


def test_a_renewed_certificate_ran_its_time_and_was_not_revoked(brand, client):
    today = timezone.localdate()
    old = make_award(brand, issued=today - timedelta(days=300), expires=today - timedelta(days=1))
    make_award(brand, person=old.person, cycle=2, issued=today - timedelta(days=20), expires=today + timedelta(days=9))
    acts.append(old, "resumed", None)
    AwardEvent.objects.create(award=old, kind=AwardEvent.Kind.READMITTED)  # something happened: it is looked at
    assert status_of(old) == "replaced" and flags_of(client, old) == (False, False)


def test_a_contract_that_is_over_is_a_pause_until_it_is_written_down(brand, client):
    """ "revocation" is not reversible, and before the night a contract may still be prolonged."""
    today = timezone.localdate()
    award = make_award(brand, issued=today - timedelta(days=9), expires=today + timedelta(days=9))
    membership = Membership.objects.filter(user=award.person)
    membership.update(ends=today - timedelta(days=1))
    assert status_of(award) == "ended" and flags_of(client, award) == (False, True)
    membership.update(ends=None)
    assert status_of(award) == "valid" and flags_of(client, award) == (False, False)
    membership.update(ends=today - timedelta(days=1))
    call_command("expire_certificates", verbosity=0)
    assert flags_of(client, award) == (True, False)


def test_a_status_list_tells_nothing_of_another_brand(brand, other_brand, client):
    award = make_award(other_brand)
    AwardEvent.objects.create(award=award, kind=AwardEvent.Kind.REVOKED, reason="x")
    assert not any(bits_of(client, "/credentials/status/0"))


def test_status_lists_that_cannot_exist_are_not_found(brand, client):
    assert client.get("/credentials/status/7", follow=True).status_code == 404
    assert client.get("/credentials/status/0/other", follow=True).status_code == 404


def test_what_verifiers_fetch_may_be_read_from_any_site(brand, client):
    make_award(brand)
    for address in ["/.well-known/did.json", "/credentials/issuer", "/credentials/achievements/repondre"]:
        response = client.get(address)
        assert response.status_code == 200
        assert response["Access-Control-Allow-Origin"] == "*"
