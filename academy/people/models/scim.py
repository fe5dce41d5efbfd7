"""SCIM 2.0: tokens of identity providers, and what they call our people and groups."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from academy.people.models.core import Brand, Department, Role, User


class ScimToken(models.Model):
    """A bearer token; only its hash is kept."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="scim_tokens")
    name = models.CharField(_("name"), max_length=60, help_text=_("Which identity provider uses it."))
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created = models.DateTimeField(_("made on"), auto_now_add=True)
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    last_used = models.DateTimeField(_("last used"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("provisioning token")
        verbose_name_plural = _("provisioning tokens")
        ordering = ["-created"]

    def __str__(self) -> str:
        return self.name


class ScimUser(models.Model):
    """A person as the brand's identity provider knows them."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="scim_users")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="scim_records")
    external_id = models.CharField(max_length=200, blank=True)
    user_name = models.CharField(max_length=254)
    active = models.BooleanField(default=True)
    attributes = models.JSONField(default=dict)  # what the provider sent and we do not use: given back as it came
    created = models.DateTimeField(auto_now_add=True)
    modified = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("provisioned person")
        verbose_name_plural = _("provisioned people")
        constraints = [
            models.UniqueConstraint(fields=["brand", "user"], name="scim_user_once"),
            models.UniqueConstraint(fields=["brand", "user_name"], name="scim_user_name_once"),
        ]

    def __str__(self) -> str:
        return str(self.user_id)


class ScimGroup(models.Model):
    """A group of the identity provider, and what its members are here: a role, perhaps in a department."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="scim_groups")
    display_name = models.CharField(_("name"), max_length=200)
    external_id = models.CharField(max_length=200, blank=True)
    role = models.CharField(_("role of its members"), max_length=20, choices=Role.choices, blank=True)
    department = models.ForeignKey(
        Department, on_delete=models.SET_NULL, null=True, blank=True, verbose_name=_("department of its members")
    )
    members = models.ManyToManyField(ScimUser, related_name="groups")
    created = models.DateTimeField(auto_now_add=True)
    modified = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("provisioned group")
        verbose_name_plural = _("provisioned groups")
        ordering = ["display_name"]

    def __str__(self) -> str:
        return self.display_name
