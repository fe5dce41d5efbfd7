from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.fields import StreamField

from academy.library.authoring.checks_panel import ChecksPanel
from academy.library.blocks import MeterBlock
from academy.library.inbox_blocks import MentionBlocks
from academy.library.models.exercise_page import ExercisePage
from academy.library.models.pages import AcademyPage


class InboxPage(ExercisePage):
    """A desk where messages keep coming."""

    clock = models.CharField(
        _("the desk is open"), max_length=40, default="09:00 – 10:00", help_text=_("Simulated time: 09:00 to 10:00")
    )
    services = models.TextField(
        _("services"), blank=True, help_text=_("One per line, id: name. For example: press: Press office")
    )
    types = models.TextField(
        _("types of message"), blank=True, help_text=_("One per line, id: name. Only when the learner qualifies.")
    )
    mentions = StreamField(
        MentionBlocks(),
        verbose_name=_("messages"),
        blank=True,
        help_text=_("One block per message, in the order of their time. A follow-up comes after another message."),
    )
    meters = StreamField([("meter", MeterBlock())], verbose_name=_("meters"), blank=True)
    costs = models.TextField(
        _("minutes each action takes"),
        blank=True,
        help_text=_("One per line: reply: 6. Empty: reply 6, ask 4, escalate 3, forward 2, hide 2, ignore 1."),
    )
    sla = models.TextField(
        _("minutes a message may wait"),
        blank=True,
        help_text=_("One per line: P1: 15. Empty: P1 15, P2 60, P3 240, P4 1440."),
    )
    marks = models.TextField(
        _("points"),
        blank=True,
        help_text=_(
            "One per line: service: 2. Empty: action 3, service 2, and 1 each for type, urgency, reach, priority, "
            "note and being in time; late work counts half, each wrong order costs 1."
        ),
    )
    passing_score = models.PositiveSmallIntegerField(_("pass mark"), default=70)
    passing_when = models.CharField(
        _("and only if"), max_length=300, blank=True, help_text=_("For example: reputation >= 5")
    )
    graded = models.BooleanField(
        _("graded"), default=False, help_text=_("The expected answers are shown once passed. Else it is practice.")
    )
    attempts = models.PositiveSmallIntegerField(
        _("attempts allowed"), default=0, help_text=_("0: as many as wanted. Counts in a graded inbox.")
    )

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    ChecksPanel(heading=_("Checks")),
                    *AcademyPage.content_panels,
                    FieldPanel("summary"),
                    FieldPanel("minutes"),
                    MultiFieldPanel(
                        [FieldPanel("clock"), FieldPanel("services"), FieldPanel("types")], heading=_("The desk")
                    ),
                    FieldPanel("mentions"),
                ],
                heading=_("Messages"),
            ),
            ObjectList(
                [
                    FieldPanel("meters"),
                    MultiFieldPanel(
                        [FieldPanel("costs"), FieldPanel("sla"), FieldPanel("marks")], heading=_("Time and points")
                    ),
                    MultiFieldPanel([FieldPanel("passing_score"), FieldPanel("passing_when")], heading=_("Passing")),
                    MultiFieldPanel([FieldPanel("graded"), FieldPanel("attempts")], heading=_("How it is played")),
                ],
                heading=_("Rules"),
            ),
            ObjectList(AcademyPage.promote_panels, heading=_("Promote")),
            ObjectList(AcademyPage.settings_panels, heading=_("Settings")),
        ]
    )
    step_kind = "inbox"
    has_text = has_trial = True

    class Meta:
        verbose_name = _("inbox")
        verbose_name_plural = _("inboxes")

    def read_engine(self):
        from academy.library.inbox_engine import read_inbox_page

        return read_inbox_page(self)
