"""Background work of certification: the papers of an award, and exports of many, are made by the worker."""

from django.utils import timezone
from django_tasks import task

from academy.certification.awards import award_everybody
from academy.certification.models import Award, PaperExport
from academy.certification.pdf import export_admin
from academy.certification.pdf.export import make_export
from academy.certification.pdf.papers import ensure_papers, ensure_transcript
from academy.certification.signals import award_issued
from academy.people.models import Brand, User

LATER = -10  # priority of what nobody is waiting for in front of a page


@task(backend="jobs")
def make_papers(award_id: int) -> None:
    """The award's credential, certificate and transcript, made once: nothing happens when they exist or it is gone."""
    award = Award.objects.select_related("brand__site", "level").filter(pk=award_id).first()
    if award is not None:
        ensure_transcript(ensure_papers(award))


@task(backend="jobs")
def award_people(brand_id: int, people: list[int]) -> None:
    """Gives these people what they have earned by now: after a corrected key, a grade may suffice."""
    brand = Brand.objects.select_related("site").filter(pk=brand_id).first()
    if brand is not None:
        award_everybody(brand, User.objects.of_brand(brand).filter(pk__in=people).order_by("pk"))


@task(backend="jobs")
def run_export(export_id: int) -> None:
    """Makes the file of an export; started twice, or again after a crash, it goes on where it was."""
    export = PaperExport.objects.select_related("brand__site", "level", "department").filter(pk=export_id).first()
    if export is not None:
        make_export(export)


def enqueue_papers(sender, award: Award, **kwargs) -> None:
    """Whoever has just earned a certificate goes before titles of the past taken over in bulk."""
    waits = award.issued == timezone.localdate()
    make_papers.using(priority=0 if waits else LATER).enqueue(award.pk)


def connect() -> None:
    award_issued.connect(enqueue_papers, dispatch_uid="certification papers")
    export_admin.connect()
