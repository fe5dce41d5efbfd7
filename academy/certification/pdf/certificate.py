"""The certificate: A4 landscape, the brand's look, the holder's language."""

import json
from io import BytesIO

import pikepdf
import segno
from django.utils import timezone, translation

from academy.certification.credential.keys import document_key_in_force
from academy.certification.models import Award
from academy.certification.pdf.archive import attach, identify
from academy.certification.pdf.plate import lay_under, plate_pdf
from academy.certification.pdf.press import press
from academy.certification.pdf.signature import sign
from academy.certification.pdf.theme import PaperTheme, paper_theme
from academy.certification.pdf.words import CertificateWords, words_of

# Sizes of a holder's name, by how many signs it has; a template uses them as class holder--<size>.
SIZES = [(22, "short"), (34, "middle"), (52, "long"), (90, "longer")]


def size_of_name(name: str) -> str:
    return next((size for most, size in SIZES if len(name) <= most), "longest")


def qr_code(link: str) -> bytes:
    """The link as an SVG picture of one path."""
    out = BytesIO()
    segno.make(link, error="m", micro=False).save(out, kind="svg", border=0, xmldecl=False, dark="#000")
    return out.getvalue()


def lay_out(words: CertificateWords, theme: PaperTheme) -> bytes:
    """Words on paper: tagged, archivable, not yet with plate, credential or signature."""
    with translation.override(words.language):
        template = theme.template("certificate")
        html = template.render(
            {
                "words": words,
                "theme": theme,
                "holder_size": size_of_name(words.holder),
                "dense": sum(map(len, words.channels + words.topics)) > 160,
            }
        )
    files = {"qr": (qr_code(words.link), "image/svg+xml")}
    return press().print(html, theme, "certificate", files, pdf_variant="pdf/a-3a")


def draw(award: Award, words: CertificateWords) -> pikepdf.Pdf:
    """Words and plate, not signed: what a preview shows, and what the signed file is made of."""
    theme = paper_theme(award.brand.theme)
    document = pikepdf.open(BytesIO(lay_out(words, theme)))
    lay_under(document, plate_pdf(theme))
    return document


def render_certificate(award: Award) -> bytes:
    """The award's certificate: PDF/A-3a and PDF/UA-1, its credential embedded, signed last over every byte."""
    words, when = words_of(award), timezone.localtime()
    with draw(award, words) as document:
        identify(document, words.brand, when)
        if award.credential:
            content = json.dumps(award.credential, ensure_ascii=False, indent=1).encode()
            attach(document, "credential.json", content, "Open Badges 3.0", when)
        return sign(document, document_key_in_force(), words.brand, f"Attestation {award.number}", when)
