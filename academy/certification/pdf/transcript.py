"""The transcript: A4 portrait, the path behind a certificate and its scope in words; as many pages as it takes."""

from io import BytesIO

import pikepdf
from babel.lists import format_list
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from academy.certification.models import Award
from academy.certification.pdf.certificate import size_of_name
from academy.certification.pdf.finish import finish
from academy.certification.pdf.path import path_of
from academy.certification.pdf.plate import lay_under, plate_pdf
from academy.certification.pdf.press import press
from academy.certification.pdf.qr import PLACEHOLDER, lay_qr
from academy.certification.pdf.tags import mend
from academy.certification.pdf.theme import paper_theme
from academy.certification.pdf.words import CertificateWords, in_words, words_of

KIND = "transcript"


def scope_sentence(words: CertificateWords) -> str:
    """Channels, topics and languages as one sentence, in the language that is active."""

    def listed(names: list[str]) -> str:
        return format_list(names, locale=words.language)

    parts = []
    if words.channels:
        parts.append(_("on the channels %(names)s") % {"names": listed(words.channels)})
    if words.topics:
        parts.append(_("about %(names)s") % {"names": listed(words.topics)})
    if words.languages:
        parts.append(_("in these languages: %(names)s") % {"names": listed(words.languages)})
    if not parts:
        return ""
    return _("This level lets its holder speak for %(brand)s %(scope)s.") % {
        "brand": words.brand,
        "scope": ", ".join(parts),
    }


def draw(award: Award) -> pikepdf.Pdf:
    """Words, plate and QR code, not signed."""
    words, theme = words_of(award), paper_theme(award.brand.theme)
    with translation.override(words.language):
        html = theme.template(KIND).render(
            {
                "words": words,
                "theme": theme,
                "path": path_of(award, words.language),
                "scope": scope_sentence(words),
                "made": in_words(timezone.localdate(), words.language),
                "holder_size": size_of_name(words.holder),
            }
        )
        document = pikepdf.open(BytesIO(press().print_archivable(html, theme, KIND, {"qr": PLACEHOLDER})))
    mend(document)
    lay_under(document, plate_pdf(theme, KIND))
    lay_qr(document, words.link)
    return document


def render_transcript(award: Award) -> bytes:
    """The award's transcript: PDF/A-3a and PDF/UA-1, its credential embedded, signed last over every byte."""
    with draw(award) as document:
        return finish(document, award, award.brand.name, f"Transcript {award.number}")
