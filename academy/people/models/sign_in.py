"""A company's own sign-in (OpenID Connect or SAML 2.0), one brand at a time."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from academy.people.models.core import Brand
from academy.people.sealed import open_text, seal_text


class Connection(models.Model):
    """One identity provider of a brand. allauth sees it as an app (`sso/apps.py`); nothing else stores it."""

    class Kind(models.TextChoices):
        OIDC = "oidc", "OpenID Connect"
        SAML = "saml", "SAML 2.0"

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="connections")
    kind = models.CharField(_("protocol"), max_length=4, choices=Kind.choices)
    name = models.CharField(_("name on the button"), max_length=60)
    slug = models.CharField(
        _("short name"),
        max_length=40,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9-]+$")],
        help_text=_("Part of the addresses you give to the identity provider: small letters, digits, hyphens."),
    )
    active = models.BooleanField(_("active"), default=True)
    metadata_url = models.URLField(
        _("address of the metadata"),
        blank=True,
        help_text=_("OpenID Connect: the issuer or …/.well-known/openid-configuration. SAML: the XML metadata."),
    )
    client_id = models.CharField(_("client id"), max_length=200, blank=True)
    sealed_secret = models.TextField(blank=True, editable=False)
    entity_id = models.CharField(_("entity id of the identity provider"), max_length=300, blank=True)
    sso_url = models.URLField(_("sign-in address of the identity provider"), blank=True)
    certificate = models.TextField(_("signing certificate of the identity provider"), blank=True)
    allowed_domains = models.TextField(
        _("allowed e-mail domains"),
        blank=True,
        help_text=_("One per line. Addresses elsewhere are refused, whatever the identity provider says."),
    )
    create_accounts = models.BooleanField(
        _("make accounts at the first sign-in"), default=True, help_text=_("Otherwise only people already here enter.")
    )
    email_attribute = models.CharField(_("attribute of the address"), max_length=120, default="email")
    name_attribute = models.CharField(_("attribute of the name"), max_length=120, default="name")
    department_attribute = models.CharField(_("attribute of the department"), max_length=120, blank=True)
    groups_attribute = models.CharField(_("attribute of the groups"), max_length=120, blank=True, default="groups")
    group_roles = models.TextField(
        _("groups and roles"),
        blank=True,
        help_text=_("One per line: group = role or group = role @ department code. Example: vp-leaders = leader"),
    )
    tested = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = _("sign-in connection")
        verbose_name_plural = _("sign-in connections")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def secret(self) -> str:
        return open_text(self.sealed_secret)

    @secret.setter
    def secret(self, value: str) -> None:
        self.sealed_secret = seal_text(value)

    def domains(self) -> set[str]:
        return {line.strip().lower().lstrip("@") for line in self.allowed_domains.splitlines() if line.strip()}

    def roles_of_groups(self) -> dict[str, list[tuple[str, str]]]:
        """{group: [(role, department code)]}; raises ValidationError naming the line."""
        from academy.people.models.core import Role

        found: dict[str, list[tuple[str, str]]] = {}
        for number, line in enumerate(self.group_roles.splitlines(), start=1):
            if not line.strip():
                continue
            group, equals, right = line.rpartition("=")
            role, _at, department = (part.strip() for part in right.partition("@"))
            if not equals or not group.strip() or role not in Role.values:
                text = _("Line %(line)d: expected «group = role», the role being one of: %(roles)s")
                raise ValidationError(text % {"line": number, "roles": ", ".join(Role.values)})
            found.setdefault(group.strip(), []).append((role, department))
        return found
