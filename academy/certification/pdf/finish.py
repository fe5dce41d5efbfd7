"""The last steps of every paper of an award: who made it and when, the credential inside, the signature over all."""

import json

import pikepdf
from django.utils import timezone

from academy.certification.credential.keys import document_key_in_force
from academy.certification.models import Award
from academy.certification.pdf.archive import attach, identify
from academy.certification.pdf.signature import sign


def finish(document: pikepdf.Pdf, award: Award, author: str, reason: str) -> bytes:
    """The document as PDF/A-3a and PDF/UA-1, the award's credential embedded, signed last over every byte."""
    when = timezone.localtime()
    identify(document, author, when)
    if award.credential:
        content = json.dumps(award.credential, ensure_ascii=False, indent=1).encode()
        attach(document, "credential.json", content, "Open Badges 3.0", when)
    return sign(document, document_key_in_force(), author, reason, when)
