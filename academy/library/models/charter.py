from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from academy.library.blocks import BodyBlocks, ValueBlock
from academy.library.models.must_know import MUST_KNOW_PANEL, MustKnow
from academy.library.models.pages import AcademyPage


class CharterPage(MustKnow, AcademyPage):
    """The brand's values, its dos and don'ts. Everybody reads and signs each version before any level."""

    version = models.PositiveIntegerField(
        _("version"), default=1, help_text=_("Raise it when everybody must read and sign again.")
    )
    values = StreamField([("value", ValueBlock())], verbose_name=_("values"), blank=True)
    body = StreamField(BodyBlocks(), verbose_name=_("dos and don'ts"), blank=True)

    content_panels = [
        *AcademyPage.content_panels,
        FieldPanel("version"),
        FieldPanel("values"),
        FieldPanel("body"),
        MUST_KNOW_PANEL,
    ]
    parent_page_types = ["library.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    template = "library/charter_page.html"

    class Meta:
        verbose_name = _("charter")
        verbose_name_plural = _("charters")
