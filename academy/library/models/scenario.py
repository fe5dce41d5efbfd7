from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.fields import StreamField

from academy.library.authoring.checks_panel import ChecksPanel
from academy.library.blocks import CompetencyBlock, MeterBlock, StepBlocks
from academy.library.models.exercise_page import ExercisePage
from academy.library.models.pages import AcademyPage


class ScenarioPage(ExercisePage):
    """A conversation that branches and has consequences."""

    channel = models.CharField(_("channel"), max_length=40, blank=True, help_text=_("Code of a channel."))
    cast = models.TextField(
        _("cast"), blank=True, help_text=_("One person per line, name: role. For example: Mrs Roy: customer")
    )
    meters = StreamField([("meter", MeterBlock())], verbose_name=_("meters"), blank=True)
    competencies = StreamField([("competency", CompetencyBlock())], verbose_name=_("competencies"), blank=True)
    steps = StreamField(StepBlocks(), verbose_name=_("steps"), blank=True)
    alarms = models.TextField(
        _("alarms"), blank=True, help_text=_("One per line: condition -> step. For example: escalation >= 5 -> crisis")
    )
    passing_score = models.PositiveSmallIntegerField(_("pass mark"), default=70)
    passing_endings = models.CharField(
        _("endings that pass"), max_length=200, blank=True, help_text=_("success, mixed … empty: every ending")
    )
    passing_when = models.CharField(_("and only if"), max_length=300, blank=True)
    graded = models.BooleanField(
        _("graded"),
        default=False,
        help_text=_("No choice can be taken back, and the reference is shown once passed. Else it is practice."),
    )
    coach = models.CharField(
        _("the coach speaks"),
        max_length=10,
        choices=[("at_once", _("after each choice")), ("at_end", _("at the end"))],
        default="at_once",
    )
    attempts = models.PositiveSmallIntegerField(
        _("attempts allowed"), default=0, help_text=_("0: as many as wanted. Counts in a graded scenario.")
    )
    reference = models.TextField(_("reference play"), blank=True, help_text=_("step/choice, separated by commas"))
    blessed = models.TextField(
        _("plays checked at each publication"),
        blank=True,
        help_text=_("One per line, with what must come of it: welcome/private, private/date => success, >= 80"),
    )
    shuffled = models.BooleanField(
        _("choices in an order drawn for each play"), default=True, help_text=_("Else always in the order written.")
    )

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    ChecksPanel(heading=_("Checks")),
                    *AcademyPage.content_panels,
                    FieldPanel("summary"),
                    FieldPanel("minutes"),
                    FieldPanel("channel"),
                    FieldPanel("cast"),
                    FieldPanel("steps"),
                ],
                heading=_("Story"),
            ),
            ObjectList(
                [
                    FieldPanel("meters"),
                    FieldPanel("competencies"),
                    FieldPanel("alarms"),
                    MultiFieldPanel(
                        [FieldPanel("passing_score"), FieldPanel("passing_endings"), FieldPanel("passing_when")],
                        heading=_("Passing"),
                    ),
                    FieldPanel("reference"),
                    FieldPanel("blessed"),
                    MultiFieldPanel(
                        [FieldPanel("graded"), FieldPanel("coach"), FieldPanel("attempts"), FieldPanel("shuffled")],
                        heading=_("How it is played"),
                    ),
                ],
                heading=_("Rules"),
            ),
            ObjectList(AcademyPage.promote_panels, heading=_("Promote")),
            ObjectList(AcademyPage.settings_panels, heading=_("Settings")),
        ]
    )
    step_kind = "scenario"
    has_report = has_text = has_trial = True

    class Meta:
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")

    def read_engine(self):
        from academy.library.scenario_engine import read_scenario_page

        return read_scenario_page(self)
