"""A bulk export asked for in the admin: what was asked, how far it is, the file when it is done."""

from datetime import timedelta

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from academy.people.models import Brand, Department


def private_files():
    return storages["private"]


class PaperExport(models.Model):
    class Form(models.TextChoices):
        ZIP = "zip", _("one ZIP file with a PDF for each")
        PRINT = "print", _("one PDF to print")

    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("under way")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    level = models.ForeignKey(
        "certification.Level", on_delete=models.CASCADE, null=True, blank=True, related_name="+",
        verbose_name=_("level"),
    )  # fmt: skip
    department = models.ForeignKey(
        Department, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("department")
    )
    since = models.DateField(_("issued since"), null=True, blank=True)
    until = models.DateField(_("issued until"), null=True, blank=True)
    form = models.CharField(_("form"), max_length=10, choices=Form.choices, default=Form.ZIP)
    status = models.CharField(_("state"), max_length=10, choices=Status.choices, default=Status.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)
    file = models.FileField(storage=private_files, upload_to="exports/", blank=True)
    created = models.DateTimeField(auto_now_add=True)
    beat = models.DateTimeField(default=timezone.now)  # the last sign of life of whoever makes it

    class Meta:
        verbose_name = _("export of certificates")
        verbose_name_plural = _("exports of certificates")
        ordering = ["-created"]

    def __str__(self) -> str:
        return f"{self.get_form_display()} {self.created:%Y-%m-%d}"

    @property
    def is_stuck(self) -> bool:
        """Nobody has worked on it for a minute: the worker was stopped or is not there."""
        return self.status in {self.Status.WAITING, self.Status.RUNNING} and self.beat < timezone.now() - timedelta(
            minutes=1
        )
