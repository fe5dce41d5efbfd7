"""What the verification page asks: is this file ours and unaltered? An altered file is never called genuine."""

import copy
import json
import random

import pytest

from academy.certification.credential.build import unsigned
from academy.certification.credential.check import CheckedDocument, Problem, check_document
from academy.certification.credential.keys import active_key, private_key, rotate
from academy.certification.credential.proof import sign
from academy.certification.models import DocumentCertificate
from academy.certification.pdf.certificate import render_certificate
from academy.certification.pdf.papers import ensure_papers
from tests.certification.awards import make_award


@pytest.fixture
def award(brand):
    return ensure_papers(make_award(brand))


@pytest.fixture
def pdf(award):
    return award.pdf.read()


def as_json(credential) -> bytes:
    return json.dumps(credential, ensure_ascii=False).encode()


def test_our_pdf_is_genuine(award, pdf):
    checked = check_document(pdf)
    assert (checked.number, checked.genuine, checked.problem) == (award.number, True, Problem.NONE)


def test_a_pdf_whose_row_is_gone_is_genuine_by_its_signature(award, pdf):
    award.delete()
    assert check_document(pdf) == CheckedDocument(award.number, True)


def test_when_the_paper_is_kept_no_other_file_passes_for_it(award):
    assert check_document(render_certificate(award)).problem == Problem.ALTERED


def test_one_flipped_byte_anywhere_is_an_altered_pdf(award, pdf):
    chance = random.Random(7)
    contents = pdf.index(b"/Contents <")
    places = [200, len(pdf) // 2, len(pdf) - 30, *(chance.randrange(9, len(pdf)) for _ in range(40))]
    for place in [*places, *(contents + chance.randrange(1950) for _ in range(20))]:
        altered = bytearray(pdf)
        altered[place] ^= 1 << chance.randrange(8)
        assert not check_document(bytes(altered)).genuine, place


def test_an_altered_pdf_says_so_and_names_its_claim(award, pdf):
    checked = check_document(pdf.replace(b"%PDF-1.7", b"%PDF-1.6", 1))
    assert (checked.number, checked.problem) == (award.number, Problem.ALTERED)


def test_anything_added_after_the_signature_is_an_alteration(award, pdf):
    assert check_document(pdf + b"\n").problem == Problem.ALTERED
    assert check_document(pdf + pdf).problem == Problem.ALTERED


def test_a_signature_moved_to_another_file_is_worth_nothing(brand, pdf):
    other = ensure_papers(make_award(brand, holder="Karim Haddad")).pdf.read()
    begin, end = other.index(b"/Contents <"), other.index(b">", other.index(b"/Contents <"))
    mine = pdf.index(b"/Contents <"), pdf.index(b">", pdf.index(b"/Contents <"))
    forged = other[:begin] + pdf[mine[0] : mine[1]] + other[end:]
    assert not check_document(forged).genuine


def test_a_pdf_signed_by_somebody_else_is_not_ours(award, monkeypatch, tmp_path):
    monkeypatch.setenv("KEYS_DIR", str(tmp_path / "forger"))
    forged = render_certificate(award)
    DocumentCertificate.objects.exclude(pk=DocumentCertificate.objects.order_by("pk").first().pk).delete()
    assert check_document(forged).problem == Problem.ALTERED


def test_a_pdf_of_a_withdrawn_certificate_is_not_genuine(award, pdf):
    award.delete()
    DocumentCertificate.objects.update(compromised=award.created)
    assert check_document(pdf).problem == Problem.COMPROMISED


def test_our_credential_is_genuine_however_it_is_written(award):
    for text in (as_json(award.credential), json.dumps(award.credential, indent=4, sort_keys=True).encode()):
        assert check_document(text) == CheckedDocument(award.number, True)


def test_a_credential_stays_genuine_without_our_database_row(award):
    credential = award.credential
    award.delete()
    assert check_document(as_json(credential)).genuine


def test_a_credential_stays_genuine_after_rotation_but_not_after_a_compromise(award, brand):
    credential = as_json(award.credential)
    rotate(brand)
    assert check_document(credential).genuine
    other = ensure_papers(make_award(brand, holder="Zoé"))
    rotate(brand, compromised=True)
    assert check_document(credential).genuine
    assert check_document(as_json(other.credential)).problem == Problem.COMPROMISED


def changes(credential):
    yield "name", lambda c: c["credentialSubject"]["identifier"][0].update(identityHash="Quelqu’un d’autre")
    yield "longer", lambda c: c.update(validUntil="2040-01-01T00:00:00Z")
    yield "added", lambda c: c.update(extra="1")
    yield "undefined term", lambda c: c["credentialSubject"].update(mandate="everything")
    yield "no status", lambda c: c.pop("credentialStatus")
    yield "context", lambda c: c.update({"@context": [*c["@context"], {"mandate": "https://x.example/m"}]})
    yield "graph", lambda c: c.update({"@graph": []})
    yield "proof", lambda c: c["proof"].update(proofValue="z111")
    yield "purpose", lambda c: c["proof"].update(proofPurpose="authentication")
    yield "proof type", lambda c: c.update(proof=[c["proof"]])
    yield "deep", lambda c: c.update(name=[[[[[[[[[[1]]]]]]]]]])


def test_any_changed_credential_is_altered(award):
    for what, change in changes(award.credential):
        credential = copy.deepcopy(award.credential)
        change(credential)
        assert not check_document(as_json(credential)).genuine, what


def test_a_credential_of_another_key_is_not_ours(award, brand):
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from academy.certification.credential.proof import multikey

    forger = Ed25519PrivateKey.generate()
    method = f"did:web:testserver#{multikey(forger.public_key())}"
    forged = sign(unsigned(award), forger, method, "2026-11-24T10:00:00Z")
    assert check_document(as_json(forged)).problem == Problem.ALTERED
    stolen_name = sign(unsigned(award), forger, award.credential["proof"]["verificationMethod"], "2026-11-24T10:00:00Z")
    assert not check_document(as_json(stolen_name)).genuine


def test_a_number_that_disagrees_with_itself_is_not_believed(award, brand):
    document = {**unsigned(award), "id": "http://testserver/v/PV-22222-22222-22222"}
    key = active_key(brand)
    signed = sign(document, private_key(key), f"did:web:testserver#{key.public}", "2026-11-24T10:00:00Z")
    assert not check_document(as_json(signed)).genuine


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", Problem.UNREADABLE),
        (b"hello", Problem.UNREADABLE),
        (b"{", Problem.UNREADABLE),
        (b"[" * 100_000, Problem.UNREADABLE),
        (b'{"a":' * 15_000, Problem.UNREADABLE),
        (b"{}", Problem.FOREIGN),
        (b'{"proof":{"verificationMethod":1}}', Problem.FOREIGN),
        (b"{" + b" " * 200_000 + b"}", Problem.TOO_BIG),
        (b"%PDF-1.7 nothing", Problem.FOREIGN),
        (b"%PDF-1.7 /ByteRange [ 0 20 60 4 ]" + b"<" * 60, Problem.FOREIGN),
        (b"%PDF-1.7" + b"0" * 5_000_000, Problem.TOO_BIG),
    ],
)
def test_whatever_is_dropped_gets_a_plain_answer(data, problem):
    checked = check_document(data)
    assert (checked.genuine, checked.problem) == (False, problem)
