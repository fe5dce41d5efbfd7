"""Is this file one of ours, and unaltered? For a PDF or a credential that anybody may drop on the verification page.

The file is hostile until shown otherwise. No PDF parser ever sees it: our own PDFs are written in one go with one
signature over every byte, so it is enough to find that signature, to hash the bytes and to compare. Nothing is
decompressed, nothing is fetched, and a credential is only put through JSON-LD when it has the very shape of ours.
"""

import hashlib
import json
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from asn1crypto import cms, x509
from django.db.models import Q
from pyhanko.sign.validation.generic_cms import validate_sig_integrity

from academy.certification.credential.contexts import OPEN_BADGES, V2
from academy.certification.credential.models import BrandKey, DocumentCertificate
from academy.certification.credential.proof import public_key, verifies
from academy.certification.models import Award

MOST_BYTES = 4_000_000
MOST_JSON = 100_000
_NUMBER = r"PV(?:-[23456789ABCDEFGHJKMNPQRSTVWXYZ]{5}){3}"
_ANY_NUMBER = re.compile(_NUMBER.encode())
_REASON = re.compile(rb"/Reason \([^()]{0,80}?(" + _NUMBER.encode() + rb")\)")
_RANGE = re.compile(rb"/ByteRange \[ 0 (\d{1,10}) (\d{1,10}) (\d{1,10}) \]")
_LONGEST_CMS = 60_000


class Problem(StrEnum):
    """Why a file is not genuine."""

    NONE = ""
    TOO_BIG = "too_big"
    UNREADABLE = "unreadable"  # neither a PDF nor a credential
    FOREIGN = "foreign"  # not signed by this site
    ALTERED = "altered"  # it names one of our certificates, but it is not the file we signed
    COMPROMISED = "compromised"  # signed with a key that has been withdrawn


@dataclass(frozen=True)
class CheckedDocument:
    """`number` is what the file claims; only when `genuine` may it be believed. It says nothing about today's status:
    a genuine certificate may have expired or been revoked."""

    number: str
    genuine: bool
    problem: Problem = Problem.NONE


def check_document(data: bytes) -> CheckedDocument:
    """Checks a PDF certificate or transcript, or a JSON credential. Never raises for what is in the file."""
    if len(data) > MOST_BYTES:
        return CheckedDocument("", False, Problem.TOO_BIG)
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return _check_pdf(data)
    if data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _check_json(data)
    return CheckedDocument("", False, Problem.UNREADABLE)


# --- PDF --------------------------------------------------------------------------------------------------------


def _check_pdf(data: bytes) -> CheckedDocument:
    digest = hashlib.sha256(data).hexdigest()
    award = Award.objects.filter(Q(paper_hash=digest) | Q(transcript_hash=digest)).only("number").first()
    if award:
        return CheckedDocument(award.number, True)
    signed = _signed_number(data)
    # A signature leaves a few bytes of its own container uncovered: where we kept hashes of the papers, they decide.
    if signed and not Award.objects.filter(number=signed.number).exclude(paper_hash="", transcript_hash="").exists():
        return signed
    claimed = _ANY_NUMBER.search(data)
    number = claimed[0].decode() if claimed else ""
    ours = bool(number) and Award.objects.filter(number=number).exists()
    return CheckedDocument(number, False, Problem.ALTERED if ours else Problem.FOREIGN)


def _signed_number(data: bytes) -> CheckedDocument | None:
    """The number of a file that our signature covers whole; None when it does not."""
    ranges = _RANGE.findall(data)
    if len(ranges) != 1:
        return None
    start, end, rest = map(int, ranges[0])
    if not (0 < start < end <= len(data) and end + rest == len(data) and end - start <= _LONGEST_CMS):
        return None
    if data[start : start + 1] != b"<" or data[end - 1 : end] != b">":
        return None
    digest = hashlib.sha256(data[:start])
    digest.update(data[end:])
    number = _REASON.search(data[:start] + data[end:])
    fingerprint = _signer(data[start + 1 : end - 1], digest.digest())
    known = DocumentCertificate.objects.filter(fingerprint=fingerprint).first() if fingerprint and number else None
    if known is None:
        return None
    if known.compromised:
        return CheckedDocument(number[1].decode(), False, Problem.COMPROMISED)
    return CheckedDocument(number[1].decode(), True)


def _signer(text: bytes, digest: bytes) -> str:
    """The fingerprint of the certificate whose key signed that digest; empty when none did."""
    try:
        raw = bytes.fromhex(text.decode("ascii"))
        content = cms.ContentInfo.load(raw)
        if raw.rstrip(b"\0") != content.dump(force=True).rstrip(b"\0") or text != text.lower():
            return ""
        signed = content["content"]
        certificates = [one.chosen for one in signed["certificates"] if isinstance(one.chosen, x509.Certificate)]
        (signer,) = signed["signer_infos"]
        certificate = next(one for one in certificates if _is_of(signer, one))
        intact, valid = validate_sig_integrity(signer, certificate, "data", digest)
    except Exception:  # whatever a made-up CMS can make a parser say, it is not our signature
        return ""
    return certificate.sha256.hex() if intact and valid else ""


def _is_of(signer: cms.SignerInfo, certificate: x509.Certificate) -> bool:
    identifier = signer["sid"].chosen
    return (
        isinstance(identifier, cms.IssuerAndSerialNumber)
        and identifier["serial_number"].native == certificate.serial_number
        and identifier["issuer"] == certificate.issuer
    )


# --- JSON -------------------------------------------------------------------------------------------------------


def _check_json(data: bytes) -> CheckedDocument:
    if len(data) > MOST_JSON:
        return CheckedDocument("", False, Problem.TOO_BIG)
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        return CheckedDocument("", False, Problem.UNREADABLE)
    number = _number_of(document)
    key = _key_of(document)
    award = Award.objects.filter(number=number).first() if number else None
    if key is None:
        return CheckedDocument(number, False, Problem.ALTERED if award else Problem.FOREIGN)
    if key.compromised:
        return CheckedDocument(number, False, Problem.COMPROMISED)
    if award and award.credential == document:
        return CheckedDocument(number, True)
    if number and has_our_shape(document) and verifies(document, public_key(key.public)):
        return CheckedDocument(number, True)
    return CheckedDocument(number, False, Problem.ALTERED)


def _number_of(document: dict[str, Any]) -> str:
    """The number in the credential's address and in its subject, when they agree."""
    subject = document.get("credentialSubject")
    number = subject.get("licenseNumber") if isinstance(subject, dict) else None
    if not isinstance(number, str) or not re.fullmatch(_NUMBER, number):
        return ""
    return number if str(document.get("id", "")).endswith(f"/v/{number}") else ""


def _key_of(document: dict[str, Any]) -> BrandKey | None:
    proof = document.get("proof")
    method = proof.get("verificationMethod") if isinstance(proof, dict) else None
    if not isinstance(method, str) or len(method) > 500:
        return None
    return BrandKey.objects.filter(public=method.rpartition("#")[2]).first()


def has_our_shape(document: dict[str, Any]) -> bool:
    """Our contexts and no other, few and shallow nodes: no JSON-LD trick, no graph that takes hours to canonicalise."""
    if document.get("@context") != [V2, OPEN_BADGES]:
        return False
    waiting, seen = [({key: one for key, one in document.items() if key != "@context"}, 0)], 0
    while waiting:
        node, depth = waiting.pop()
        seen += 1
        if seen > 150 or depth > 8:
            return False
        if isinstance(node, dict):
            if any(key.startswith("@") for key in node):
                return False
            waiting += [(one, depth + 1) for one in node.values()]
        elif isinstance(node, list):
            waiting += [(one, depth + 1) for one in node]
    return True
