"""What a person asked about their own data."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from academy.people.models.core import Brand, User
from academy.people.models.imports import private_storage


class DataExport(models.Model):
    """A copy of everything held about a person, made in the background, gone after a week."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="data_exports")
    asked = models.DateTimeField(auto_now_add=True)
    ready = models.DateTimeField(null=True, blank=True)
    file = models.FileField(storage=private_storage, upload_to="exports/", blank=True)

    class Meta:
        verbose_name = _("export of one's data")
        verbose_name_plural = _("exports of one's data")
        ordering = ["-asked"]

    def __str__(self) -> str:
        return f"{self.user_id} {self.asked:%Y-%m-%d}"


class ErasureRequest(models.Model):
    """A person asks to be forgotten; the leader or an administrator confirms or says why not."""

    class State(models.TextChoices):
        OPEN = "open", _("waiting")
        DONE = "done", _("erased")
        REFUSED = "refused", _("refused")

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="erasure_requests")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="erasure_requests")
    asked = models.DateTimeField(_("asked on"), auto_now_add=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.OPEN)
    decided = models.DateTimeField(null=True, blank=True, editable=False)
    answer = models.TextField(_("answer"), blank=True, help_text=_("Shown to the person when you refuse."))

    class Meta:
        verbose_name = _("request for erasure")
        verbose_name_plural = _("requests for erasure")
        ordering = ["state", "-asked"]

    def __str__(self) -> str:
        return f"{self.pk}"
