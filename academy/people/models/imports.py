"""A file of people on its way in: uploaded, checked, confirmed, applied."""

from datetime import timedelta

from django.core.files.storage import storages
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from academy.people.models.core import Brand, User


def private_storage():
    return storages["private"]


class PeopleImport(models.Model):
    class Status(models.TextChoices):
        CHECKING = "checking", _("being read")
        READY = "ready", _("waiting for your word")
        REFUSED = "refused", _("refused")
        APPLYING = "applying", _("being imported")
        DONE = "done", _("imported")

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="people_imports")
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    filename = models.CharField(_("file"), max_length=200)
    file = models.FileField(storage=private_storage, upload_to="imports/", blank=True)  # gone once applied
    deactivate_missing = models.BooleanField(_("people who are not in the file leave"), default=False)
    create_departments = models.BooleanField(_("make departments that are not known"), default=False)
    status = models.CharField(_("state"), max_length=10, choices=Status.choices, default=Status.CHECKING)
    report = models.JSONField(default=dict)
    created = models.DateTimeField(auto_now_add=True)
    beat = models.DateTimeField(default=timezone.now)  # when the worker was last asked to do something with it

    class Meta:
        verbose_name = _("import of people")
        verbose_name_plural = _("imports of people")
        ordering = ["-created"]

    def __str__(self) -> str:
        return self.filename

    @property
    def is_stuck(self) -> bool:
        """Asked for five minutes ago and neither done nor refused: the worker was stopped or is not there."""
        return self.status == self.Status.APPLYING and self.beat < timezone.now() - timedelta(minutes=5)
