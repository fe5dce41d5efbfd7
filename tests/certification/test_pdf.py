"""The certificate on paper: what it says, in which letters, and that it is made once."""

import hashlib
import subprocess
from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from academy.certification.models import Award
from academy.certification.pdf.certificate import render_certificate
from academy.certification.pdf.press import NotHandedError, press
from academy.certification.pdf.theme import paper_theme
from academy.certification.tasks import enqueue_papers, make_papers
from tests.certification.awards import make_award
from tests.people.factories import make_brand

pytestmark = pytest.mark.once


def words_in(pdf: bytes, *options: str) -> str:
    return subprocess.run(["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()


def one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(params=["porte-voix", "velo-lumiere"])
def themed(request, db):
    return make_brand(theme=request.param)


def test_french_certificate_says_everything(themed):
    text = one_line(words_in(render_certificate(make_award(themed))))
    for words in [
        "Inès Benali", "Répondre", "accordée à", "sur les thèmes verts et orange", "Comptoir et atelier",
        "Ressources humaines", "français · allemand", "Service après-vente", "1er novembre 2026", "31 octobre 2027",
    ]:  # fmt: skip
        assert words in text


def test_english_certificate_says_everything(themed):
    award = make_award(themed, holder="Llŷr ap Gwŷn", language="en")
    text = one_line(words_in(render_certificate(award)))
    for words in ["Llŷr ap Gwŷn", "Responder", "is granted to", "Prices", "French · German", "1 November 2026"]:
        assert words in text
    assert award.number in text


def test_the_verification_address_is_absolute_and_a_link(brand):
    award = make_award(brand)
    with pikepdf.open(BytesIO(render_certificate(award))) as document:
        links = [str(note.A.URI) for note in document.pages[0].Annots if note.Subtype == "/Link"]
    assert links == [f"http://testserver/v/{award.number}"]


@pytest.mark.parametrize(
    "name",
    ["Nguyễn Thị Phương Quỳnh", "Łukasz Żółć", "Llŷr Gŵyn", "يسرى المنصوري", "יעל אברהמי", "Ωραία Παπαδοπούλου"],
)
def test_every_letter_of_a_name_has_a_shape(themed, name):
    """A letter without a glyph would be drawn as a box and lost to copying."""
    text = words_in(render_certificate(make_award(themed, holder=name)), "-raw")
    assert all(letter in text for letter in name if letter.isalpha())


def test_the_longest_name_stays_on_one_page(themed):
    pdf = render_certificate(make_award(themed, holder="Wilhelmine-Augusta " * 7 + "von Württemberg"))
    with pikepdf.open(BytesIO(pdf)) as document:
        assert len(document.pages) == 1


def test_a_name_is_text_never_markup(brand):
    pdf = render_certificate(make_award(brand, holder='<img src="file:///etc/passwd"><b>Zoé</b>'))
    assert "<b>Zoé</b>" in words_in(pdf)


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://127.0.0.1:1/x.png", "paper:other", "data:,x"])
def test_the_press_fetches_only_what_it_was_handed(address):
    with pytest.raises(NotHandedError):
        press().print(f'<img src="{address}">', paper_theme("porte-voix"), "certificate", {})


def test_an_unknown_theme_prints_with_the_default_one():
    assert paper_theme("gone").name == "porte-voix"


def test_papers_are_made_once(brand, settings, tmp_path):
    award = make_award(brand)
    make_papers.call(award.pk)
    award.refresh_from_db()
    first = award.pdf.read()
    assert hashlib.sha256(first).hexdigest() == award.paper_hash
    make_papers.call(award.pk)
    award.refresh_from_db()
    assert award.pdf.read() == first


def test_who_has_just_earned_a_certificate_waits_for_no_title_of_the_past(brand, django_capture_on_commit_callbacks):
    today, past = timezone.localdate(), timezone.localdate() - timedelta(days=90)
    with django_capture_on_commit_callbacks(execute=True):
        for issued in (past, today):
            enqueue_papers(None, make_award(brand, issued=issued, expires=issued + timedelta(days=365)))
    first = DBTaskResult.objects.ready().first()
    assert Award.objects.get(pk=first.args_kwargs["args"][0]).issued == today


def test_papers_of_an_award_that_is_gone_are_no_error(db):
    make_papers.call(987654)
