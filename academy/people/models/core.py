"""People: brands, users, departments, memberships and their roles, invitations."""

import secrets
import uuid

from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


class SecondFactor(models.TextChoices):
    NOBODY = "", _("nobody has to")
    LEADERS = "leaders", _("community leaders and administrators")
    EDITORS = "editors", _("everybody who writes, follows or administers")
    ALL = "all", _("everybody")


@register_setting(icon="site")
class Brand(BaseSiteSetting):
    """A brand: one Wagtail Site with its look, its people and its rules. Everything a person does belongs to one."""

    name = models.CharField(_("name"), max_length=120)
    theme = models.SlugField(_("theme"), max_length=60, default="porte-voix", help_text=_("A folder of themes/."))
    leader_message = models.TextField(
        _("word of the community leader"),
        blank=True,
        help_text=_("Two or three sentences, shown with the leader's name on everybody's home page."),
    )
    contact_email = models.EmailField(_("contact address"), blank=True)
    allowed_domains = models.TextField(
        _("allowed e-mail domains"),
        blank=True,
        help_text=_("One per line. Whoever has an address there may sign up; everybody else needs an invitation."),
    )

    second_factor = models.CharField(
        _("second factor at sign-in"),
        max_length=10,
        blank=True,
        choices=SecondFactor.choices,
        help_text=_("Who must confirm signing in with an authenticator app or a passkey."),
    )
    retention = models.JSONField(default=dict, blank=True, editable=False)  # {declaration: months}, see privacy.py

    panels = [
        FieldPanel("name", help_text=_("As people know it: it stands on every page, in mails and on certificates.")),
        FieldPanel("theme"),
        FieldPanel("leader_message"),
        FieldPanel("contact_email", help_text=_("Who people write to when something is wrong. Shown to everybody.")),
        FieldPanel("allowed_domains"),
        FieldPanel("second_factor"),
    ]

    class Meta:
        verbose_name = _("brand")
        verbose_name_plural = _("brands")

    def __str__(self) -> str:
        return self.name

    @classmethod
    def for_host(cls, host: str) -> "Brand":
        """The brand served at this host name; raises Brand.DoesNotExist."""
        return cls.objects.select_related("site").get(site__hostname=host)

    @property
    def address(self) -> str:
        """Where the brand's site stands, without a slash at the end: what links in mails and papers begin with.

        A site of this machine only (localhost) is reached at the installation's BASE_URL.
        """
        site = self.site
        return (settings.WAGTAILADMIN_BASE_URL if site.hostname == "localhost" else site.root_url).rstrip("/")

    def domains(self) -> set[str]:
        return {line.strip().lower().lstrip("@") for line in self.allowed_domains.splitlines() if line.strip()}


class UserManager(BaseUserManager):
    def create_user(self, email: str, password: str | None = None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str):
        return self.get(email__iexact=email)


class UserQuerySet(models.QuerySet):
    def of_brand(self, brand: Brand, day=None):
        """Active people who belong to the brand on that day."""
        return self.filter(
            is_active=True, memberships__in=Membership.objects.valid_on(day).filter(brand=brand)
        ).distinct()


class User(AbstractUser):
    """A person. The e-mail address is the login; `public_id` is what other systems see."""

    username = None
    first_name = None
    last_name = None
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    shown_name = models.CharField(
        _("name on certificates"), max_length=150, blank=True, help_text=_("Leave empty to use your name.")
    )
    language = models.CharField(
        _("language"), max_length=5, choices=[("fr", "Français"), ("en", "English")], default="fr"
    )
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Both start as yes: the ground is the brand's legitimate interest, not consent, which an employee cannot freely
    # give (CNIL). The right to object is one click in the profile. The verification page opens only with the
    # unguessable number that the holder hands out, and shows the display name they chose.
    shown_in_registry = models.BooleanField(
        _("colleagues find me in the registry of voices"),
        default=True,
        help_text=_("Your community leader always sees who may speak."),
    )
    shown_on_verification = models.BooleanField(
        _("the verification page shows my name"),
        default=True,
        help_text=_("It opens with the number of your certificate and shows the name you chose for certificates."),
    )

    refresher_mail = models.BooleanField(
        _("a mail when refresher questions wait"), default=True, help_text=_("One a week at most.")
    )
    review_mail = models.BooleanField(
        _("a mail when a reply of mine has been reviewed"),
        default=True,
        help_text=_("The review itself stays on the site."),
    )

    erased = models.DateTimeField(null=True, blank=True, editable=False)  # nobody any more; kept for statistics

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager.from_queryset(UserQuerySet)()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def display_name(self) -> str:
        return self.shown_name or self.name or self.email.split("@")[0]

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0] if self.name else self.email


class Department(models.Model):
    """A service of the company (customer care, marketing, a shop …); departments form a tree inside a brand."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="departments")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    code = models.SlugField(_("code"), max_length=60)
    name = models.CharField(_("name"), max_length=120)
    owner = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("owner"),
        help_text=_("Who answers for what the department says."),
    )  # fmt: skip
    deputy = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("deputy"),
        help_text=_("Who takes over when the owner is away or leaves."),
    )  # fmt: skip

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["brand", "code"], name="department_code_unique_in_brand")]

    def __str__(self) -> str:
        return self.name

    def with_descendants(self) -> list["Department"]:
        """This department and everything below it, in one query for the whole brand."""
        children: dict[int | None, list[Department]] = {}
        for department in Department.objects.filter(brand_id=self.brand_id):
            children.setdefault(department.parent_id, []).append(department)
        found, waiting = [], [self]
        while waiting:
            department = waiting.pop()
            found.append(department)
            waiting.extend(d for d in children.get(department.pk, []) if d not in found)
        return found


class Role(models.TextChoices):
    """What a person is to a brand. Glossary: docs of the domain."""

    EMPLOYEE = "employee", _("employee")
    COMMUNITY_MANAGER = "community_manager", _("community manager")
    LEADER = "leader", _("community leader")
    MANAGER = "manager", _("manager")
    RELAY = "relay", _("relay")
    ADVISER = "adviser", _("external adviser")


class MembershipQuerySet(models.QuerySet):
    def valid_on(self, day=None):
        day = day or timezone.localdate()
        return self.filter(Q(starts__isnull=True) | Q(starts__lte=day), Q(ends__isnull=True) | Q(ends__gte=day))


class Membership(models.Model):
    """A person holds a role in a brand, perhaps in one department, perhaps until a date (contractors)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="memberships")
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.EMPLOYEE)
    starts = models.DateField(_("from"), null=True, blank=True)
    ends = models.DateField(_("until"), null=True, blank=True, help_text=_("Compulsory for contractors."))

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "brand", "department", "role"],
                condition=Q(department__isnull=False),
                name="membership_once_in_department",
            ),
            models.UniqueConstraint(
                fields=["user", "brand", "role"], condition=Q(department__isnull=True), name="membership_once_in_brand"
            ),
            models.CheckConstraint(  # whichever door it comes by
                condition=~Q(role="adviser") | Q(ends__isnull=False), name="membership_of_an_adviser_ends"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"


def _invitation_token() -> str:
    return secrets.token_urlsafe(24)


class Invitation(models.Model):
    """A link by which one address may sign up, until it expires or is used."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.EMPLOYEE)
    department = models.ForeignKey(Department, on_delete=models.CASCADE, null=True, blank=True)
    token = models.CharField(
        max_length=64, unique=True, default=_invitation_token, editable=False, validators=[RegexValidator(r"^[\w-]+$")]
    )
    invited_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    expires = models.DateTimeField(_("valid until"))
    used = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-expires"]

    def __str__(self) -> str:
        return self.email

    @property
    def is_open(self) -> bool:
        return self.used is None and self.expires > timezone.now()


class BrandGroup(models.Model):
    """The Wagtail group that carries a role's permissions in one brand. Filled by `roles.py`, never by hand."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="groups")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    group = models.OneToOneField("auth.Group", on_delete=models.CASCADE, related_name="brand_group")

    class Meta:
        verbose_name = _("group of a brand")
        verbose_name_plural = _("groups of brands")
        constraints = [models.UniqueConstraint(fields=["brand", "role"], name="brand_group_once_per_role")]

    def __str__(self) -> str:
        return f"{self.brand} · {self.role}"
