"""Course → module → step. A step is a lesson, a scenario, a quiz, an inbox or a reply."""

from dataclasses import dataclass, field
from uuid import UUID

from django.db import models
from django.db.models import F
from django.db.models.functions import Coalesce
from django.http import HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from academy.library.blocks import BodyBlocks
from academy.library.models.pages import AcademyPage

STEP_TYPES = [f"library.{name}" for name in ("LessonPage", "ScenarioPage", "QuizPage", "InboxPage", "ReplyPage")]


@dataclass(frozen=True)
class Step:
    """One step as lists show it: `key` is the same in every language."""

    page: Page
    key: UUID
    kind: str  # lesson, scenario, quiz, inbox, reply
    title: str
    minutes: int = 0


@dataclass(frozen=True)
class Module:
    page: Page
    title: str
    steps: list[Step] = field(default_factory=list)
    summary: str = ""


class Track(models.TextChoices):
    CORE = "core", _("shared trunk")
    CARE = "care", _("customer care")
    MARKETING = "marketing", _("marketing")


class CoursePage(AcademyPage):
    summary = models.TextField(_("summary"), max_length=600)
    track = models.CharField(_("track"), max_length=20, choices=Track.choices, default=Track.CORE)
    maturity = models.PositiveSmallIntegerField(
        _("maturity"), default=1, choices=[(1, _("first steps")), (2, _("practised")), (3, _("expert"))]
    )
    audience = models.CharField(_("for whom"), max_length=200, blank=True)
    minutes = models.PositiveSmallIntegerField(_("duration in minutes"), default=30)
    objectives = models.TextField(_("objectives"), blank=True, help_text=_("One per line, each begins with a verb."))
    prerequisites = ParentalManyToManyField(
        "self", verbose_name=_("courses to finish first"), blank=True, symmetrical=False, related_name="required_by"
    )
    opens = models.SlugField(_("opens the level"), max_length=40, blank=True, help_text=_("Code of a level."))
    introduction = models.TextField(_("introduction"), blank=True, help_text=_("Markdown."))

    content_panels = [
        *AcademyPage.content_panels,
        FieldPanel("summary"),
        FieldPanel("introduction"),
        MultiFieldPanel(
            [FieldPanel("audience"), FieldPanel("track"), FieldPanel("maturity"), FieldPanel("minutes")],
            heading=_("For whom"),
        ),
        MultiFieldPanel(
            [FieldPanel("objectives"), FieldPanel("prerequisites"), FieldPanel("opens")], heading=_("What it teaches")
        ),
    ]
    parent_page_types = ["library.CourseIndexPage"]
    subpage_types = ["library.ModulePage"]
    template = "library/course_page.html"

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    def objective_list(self) -> list[str]:
        return [line.strip() for line in self.objectives.splitlines() if line.strip()]

    def outline(self) -> list[Module]:
        """Live modules with their live steps in order: one query."""
        return outline_of(self)

    def steps(self) -> list[Step]:
        return [step for module in self.outline() for step in module.steps]


def outline_of(course: Page) -> list[Module]:
    """Live modules of a course with their live steps in order: one query."""
    modules: dict[str, Module] = {}
    pages = Page.objects.descendant_of(course).live().select_related("content_type", "locale").order_by("path")
    durations = [f"{name.split('.')[1].lower()}__minutes" for name in STEP_TYPES]
    for page in pages.annotate(lasts=Coalesce(*durations, 0), words=F("modulepage__summary")):
        if page.depth == course.depth + 1:
            modules[page.path] = Module(page, page.title, summary=page.words or "")
        elif page.depth == course.depth + 2 and (module := modules.get(page.path[: -page.steplen])):
            kind = page.content_type.model.removesuffix("page")
            module.steps.append(Step(page, page.translation_key, kind, page.title, page.lasts))
    return list(modules.values())


class ModulePage(AcademyPage):
    summary = models.TextField(_("summary"), max_length=400, blank=True)
    introduction = models.TextField(_("introduction"), blank=True, help_text=_("Markdown."))

    content_panels = [*AcademyPage.content_panels, FieldPanel("summary"), FieldPanel("introduction")]
    parent_page_types = ["library.CoursePage"]
    subpage_types = STEP_TYPES

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")

    def serve(self, request, *args, **kwargs):
        """A module has no page of its own: it is a chapter of the course page."""
        return HttpResponseRedirect(f"{self.get_parent().get_url(request)}#module-{self.pk}")

    def serve_preview(self, request, mode_name):
        return self.serve(request)


class StepPage(AcademyPage):
    """What lessons and exercises share."""

    summary = models.TextField(_("summary"), max_length=400, blank=True)
    minutes = models.PositiveSmallIntegerField(_("duration in minutes"), default=5)
    parent_page_types = ["library.ModulePage"]
    subpage_types: list[str] = []
    step_kind = ""

    class Meta:
        abstract = True

    @property
    def course(self) -> CoursePage | None:
        """The course this step belongs to (None while it lies elsewhere in the tree)."""
        return CoursePage.objects.ancestor_of(self).select_related("locale").first()


class LessonPage(StepPage):
    body = StreamField(BodyBlocks(), verbose_name=_("text"), blank=True)
    playbooks = ParentalManyToManyField(
        "library.PlaybookPage", verbose_name=_("playbooks to keep at hand"), blank=True, related_name="lessons"
    )
    verified_on = models.DateField(_("verified on"), null=True, blank=True)

    content_panels = [
        *AcademyPage.content_panels,
        FieldPanel("summary"),
        FieldPanel("minutes"),
        FieldPanel("body"),
        FieldPanel("playbooks"),
        FieldPanel("verified_on"),
    ]
    template = "library/lesson_page.html"
    step_kind = "lesson"

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
