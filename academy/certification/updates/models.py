"""A must-know change, and who confirmed it."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from academy.people.models import Brand


class UpdateQuerySet(models.QuerySet):
    def due_from(self, person) -> "UpdateQuerySet":
        """Not withdrawn and not confirmed by this person; whether their scope is concerned is another question."""
        mine = UpdateConfirmation.objects.filter(update=OuterRef("pk"), person=person)
        return self.filter(withdrawn__isnull=True).exclude(Exists(mine))


class MustKnowUpdate(models.Model):
    """What changed, for which scopes, until when it must be confirmed. Written at publishing."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="must_know_updates")
    page_key = models.UUIDField(db_index=True)  # translation key of the page: the same in every language
    charter_version = models.PositiveIntegerField(null=True)  # of a change of the charter: signing it confirms
    title_fr = models.CharField(max_length=255, blank=True)
    title_en = models.CharField(max_length=255, blank=True)
    what_fr = models.TextField(blank=True)
    what_en = models.TextField(blank=True)
    channels = models.JSONField(default=list)  # codes; an empty list means all
    topics = models.JSONField(default=list)
    tag = models.CharField(max_length=80, blank=True)  # of the questions of the bank about it
    opened = models.DateField(_("announced on"), default=timezone.localdate)
    deadline = models.DateField(_("to be confirmed by"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    told = models.DateField(null=True)  # the day the mail about it went out
    reminded = models.DateField(null=True)
    enforced = models.DateField(null=True)  # the day those who had not confirmed were paused
    withdrawn = models.DateTimeField(null=True)

    objects = UpdateQuerySet.as_manager()

    class Meta:
        verbose_name = _("must-know change")
        verbose_name_plural = _("must-know changes")
        ordering = ["-opened", "-pk"]
        indexes = [
            models.Index(fields=["brand", "deadline"], condition=models.Q(enforced=None), name="update_to_enforce")
        ]

    def __str__(self) -> str:
        return self.title

    def _in(self, name: str, language: str) -> str:
        first, second = (f"{name}_en", f"{name}_fr") if language.startswith("en") else (f"{name}_fr", f"{name}_en")
        return getattr(self, first) or getattr(self, second)

    @property
    def title(self) -> str:
        return self._in("title", get_language() or "fr")

    @property
    def what(self) -> str:
        return self._in("what", get_language() or "fr")

    @property
    def late(self) -> bool:
        return timezone.localdate() > self.deadline


class UpdateConfirmation(models.Model):
    """A person read it and takes it into account. A fact: added once, never changed."""

    update = models.ForeignKey(MustKnowUpdate, on_delete=models.CASCADE, related_name="confirmations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="confirmed_updates")
    on = models.DateField(default=timezone.localdate)

    class Meta:
        verbose_name = _("confirmation of a change")
        verbose_name_plural = _("confirmations of changes")
        constraints = [models.UniqueConstraint(fields=["update", "person"], name="update_confirmed_once")]

    def __str__(self) -> str:
        return f"{self.update_id} {self.person_id}"
