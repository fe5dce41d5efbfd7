"""The papers of an award: its credential and its PDF, made once and kept."""

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction

from academy.certification.credential.build import credential_of
from academy.certification.models import Award
from academy.certification.pdf.certificate import render_certificate


def ensure_papers(award: Award) -> Award:
    """The award with its papers, made now when they are missing. Of two workers at once the first one's are kept."""
    if award.pdf:
        return award
    award.credential = award.credential or credential_of(award)
    content = render_certificate(award)
    with transaction.atomic():
        current = Award.objects.select_for_update().get(pk=award.pk)
        if not current.pdf:
            current.credential = award.credential
            current.paper_hash = hashlib.sha256(content).hexdigest()
            current.pdf.save(f"{current.number}.pdf", ContentFile(content), save=False)
            current.save(update_fields=["pdf", "credential", "paper_hash"])
    award.pdf, award.credential, award.paper_hash = current.pdf, current.credential, current.paper_hash
    return award
