"""The certificate: A4 landscape, the brand's look, the holder's language."""

from io import BytesIO

import pikepdf
from django.utils import translation

from academy.certification.models import Award
from academy.certification.pdf.finish import finish
from academy.certification.pdf.plate import lay_under, plate_pdf
from academy.certification.pdf.press import press
from academy.certification.pdf.qr import PLACEHOLDER, lay_qr
from academy.certification.pdf.theme import PaperTheme, paper_theme
from academy.certification.pdf.words import CertificateWords, words_of

KIND = "certificate"
# Sizes of a holder's name, by how many signs it has; a template uses them as class holder--<size>.
SIZES = [(22, "short"), (34, "middle"), (52, "long"), (90, "longer")]


def size_of_name(name: str) -> str:
    return next((size for most, size in SIZES if len(name) <= most), "longest")


def lay_out(words: CertificateWords, theme: PaperTheme) -> bytes:
    """Words on paper: tagged, archivable, not yet with plate, credential or signature."""
    with translation.override(words.language):
        html = theme.template(KIND).render(
            {
                "words": words,
                "theme": theme,
                "holder_size": size_of_name(words.holder),
                "dense": sum(map(len, words.channels + words.topics)) > 160,
            }
        )
    return press().print_archivable(html, theme, KIND, {"qr": PLACEHOLDER})


def draw(award: Award, words: CertificateWords) -> pikepdf.Pdf:
    """Words, plate and QR code, not signed: what a preview shows, and what the signed file is made of."""
    theme = paper_theme(award.brand.theme)
    document = pikepdf.open(BytesIO(lay_out(words, theme)))
    lay_under(document, plate_pdf(theme, KIND))
    lay_qr(document, words.link)
    return document


def render_certificate(award: Award) -> bytes:
    """The award's certificate: PDF/A-3a and PDF/UA-1, its credential embedded, signed last over every byte."""
    words = words_of(award)
    with draw(award, words) as document:
        return finish(document, award, words.brand, f"Attestation {award.number}")
