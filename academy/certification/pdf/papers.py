"""The papers of an award: its credential, its certificate and its transcript, each made once and kept."""

import hashlib
from collections.abc import Callable

from django.core.files.base import ContentFile
from django.db import transaction

from academy.certification.credential.build import credential_of
from academy.certification.models import Award
from academy.certification.pdf.certificate import render_certificate
from academy.certification.pdf.transcript import render_transcript


def ensure_papers(award: Award) -> Award:
    """The award with credential and certificate, made now when they are missing."""
    return _ensure(award, "pdf", "paper_hash", f"{award.number}.pdf", render_certificate)


def ensure_transcript(award: Award) -> Award:
    """The award with credential and transcript, made now when they are missing."""
    return _ensure(award, "transcript", "transcript_hash", f"{award.number}-transcript.pdf", render_transcript)


def _ensure(award: Award, field: str, hash_field: str, name: str, render: Callable[[Award], bytes]) -> Award:
    """Of two workers at once the first one's paper is kept. A tombstone gets nothing: its holder was erased, perhaps
    while a batch that had read the award before was printing."""
    if getattr(award, field) or award.person_id is None:
        return award
    if award.credential is None:
        _ensure_credential(award)
    if award.person_id is None:
        return award
    content = render(award)
    with transaction.atomic():
        current = Award.objects.select_for_update().get(pk=award.pk)
        if not getattr(current, field) and current.person_id is not None:
            setattr(current, hash_field, hashlib.sha256(content).hexdigest())
            getattr(current, field).save(name, ContentFile(content), save=False)
            current.save(update_fields=[field, hash_field])
    _as_stored(award, current)
    return award


def _ensure_credential(award: Award) -> None:
    """Before any paper, for every paper carries the same one."""
    credential = credential_of(award)
    with transaction.atomic():
        current = Award.objects.select_for_update().get(pk=award.pk)
        if current.credential is None and current.person_id is not None:
            current.credential = credential
            current.save(update_fields=["credential"])
    _as_stored(award, current)


def _as_stored(award: Award, current: Award) -> None:
    """What this process holds of the award becomes what the database says of it."""
    for name in ("person_id", "holder", "credential", "pdf", "paper_hash", "transcript", "transcript_hash"):
        setattr(award, name, getattr(current, name))
