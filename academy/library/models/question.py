from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.models import ItemBase, TagBase
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin, TranslatableMixin
from wagtail.search import index

from academy.exercises.banks.base import same_text
from academy.exercises.lint.quiz import question_codes, question_words
from academy.library.blocks import OptionBlock
from academy.people.models import Brand

KINDS = [
    ("single", _("one right answer")),
    ("multiple", _("several right answers")),
    ("truefalse", _("true or false")),
    ("matching", _("matching")),
    ("ordering", _("ordering")),
    ("short", _("short answer")),
    ("numeric", _("number")),
    ("gaps", _("gap fill")),
    ("spot", _("spot the problem")),
    ("judgement", _("situational judgement")),
]
_KIND_HELP = _(
    "Matching: each answer with what it goes with. Ordering: the answers as you write them are in the right order. "
    "Number: 12, 12 ± 0.5 or 10..14. Gap fill: write [[name]] in the question. Spot the problem: the answers are the "
    "passages of the post in order, the faulty ones marked. Judgement: the experts' rank of each reaction."
)


def text_key(text: str) -> str:
    """The same for texts that differ in accents, case, spaces or typography only."""
    plain = same_text(text)
    return sha256(plain.encode()).hexdigest()[:32] if plain else ""


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
        choices=KINDS,
        default="single",
    )
    ask = models.CharField(
        _("what is asked"),
        max_length=12,
        blank=True,
        choices=[("rank", _("rank all reactions")), ("best-worst", _("pick the best and the worst"))],
    )
    text = models.TextField(_("question"))
    image = models.ForeignKey(
        "wagtailimages.Image", on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("image"),
    )  # fmt: skip
    alt = models.CharField(
        _("alternative text"), max_length=300, blank=True, help_text=_("What the image says, for who cannot see it.")
    )
    options = StreamField([("option", OptionBlock())], verbose_name=_("answers"))
    ignore_accents = models.BooleanField(_("accents may be missing"), default=True)
    ignore_case = models.BooleanField(_("capitals do not matter"), default=True)
    ignore_punctuation = models.BooleanField(_("punctuation does not matter"), default=False)
    explanation = models.TextField(_("explanation"), blank=True, help_text=_("Shown after the answer."))
    objective = models.CharField(_("objective"), max_length=200, blank=True)
    value = models.CharField(_("charter value"), max_length=60, blank=True)
    difficulty = models.PositiveSmallIntegerField(
        _("difficulty"), default=1, choices=[(1, _("easy")), (2, _("medium")), (3, _("hard"))]
    )
    critical = models.BooleanField(_("critical: must be right to pass"), default=False)
    text_key = models.CharField(max_length=32, blank=True, editable=False, db_index=True)  # of the text: twins share it
    tags = ClusterTaggableManager(through=TaggedQuestion, blank=True, verbose_name=_("tags"))

    panels = [
        FieldPanel("kind", help_text=_KIND_HELP),
        FieldPanel("ask", classname="for-judgement", help_text=_("Ranking asks for more; best and worst is quicker.")),
        FieldPanel(
            "text", help_text=_("What is asked, and only that: the situation in two sentences, then the question.")
        ),
        MultiFieldPanel(
            [FieldPanel("image", help_text=_("Only when the question is about it.")), FieldPanel("alt")],
            heading=_("Image"),
            classname="collapsed",
        ),
        FieldPanel("options", help_text=_("Wrong answers must be believable: each is a mistake people really make.")),
        MultiFieldPanel(
            [
                FieldPanel("ignore_accents", help_text=_("On: “résumé” and “resume” are the same answer.")),
                FieldPanel("ignore_case", help_text=_("On: “Paris” and “paris” are the same answer.")),
                FieldPanel("ignore_punctuation", help_text=_("On: “10 %” and “10%” are the same answer.")),
            ],
            heading=_("What a typed answer may get wrong"),
            classname="for-typed",
        ),
        FieldPanel("explanation"),
        MultiFieldPanel(
            [
                FieldPanel("tags"),
                FieldPanel(
                    "objective", help_text=_("What it shows that somebody can do. Results are told by objective.")
                ),
                FieldPanel("value", help_text=_("The id of the charter's value at stake, as in the charter.")),
                FieldPanel(
                    "difficulty", help_text=_("Quizzes may draw by it; item analysis says how hard it truly is.")
                ),
                FieldPanel("critical", help_text=_("A red line: who gets it wrong fails, whatever the score.")),
            ],
            heading=_("What it measures"),
        ),
        FieldPanel("code", help_text=_("Short and lasting: quizzes and files name the question by it.")),
    ]
    search_fields = [index.SearchField("text"), index.AutocompleteField("text"), index.FilterField("locale_id")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["brand", "locale", "code"], name="question_code_unique")]

    def __str__(self) -> str:
        return self.text[:90]

    def save(self, *args, **kwargs):
        self.text_key = text_key(self.text)
        fields = kwargs.get("update_fields")
        if fields is not None and "text" in fields:
            kwargs["update_fields"] = [*fields, "text_key"]
        super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        from academy.library.quiz_engine import read_question

        if self.kind == "judgement" and not self.ask:
            self.ask = "rank"
        language = get_language() or "fr"
        wrong = [code for code in question_codes(read_question(self, tags=())) if code.startswith("E")]
        if wrong:
            words = [question_words(code, language) for code in wrong]
            raise ValidationError({"options": [word[:1].upper() + word[1:] + "." for word in words]})

    def get_preview_template(self, request, mode_name):
        return "library/question_preview.html"

    def get_preview_context(self, request, mode_name):
        from academy.library.question_preview import preview_of

        return {**super().get_preview_context(request, mode_name), **preview_of(self)}
