from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.snippets.blocks import SnippetChooserBlock

from academy.library.authoring.checks_panel import ChecksPanel
from academy.library.blocks import DrawBlock
from academy.library.models.exercise_page import ExercisePage
from academy.library.models.pages import AcademyPage


class QuizPage(ExercisePage):
    """Questions from the bank: listed one by one, drawn by tag, or both."""

    introduction = models.TextField(_("introduction"), blank=True, help_text=_("Markdown."))
    pass_mark = models.PositiveSmallIntegerField(_("pass mark in percent"), default=80)
    attempts = models.PositiveSmallIntegerField(_("attempts allowed"), default=0, help_text=_("0: as many as wanted."))
    show_feedback = models.BooleanField(_("explain after each answer"), default=True)
    questions = StreamField(
        [("question", SnippetChooserBlock("library.Question", label=_("Question")))],
        verbose_name=_("questions always asked"),
        blank=True,
    )
    draws = StreamField([("draw", DrawBlock())], verbose_name=_("questions drawn by tag"), blank=True)

    content_panels = [
        ChecksPanel(heading=_("Checks")),
        *AcademyPage.content_panels,
        FieldPanel("summary"),
        FieldPanel("minutes"),
        FieldPanel("introduction"),
        MultiFieldPanel(
            [FieldPanel("pass_mark"), FieldPanel("attempts"), FieldPanel("show_feedback")], heading=_("Rules")
        ),
        FieldPanel("draws"),
        FieldPanel("questions"),
    ]
    step_kind = "quiz"

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")

    def read_engine(self):
        from academy.library.quiz_engine import read_quiz_page

        return read_quiz_page(self)
