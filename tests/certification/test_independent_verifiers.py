"""Other people's verifiers accept our credential and refuse a revoked, expired or altered one."""

import copy
import json
import os
import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from django.utils import timezone
from openbadgeslib.ob3 import OB3LdpVerifier, OB3VerificationError

from academy.certification.credential.build import credential_of
from academy.certification.credential.issuer import did_document
from academy.certification.credential.keys import active_key, rotate
from academy.certification.credential.proof import public_key
from academy.certification.credential.status import status_list
from academy.certification.models import AwardEvent
from tests.certification.awards import make_award

pytestmark = pytest.mark.once

HERE = Path(__file__).parent / "verifier"
FOLDER = Path(__file__).resolve().parents[2] / "var" / "verifier"
NOW = "2026-12-01T12:00:00Z"


@pytest.fixture(scope="session")
def digital_bazaar():
    """Digital Bazaar's libraries, from npm into var/verifier, once. Where they cannot be had the test says so; in CI
    that is a failure."""
    give_up = pytest.fail if os.environ.get("CI") else pytest.skip
    if not shutil.which("node") or not shutil.which("npm"):
        give_up("NOT VERIFIED INDEPENDENTLY: node and npm are not installed on this machine")
    FOLDER.mkdir(parents=True, exist_ok=True)
    wanted = (HERE / "package.json").read_text()
    if not (FOLDER / "installed.json").exists() or (FOLDER / "installed.json").read_text() != wanted:
        shutil.copy(HERE / "package.json", FOLDER)
        command = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--silent"]
        done = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, timeout=300)
        if done.returncode:
            give_up(f"NOT VERIFIED INDEPENDENTLY: npm could not install the verifier: {done.stderr[-500:]}")
        (FOLDER / "installed.json").write_text(wanted)
    shutil.copy(HERE / "verify.mjs", FOLDER)
    return FOLDER


@pytest.fixture
def verify(digital_bazaar, brand):
    def run(credential, now=NOW):
        documents = {"did:web:testserver": did_document(brand)}
        for entry in credential.get("credentialStatus", []):
            address = entry["statusListCredential"]
            documents[address] = status_list(brand, 0, entry["statusPurpose"])
        given = json.dumps({"credential": credential, "documents": documents, "now": now})
        done = subprocess.run(
            ["node", "verify.mjs"], cwd=digital_bazaar, input=given, capture_output=True, text=True, check=True
        )
        return json.loads(done.stdout)

    return run


def test_digital_bazaar_accepts_a_valid_credential(brand, verify):
    answer = verify(credential_of(make_award(brand)))
    assert answer == {"verified": True, "error": None, "status": {"revocation": False, "suspension": False}}


def test_digital_bazaar_accepts_one_signed_before_the_key_was_rotated(brand, verify):
    credential = credential_of(make_award(brand))
    rotate(brand)
    assert verify(credential)["verified"]


def test_digital_bazaar_refuses_one_signed_with_a_compromised_key(brand, verify):
    credential = credential_of(make_award(brand))
    rotate(brand, compromised=True)
    assert not verify(credential)["verified"]


def test_digital_bazaar_sees_that_it_is_revoked(brand, verify):
    """Its verdict on a revoked credential stands in the status, not in `verified`."""
    award = make_award(brand)
    AwardEvent.objects.create(award=award, kind=AwardEvent.Kind.REVOKED, reason="x")
    assert verify(credential_of(award))["status"]["revocation"] is True


def test_digital_bazaar_refuses_an_expired_one(brand, verify):
    answer = verify(credential_of(make_award(brand)), now="2029-01-01T00:00:00Z")
    assert not answer["verified"] and "validUntil" in answer["error"]


@pytest.mark.parametrize("place", ["holder", "term", "until"])
def test_digital_bazaar_refuses_an_altered_one(brand, verify, place):
    credential = copy.deepcopy(credential_of(make_award(brand)))
    if place == "holder":
        credential["credentialSubject"]["identifier"][0]["identityHash"] = "Quelqu’un d’autre"
    elif place == "term":
        credential["credentialSubject"]["mandate"] = "everything"
    else:
        credential["validUntil"] = "2040-01-01T00:00:00Z"
    assert not verify(credential)["verified"]


def openbadgeslib_verifier(brand) -> OB3LdpVerifier:
    key = public_key(active_key(brand).public)
    pem = key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return OB3LdpVerifier(pubkey_pem=pem)


def valid_today(brand):
    today = timezone.localdate()
    return make_award(brand, issued=today, expires=today + timedelta(days=300))


def test_openbadgeslib_accepts_a_valid_credential(brand):
    read = openbadgeslib_verifier(brand).verify(credential_of(valid_today(brand)))
    assert read.achievement.name == "Répondre"


def test_openbadgeslib_refuses_an_altered_and_an_expired_one(brand):
    altered = credential_of(valid_today(brand))
    altered["credentialSubject"]["narrative"] = "Tous les canaux"
    expired = credential_of(make_award(brand, issued=date(2020, 1, 1), expires=date(2021, 1, 1)))
    for credential in (altered, expired):
        with pytest.raises(OB3VerificationError):
            openbadgeslib_verifier(brand).verify(credential)
