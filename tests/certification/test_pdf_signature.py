"""What others' programs say of our PDFs, certificate and transcript: pyHanko's own validator, poppler's pdfsig, and the
structure that archives and screen readers look for. None of our own checking code is asked here."""

import json
import os
import re
import shutil
import subprocess
from io import BytesIO

import pikepdf
import pytest
from defusedxml import ElementTree
from pikepdf import Name
from pyhanko.pdf_utils.generic import TextStringObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from academy.certification.pdf.papers import ensure_papers, ensure_transcript
from tests.certification.awards import make_award

pytestmark = pytest.mark.once

NAMESPACES = {
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}


@pytest.fixture
def award(brand):
    return make_award(brand)


@pytest.fixture(params=["certificate", "transcript"])
def pdf(request, award):
    return (
        ensure_papers(award).pdf.read()
        if request.param == "certificate"
        else ensure_transcript(award).transcript.read()
    )


@pytest.fixture
def document(pdf):
    with pikepdf.open(BytesIO(pdf)) as opened:
        yield opened


def validated(data: bytes):
    """pyHanko's verdict, trusting the certificate that is in the file: the question is integrity, not identity."""
    (signature,) = PdfFileReader(BytesIO(data)).embedded_signatures
    trust = ValidationContext(trust_roots=[signature.signer_cert], allow_fetching=False)
    return validate_pdf_signature(signature, trust)


def test_pyhanko_finds_one_signature_over_the_whole_file(pdf):
    verdict = validated(pdf)
    assert verdict.intact and verdict.valid and verdict.trusted and verdict.bottom_line
    assert verdict.coverage == SignatureCoverageLevel.ENTIRE_FILE
    assert verdict.modification_level == ModificationLevel.NONE
    assert verdict.docmdp_ok


def test_the_signature_is_pades_and_forbids_every_later_change(pdf, award):
    (signature,) = PdfFileReader(BytesIO(pdf)).embedded_signatures
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert signature.docmdp_level.value == 1
    assert award.number in signature.sig_object["/Reason"]


def test_pyhanko_refuses_a_changed_byte(pdf):
    place = pdf.index(b"stream\n") + 40
    altered = bytearray(pdf)
    altered[place] ^= 1
    verdict = validated(bytes(altered))
    assert not verdict.intact and not verdict.bottom_line


def test_pyhanko_refuses_what_was_appended(pdf):
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    writer.root["/Lang"] = TextStringObject("en")
    writer.update_root()
    later = BytesIO()
    writer.write(later)
    verdict = validated(later.getvalue())
    assert verdict.intact and not verdict.docmdp_ok and not verdict.bottom_line


@pytest.fixture
def pdfsig(tmp_path):
    if not shutil.which("pdfsig"):
        pytest.fail("pdfsig is missing. Type: apt-get install poppler-utils")

    def run(data: bytes) -> str:
        file = tmp_path / "paper.pdf"
        file.write_bytes(data)
        done = subprocess.run(
            ["pdfsig", "-nocert", file], capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"}
        )
        return done.stdout

    return run


def test_poppler_finds_the_signature_valid_and_the_file_signed_whole(pdf, pdfsig):
    told = pdfsig(pdf)
    assert told.count("Signature Validation:") == 1
    assert "Signature is Valid." in told
    assert "Total document signed" in told
    assert "ETSI.CAdES.detached" in told


def test_poppler_refuses_a_changed_byte(pdf, pdfsig):
    altered = bytearray(pdf)
    altered[pdf.index(b"stream\n") + 40] ^= 1
    told = pdfsig(bytes(altered))
    assert "Digest Mismatch" in told and "Signature is Valid." not in told


def xmp(document) -> ElementTree:
    return ElementTree.fromstring(document.Root.Metadata.read_bytes())


def test_the_metadata_says_pdf_a_3a_and_pdf_ua_1(document):
    tree = xmp(document)
    assert tree.findtext(".//pdfaid:part", namespaces=NAMESPACES) == "3"
    assert tree.findtext(".//pdfaid:conformance", namespaces=NAMESPACES) == "A"
    assert tree.findtext(".//pdfuaid:part", namespaces=NAMESPACES) == "1"
    assert len(tree.findall(".//rdf:RDF", NAMESPACES)) == 1
    assert document.Root.Metadata.get(Name.Filter) is None  # readable without a PDF program


def test_title_language_and_tags_are_there_for_a_screen_reader(document, award):
    root = document.Root
    assert str(root.Lang).startswith("fr")
    assert bool(root.MarkInfo.Marked) is True
    assert root.StructTreeRoot.get(Name.K) is not None and Name.ParentTree in root.StructTreeRoot
    assert bool(root.ViewerPreferences.DisplayDocTitle) is True
    title = xmp(document).findtext(".//dc:title//rdf:li", namespaces=NAMESPACES)
    assert title and title == str(document.docinfo[Name.Title])
    assert all(page.get(Name.Tabs) == Name.S for page in document.pages)


def test_everything_on_a_page_is_in_the_tree_of_tags_or_an_artifact(document):
    """ISO 14289-1, 7.1: nothing is left that a screen reader can neither read nor skip."""
    for page in document.pages:
        listed, inside = marks_listed(document, page), 0
        for step in pikepdf.parse_content_stream(page):
            operator = str(step.operator)
            if operator == "BDC":
                assert int(step.operands[1].MCID) in listed
            inside += {"BDC": 1, "BMC": 1, "EMC": -1}.get(operator, 0)
            assert inside or operator not in {"Tj", "TJ", "'", "Do", "S", "f", "sh", "B"}, operator


def marks_listed(document, page) -> set[int]:
    found: set[int] = set()

    def walk(node, current) -> None:
        current = node.get(Name.Pg, current)
        kids = node.get(Name.K, pikepdf.Array())
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                found.update([kid] if current.objgen == page.objgen else [])
            elif kid.get(Name.Type) != Name.OBJR:
                walk(kid, current)

    walk(document.Root.StructTreeRoot, None)
    return found


def structure(node, found=None) -> list[str]:
    """The types of all structure elements under a node."""
    found = [] if found is None else found
    if isinstance(node, pikepdf.Array):
        for one in node:
            structure(one, found)
    elif isinstance(node, pikepdf.Dictionary):
        if Name.S in node:
            found.append(str(node.S))
        if Name.K in node:
            structure(node.K, found)
    return found


def test_the_tree_of_tags_begins_with_a_heading_and_describes_pictures(document):
    kinds = structure(document.Root.StructTreeRoot)
    assert [kind for kind in kinds if re.fullmatch("/H[1-6]?", kind)][:1] == ["/H1"]
    assert "/P" in kinds and "/Link" in kinds


def test_colours_are_tied_to_a_profile_that_is_in_the_file(document):
    (intent,) = document.Root.OutputIntents
    assert intent.S == Name.GTS_PDFA1
    assert intent.DestOutputProfile.read_bytes()[36:40] == b"acsp"


def test_every_font_is_in_the_file(document):
    fonts = [one for one in document.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == Name.Font]
    described = [one.FontDescriptor for one in fonts if Name.FontDescriptor in one]
    assert described
    assert all(any(key in one for key in ("/FontFile", "/FontFile2", "/FontFile3")) for one in described)


def test_the_credential_travels_in_the_file_as_data_that_belongs_to_it(document, award):
    (spec,) = document.Root.AF
    assert spec.AFRelationship == Name.Data
    assert str(spec.EF.F.Subtype) == "/application#2fjson"
    assert json.loads(spec.EF.F.read_bytes()) == award.credential
    assert list(document.attachments) == [str(spec.UF)]


def test_nothing_in_the_file_runs_or_leads_elsewhere(document):
    root = document.Root
    assert Name.OpenAction not in root and Name.AA not in root
    assert "/JavaScript" not in root.get(Name.Names, pikepdf.Dictionary())
    assert not document.is_encrypted
