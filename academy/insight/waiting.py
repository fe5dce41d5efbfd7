"""What waits for the leader: the first thing they read in the admin."""

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState

from academy.certification.models import Award
from academy.insight.progress import people_in
from academy.learning.models import Progress
from academy.learning.regrading import waiting as waiting_grades
from academy.library.models import PlaybookPage
from academy.people.models import Brand, User
from academy.people.roles import pages_below

ENDS_SOON = timedelta(days=60)
SHOWN = 4


@dataclass(frozen=True)
class Waiting:
    """One line of the panel: what, how many, the first of them as (text, address), where all of them are."""

    title: str
    count: int
    examples: list[tuple[str, str]]
    url: str = ""


def what_waits(brand: Brand, user: User) -> list[Waiting]:
    """Only lines with something in them, the most urgent first."""
    lines = [
        _moderation(user), _grades(brand), _playbooks(brand), _certificates(brand), _not_begun(brand), _drafts(brand),
    ]  # fmt: skip
    return [line for line in lines if line.count]


def _edit_links(pages) -> list[tuple[str, str]]:
    return [(page.get_admin_display_title(), reverse("wagtailadmin_pages:edit", args=[page.pk])) for page in pages]


def _moderation(user: User) -> Waiting:
    tasks = TaskState.objects.reviewable_by(user)
    states = list(tasks.select_related("revision")[: SHOWN + 1])
    pages = Page.objects.filter(pk__in=[s.revision.object_id for s in states if s.revision])[:SHOWN]
    return Waiting(
        _("Pages to review before publishing"),
        len(states) if len(states) <= SHOWN else tasks.count(),
        _edit_links(pages),
        reverse("wagtailadmin_reports:workflow_tasks"),
    )


def _drafts(brand: Brand) -> Waiting:
    drafts = (
        pages_below(brand, Page.objects.all())
        .filter(has_unpublished_changes=True)
        .order_by("-latest_revision_created_at")
    )
    return Waiting(_("Drafts with changes not yet published"), drafts.count(), _edit_links(drafts[:SHOWN]))


def _playbooks(brand: Brand) -> Waiting:
    late = (
        pages_below(brand, PlaybookPage.objects.live()).filter(review_by__lt=timezone.localdate()).order_by("review_by")
    )
    return Waiting(_("Playbooks past their review date"), late.count(), _edit_links(late[:SHOWN]))


def _grades(brand: Brand) -> Waiting:
    held = waiting_grades(brand)
    shown = [(grade.attempt.person.name, "") for grade in held[:SHOWN]]
    return Waiting(_("Grades to decide after a corrected key"), held.count(), shown, reverse("regrades"))


def _certificates(brand: Brand) -> Waiting:
    today = timezone.localdate()
    ending = Award.objects.for_brand(brand).valid_on(today).filter(expires__lte=today + ENDS_SOON).order_by("expires")
    shown = [(f"{award.holder} · {award.expires:%d/%m/%Y}", "") for award in ending[:SHOWN]]
    return Waiting(_("Certificates that end within 60 days"), ending.count(), shown, reverse("insight:team"))


def _not_begun(brand: Brand) -> Waiting:
    idle = people_in(brand, None).exclude(pk__in=Progress.objects.filter(brand=brand).values("person")).order_by("name")
    shown = [(person.name, "") for person in idle[:SHOWN]]
    return Waiting(_("People who have not begun"), idle.count(), shown, f"{reverse('insight:team')}?state=new")
