from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from academy.library.authoring.checks_panel import ChecksPanel
from academy.library.models.exercise_page import ExercisePage
from academy.library.models.pages import AcademyPage


class ReplyPage(ExercisePage):
    """A public reply to write under the brand's voice. Written as one text, in the format of content files."""

    class Reviewers(models.IntegerChoices):
        ONE = 1, _("one reviewer")
        TWO = 2, _("two reviewers, a third when they differ")

    text = models.TextField(
        _("situation, message and rules of voice"),
        blank=True,
        help_text=_(
            "Channel, length and rules between the two lines of dashes, then the blocks “## situation”, “## received”, "
            "“## task”, “## model”. Title, summary, duration and what it counts for above win over those written here."
        ),
    )
    graded = models.BooleanField(
        _("counts for a certificate"),
        default=False,
        help_text=_("Reviewers of the brand judge it. Else it is practice, reviewed by peers; managers see nothing."),
    )
    reviewers = models.PositiveSmallIntegerField(
        _("reviewers"), choices=Reviewers.choices, default=Reviewers.ONE, help_text=_("When it counts.")
    )

    content_panels = [
        ChecksPanel(heading=_("Checks")),
        *AcademyPage.content_panels,
        FieldPanel("summary"),
        FieldPanel("minutes"),
        FieldPanel("text"),
        MultiFieldPanel([FieldPanel("graded"), FieldPanel("reviewers")], heading=_("How it is reviewed")),
    ]
    step_kind = "reply"
    has_text = has_trial = True

    class Meta:
        verbose_name = _("written reply")
        verbose_name_plural = _("written replies")

    def read_engine(self):
        from academy.library.reply_engine import read_reply_page

        return read_reply_page(self)
