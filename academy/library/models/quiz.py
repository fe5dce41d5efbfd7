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
    mode = models.CharField(
        _("mode"),
        max_length=10,
        default="practice",
        choices=[("practice", _("practice")), ("exam", _("exam")), ("placement", _("placement, before the course"))],
        help_text=_(
            "Practice explains at once and is never shown to managers. An exam explains by objective, after submission."
        ),
    )
    pass_mark = models.PositiveSmallIntegerField(_("pass mark in percent"), default=80)
    attempts = models.PositiveSmallIntegerField(_("attempts allowed"), default=0, help_text=_("0: as many as wanted."))
    cooldown_hours = models.PositiveSmallIntegerField(
        _("hours before the next attempt"), default=0, help_text=_("After a failed exam. 0: at once.")
    )
    time_limit_minutes = models.PositiveSmallIntegerField(
        _("time limit in minutes"), default=0, help_text=_("0: none. People with extra time keep theirs.")
    )
    test_out = models.PositiveSmallIntegerField(
        _("credits the course's modules from … percent"),
        default=0,
        help_text=_("Placement only. 0: never. Someone who knows already need not sit through it: 90 is usual."),
    )
    confidence = models.BooleanField(
        _("ask how sure one is"), default=False, help_text=_("“Sure but wrong” then comes first in the review.")
    )
    show_feedback = models.BooleanField(_("explain after each answer"), default=True)
    questions = StreamField(
        [("question", SnippetChooserBlock("library.Question", label=_("Question")))],
        verbose_name=_("questions always asked"),
        blank=True,
    )
    draws = StreamField([("draw", DrawBlock())], verbose_name=_("questions drawn from the bank"), blank=True)

    content_panels = [
        ChecksPanel(heading=_("Checks")),
        *AcademyPage.content_panels,
        FieldPanel("summary"),
        FieldPanel("minutes"),
        FieldPanel("introduction"),
        MultiFieldPanel(
            [
                FieldPanel("mode"),
                FieldPanel("pass_mark"),
                FieldPanel("attempts"),
                FieldPanel("show_feedback"),
                FieldPanel("confidence"),
            ],
            heading=_("Rules"),
        ),
        MultiFieldPanel(
            [FieldPanel("cooldown_hours"), FieldPanel("time_limit_minutes"), FieldPanel("test_out")],
            heading=_("Exam and placement"),
        ),
        FieldPanel("draws"),
        FieldPanel("questions"),
    ]
    step_kind = "quiz"
    has_trial = True

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")

    def read_engine(self):
        from academy.library.quiz_engine import read_quiz_page

        return read_quiz_page(self)
