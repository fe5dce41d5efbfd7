"""Background work of certification: the papers of an award are made once, by the worker."""

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction
from django_tasks import task

from academy.certification.models import Award
from academy.certification.pdf.certificate import render_certificate
from academy.certification.signals import award_issued


@task(backend="jobs")
def make_papers(award_id: int) -> None:
    """The award's PDF, made and stored once: does nothing when it is there, or the award is not."""
    award = Award.objects.select_related("brand__site", "level").filter(pk=award_id).first()
    if award is not None:
        ensure_papers(award)


def ensure_papers(award: Award) -> Award:
    """The award with its papers, made now when they are missing. Two workers at once keep one paper."""
    if award.pdf:
        return award
    content = render_certificate(award)
    with transaction.atomic():
        current = Award.objects.select_for_update().get(pk=award.pk)
        if not current.pdf:
            current.paper_hash = hashlib.sha256(content).hexdigest()
            current.pdf.save(f"{current.number}.pdf", ContentFile(content), save=False)
            current.save(update_fields=["pdf", "paper_hash"])
    award.pdf, award.paper_hash = current.pdf, current.paper_hash
    return award


def enqueue_papers(sender, award: Award, **kwargs) -> None:
    make_papers.enqueue(award.pk)


def connect() -> None:
    award_issued.connect(enqueue_papers, dispatch_uid="certification papers")
