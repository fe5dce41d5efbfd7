"""Background work of certification: the papers of an award are made once, by the worker."""

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction
from django_tasks import task

from academy.certification.credential.build import credential_of
from academy.certification.models import Award
from academy.certification.pdf.certificate import render_certificate
from academy.certification.signals import award_issued


@task(backend="jobs")
def make_papers(award_id: int) -> None:
    """The award's credential and PDF, made and stored once: nothing happens when they exist, or the award is gone."""
    award = Award.objects.select_related("brand__site", "level").filter(pk=award_id).first()
    if award is not None:
        ensure_papers(award)


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


def enqueue_papers(sender, award: Award, **kwargs) -> None:
    make_papers.enqueue(award.pk)


def connect() -> None:
    award_issued.connect(enqueue_papers, dispatch_uid="certification papers")
