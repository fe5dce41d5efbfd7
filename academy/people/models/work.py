"""Work that takes longer than a page: who asked for it, how far it is, what came of it."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from academy.people.models.core import Brand, User


class LongWork(models.Model):
    """`details` is what the work needs to know, `report` what it tells: figures, titles and codes, never names."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("under way")
        DONE = "done", _("done")
        FAILED = "failed", _("stopped by an error")

    SILENCE = timedelta(minutes=1)  # without a sign of life for so long, whoever was at it has died

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="long_works")
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=40)
    title = models.CharField(_("work"), max_length=200)
    status = models.CharField(_("state"), max_length=10, choices=Status.choices, default=Status.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    details = models.JSONField(default=dict)
    report = models.JSONField(default=dict)
    created = models.DateTimeField(_("asked for on"), auto_now_add=True)
    beat = models.DateTimeField(default=timezone.now)  # the last sign of life of whoever does it

    class Meta:
        verbose_name = _("long work")
        verbose_name_plural = _("long works")
        ordering = ["-created", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_over(self) -> bool:
        return self.status in {self.Status.DONE, self.Status.FAILED}

    @property
    def is_stuck(self) -> bool:
        """Nobody is working on it: the worker was stopped or is not there."""
        return not self.is_over and self.beat < timezone.now() - self.SILENCE
