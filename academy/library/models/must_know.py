"""A change that people who speak must know: ticked when a playbook or the charter is published, once per change."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from academy.library.models.taxonomy import Topic

UPDATE_DAYS = 30


class MustKnow(models.Model):
    """Mix into a page. The tick is an act, not a state: publishing announces the change and takes the tick away."""

    must_know = models.BooleanField(
        _("must know"),
        default=False,
        help_text=_("When you publish, everybody who may speak about this gets a task: read it, within the deadline."),
    )
    what_changed = models.TextField(
        _("what changed"),
        max_length=600,
        blank=True,
        help_text=_("Two sentences: what was the rule, what is it now. People read this first."),
    )
    update_days = models.PositiveSmallIntegerField(
        _("days to read it"),
        default=UPDATE_DAYS,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text=_("Who has not confirmed by then is paused, until they confirm."),
    )
    update_tag = models.CharField(
        _("tag of its questions"),
        max_length=80,
        blank=True,
        help_text=_("Questions of the bank with this tag are asked at the next renewal: what changed since."),
    )
    update_topics = ParentalManyToManyField(
        Topic, verbose_name=_("topics concerned"), blank=True, related_name="+", help_text=_("None: every topic.")
    )

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        if self.must_know and not self.what_changed.strip():
            raise ValidationError({"what_changed": _("Say what changed: people are asked to confirm it.")})


MUST_KNOW_PANEL = MultiFieldPanel(
    [
        FieldPanel("must_know"),
        FieldPanel("what_changed"),
        FieldRowPanel([FieldPanel("update_days"), FieldPanel("update_tag")]),
        FieldPanel("update_topics", widget=forms.CheckboxSelectMultiple),
    ],
    heading=_("A change one must know"),
    classname="collapsed",
)
