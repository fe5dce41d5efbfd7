from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.models import ItemBase, TagBase
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin, TranslatableMixin
from wagtail.search import index

from academy.library.blocks import OptionBlock
from academy.people.models import Brand


class QuestionTag(TagBase):
    """A tag of the question bank: a topic, an objective. Apart from the tags of images."""

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")


class TaggedQuestion(ItemBase):
    tag = models.ForeignKey(QuestionTag, on_delete=models.CASCADE, related_name="tagged_questions")
    content_object = ParentalKey("library.Question", on_delete=models.CASCADE, related_name="tagged_items")


class Question(DraftStateMixin, RevisionMixin, TranslatableMixin, PreviewableMixin, index.Indexed, ClusterableModel):
    """A question of the bank, in one language. Quizzes list questions or draw them by tag."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="questions")
    code = models.SlugField(_("code"), max_length=80)
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=[("single", _("one right answer")), ("multiple", _("several right answers"))],
        default="single",
    )
    text = models.TextField(_("question"))
    options = StreamField([("option", OptionBlock())], verbose_name=_("answers"))
    explanation = models.TextField(_("explanation"), blank=True, help_text=_("Shown after the answer."))
    objective = models.CharField(_("objective"), max_length=200, blank=True)
    value = models.CharField(_("charter value"), max_length=60, blank=True)
    difficulty = models.PositiveSmallIntegerField(
        _("difficulty"), default=1, choices=[(1, _("easy")), (2, _("medium")), (3, _("hard"))]
    )
    critical = models.BooleanField(_("critical: must be right to pass"), default=False)
    tags = ClusterTaggableManager(through=TaggedQuestion, blank=True, verbose_name=_("tags"))

    panels = [
        FieldPanel("code"),
        FieldPanel("kind"),
        FieldPanel("text"),
        FieldPanel("options"),
        FieldPanel("explanation"),
        MultiFieldPanel(
            [
                FieldPanel("tags"),
                FieldPanel("objective"),
                FieldPanel("value"),
                FieldPanel("difficulty"),
                FieldPanel("critical"),
            ],
            heading=_("What it measures"),
        ),
    ]
    search_fields = [index.SearchField("text"), index.AutocompleteField("text"), index.FilterField("locale_id")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["brand", "locale", "code"], name="question_code_unique")]

    def __str__(self) -> str:
        return self.text[:90]

    def clean(self):
        super().clean()
        right = [option for option in self.options if option.value.get("correct")]
        if len(self.options) < 2:
            raise ValidationError({"options": _("Give at least two answers.")})
        if not right:
            raise ValidationError({"options": _("Mark the right answer.")})
        if self.kind == "single" and len(right) > 1:
            raise ValidationError({"options": _("Only one answer can be right. Choose another kind for several.")})

    def get_preview_template(self, request, mode_name):
        return "library/question_preview.html"
