"""Tables of the audit log; `academy.people.audit` writes and verifies them."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditQuerySet(models.QuerySet):
    """Entries are added by `audit.record` only; the three ways they may change are named here."""

    def update(self, **values):
        raise TypeError("The audit log is append-only.")

    def delete(self):
        raise TypeError("The audit log is append-only.")

    def blank(self) -> int:
        """Take reason and facts away (erasure of a person)."""
        return super().update(details={}, blanked=True)

    def forget(self) -> int:
        """Remove entries past their retention; called by `audit.prune`, which keeps the chain whole."""
        return self._raw_delete(self.db) or 0


class AuditEntry(models.Model):
    """One sensitive act, sealed (see `audit.py`). People appear as public ids only."""

    chain = models.PositiveIntegerField()  # a brand's key; 0 for the installation; survives the brand
    sequence = models.PositiveIntegerField()
    at = models.DateTimeField(_("when"))
    actor_key = models.UUIDField(_("who"), null=True, db_index=True)
    action = models.CharField(_("what"), max_length=60, db_index=True)
    object_type = models.CharField(max_length=60)
    object_key = models.CharField(_("on what"), max_length=80, db_index=True)
    details = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    blanked = models.BooleanField(default=False)
    salt = models.CharField(max_length=32)
    details_hash = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)

    objects = AuditQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the audit log")
        verbose_name_plural = _("audit log")
        ordering = ["-at", "-sequence"]
        constraints = [models.UniqueConstraint(fields=["chain", "sequence"], name="audit_once_per_sequence")]

    def __str__(self) -> str:
        return f"{self.chain}/{self.sequence} {self.action}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("The audit log is append-only.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("The audit log is append-only.")


class AuditHead(models.Model):
    """Where each chain ends, and where it begins once old entries were forgotten. Locked while an entry is added."""

    chain = models.PositiveIntegerField(unique=True)
    sequence = models.PositiveIntegerField(default=0)
    seal = models.CharField(max_length=64)
    pruned = models.PositiveIntegerField(default=0)
    pruned_seal = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("head of the audit log")
        verbose_name_plural = _("heads of the audit log")

    def __str__(self) -> str:
        return f"{self.chain}/{self.sequence}"
