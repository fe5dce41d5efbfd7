from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from academy.library.authoring.checks_panel import ChecksPanel
from academy.library.models.exercise_page import ExercisePage
from academy.library.models.pages import AcademyPage


class InboxPage(ExercisePage):
    """A desk where messages keep coming. Written as one text, in the format of content files."""

    text = models.TextField(
        _("messages"),
        blank=True,
        help_text=_(
            "Clock and services between the two lines of dashes, then one “## id : 09:00 channel author” per message. "
            "Title, summary and duration above win over those written here."
        ),
    )
    graded = models.BooleanField(
        _("graded"), default=False, help_text=_("The expected answers are shown once passed. Else it is practice.")
    )
    attempts = models.PositiveSmallIntegerField(
        _("attempts allowed"), default=0, help_text=_("0: as many as wanted. Counts in a graded inbox.")
    )

    content_panels = [
        ChecksPanel(heading=_("Checks")),
        *AcademyPage.content_panels,
        FieldPanel("summary"),
        FieldPanel("minutes"),
        FieldPanel("text"),
        MultiFieldPanel([FieldPanel("graded"), FieldPanel("attempts")], heading=_("How it is played")),
    ]
    step_kind = "inbox"
    has_text = True

    class Meta:
        verbose_name = _("inbox")
        verbose_name_plural = _("inboxes")

    def read_engine(self):
        from academy.library.inbox_engine import read_inbox_page

        return read_inbox_page(self)
