"""Consent to a public page: the row is the consent, taking it back deletes it."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _


class SharedAward(models.Model):
    award = models.OneToOneField(
        "certification.Award", on_delete=models.CASCADE, related_name="shared", verbose_name=_("certificate")
    )
    since = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("public page of a certificate")
        verbose_name_plural = _("public pages of certificates")

    def __str__(self) -> str:
        return f"{self.award_id}"


def mark_shared(awards: Iterable) -> None:
    """Sets `.is_shared` of each, in one query."""
    awards = list(awards)
    known = set(SharedAward.objects.filter(award__in=awards).values_list("award", flat=True)) if awards else set()
    for award in awards:
        award.is_shared = award.pk in known
