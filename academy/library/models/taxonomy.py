"""Channels and topics: the two axes of every right to speak."""

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from academy.people.admin_views import BrandForm
from academy.people.models import Brand, Department


class BilingualName(models.Model):
    """A short name in the two languages of the interface."""

    name_fr = models.CharField(_("name in French"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_in(get_language() or "fr")

    def name_in(self, language: str) -> str:
        return self.name_en if language.startswith("en") else self.name_fr


class Owned(models.Model):
    """Somebody answers for it, and somebody else when they are away."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("owner"), help_text=_("Who answers for it and keeps its playbooks true."),
    )  # fmt: skip
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("deputy"), help_text=_("Who takes over when the owner is away or leaves."),
    )  # fmt: skip
    base_form_class = BrandForm

    class Meta:
        abstract = True


_CODE_HELP = _("Short and lasting, in small letters: texts and files name it so. Do not change it once it is used.")


class Channel(Owned, BilingualName):
    """Where one speaks: a network, a review site, the phone, the counter."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="channels")
    code = models.SlugField(_("code"), max_length=40)
    online = models.BooleanField(_("online"), default=True)
    department = models.ForeignKey(
        Department, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("reserved for the department"),
        help_text=_("Whoever leaves this department no longer speaks on this channel. Empty: open to all."),
    )  # fmt: skip

    panels = [
        FieldPanel("code", help_text=_CODE_HELP),
        FieldPanel("name_fr", help_text=_("As people read it in French.")),
        FieldPanel("name_en", help_text=_("The same in English.")),
        FieldPanel("online", help_text=_("Off: the counter, the phone, an event.")),
        FieldPanel("department"),
        FieldRowPanel([FieldPanel("owner"), FieldPanel("deputy")]),
    ]

    class Meta:
        verbose_name = _("channel")
        verbose_name_plural = _("channels")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["brand", "code"], name="channel_code_unique_in_brand")]


class Sensitivity(models.TextChoices):
    GREEN = "green", _("green: public facts")
    ORANGE = "orange", _("orange: individual cases")
    RED = "red", _("red: safety, law, press, crisis")


class Topic(Owned, BilingualName):
    """What one speaks about; its sensitivity says from which level on."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="topics")
    code = models.SlugField(_("code"), max_length=40)
    sensitivity = models.CharField(
        _("sensitivity"), max_length=10, choices=Sensitivity.choices, default=Sensitivity.GREEN
    )

    panels = [
        FieldPanel("code", help_text=_CODE_HELP),
        FieldPanel("name_fr", help_text=_("As people read it in French.")),
        FieldPanel("name_en", help_text=_("The same in English.")),
        FieldPanel(
            "sensitivity", help_text=_("Red topics are for the highest levels; two voices are wanted for each.")
        ),
        FieldRowPanel([FieldPanel("owner"), FieldPanel("deputy")]),
    ]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["brand", "code"], name="topic_code_unique_in_brand")]
