from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from academy.library.blocks import BodyBlocks
from academy.library.models.must_know import MUST_KNOW_PANEL, MustKnow
from academy.library.models.pages import AcademyPage
from academy.library.models.taxonomy import Channel
from academy.library.stems import stems


class PlaybookPage(MustKnow, AcademyPage):
    """A good practice people open at work: found in two taps, read in a minute."""

    summary = models.TextField(_("the rule in one sentence"), max_length=400)
    channels = ParentalManyToManyField(Channel, verbose_name=_("channels"), blank=True, related_name="playbooks")
    situations = models.CharField(
        _("situations"),
        max_length=300,
        blank=True,
        help_text=_("Words for the situation, separated by commas: unfair review, anger, personal data …"),
    )
    body = StreamField(BodyBlocks(), verbose_name=_("text"), blank=True)
    verified_on = models.DateField(_("verified on"), null=True, blank=True)
    review_by = models.DateField(_("to be reviewed by"), null=True, blank=True)
    stems = models.TextField(editable=False, blank=True, default="")

    content_panels = [
        *AcademyPage.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel(
            [FieldPanel("channels", widget=forms.CheckboxSelectMultiple), FieldPanel("situations")],
            heading=_("When to use it"),
        ),
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("verified_on"), FieldPanel("review_by")], heading=_("Freshness")),
        MUST_KNOW_PANEL,
    ]
    search_fields = [*AcademyPage.search_fields, index.SearchField("summary")]
    parent_page_types = ["library.PlaybookIndexPage"]
    subpage_types: list[str] = []
    template = "library/playbook_page.html"

    class Meta:
        verbose_name = _("playbook")
        verbose_name_plural = _("playbooks")

    def situation_list(self) -> list[str]:
        return [word.strip() for word in self.situations.split(",") if word.strip()]

    def save(self, *args, **kwargs):
        words = self.body.stream_block.get_searchable_content(self.body)
        text = " ".join([self.title, self.summary, self.situations, *words])
        self.stems = " ".join(["", *sorted(stems(text, self.language)), ""])
        return super().save(*args, **kwargs)
