"""Keys that sign: their public halves and their lives. Private halves are files (`keys`), never in the database."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from academy.people.models import Brand


class BrandKey(models.Model):
    """A brand's Ed25519 key. A retired key signs no more, but what it signed stays verifiable; a compromised one is
    taken out of the published keys, and nothing it signed verifies any longer."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="keys")
    public = models.CharField(_("public key"), max_length=60, unique=True)  # Multikey: z6Mk…
    created = models.DateTimeField(auto_now_add=True)
    retired = models.DateTimeField(null=True, blank=True)
    compromised = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("signing key of a brand")
        verbose_name_plural = _("signing keys of brands")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["brand"], condition=Q(retired__isnull=True), name="brand_key_one_active")
        ]

    def __str__(self) -> str:
        return self.public


class DocumentCertificate(models.Model):
    """A certificate this installation has signed PDFs with: these and no others make a PDF ours."""

    fingerprint = models.CharField(max_length=64, unique=True)  # SHA-256, hexadecimal
    pem = models.TextField()
    created = models.DateTimeField(auto_now_add=True)
    compromised = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("certificate that signs documents")
        verbose_name_plural = _("certificates that sign documents")

    def __str__(self) -> str:
        return self.fingerprint
