"""What is written around awards: withdrawals under way, stop switches, how a speaker wants to be found, sponsors."""

import secrets

from django.conf import settings
from django.core.files.storage import storages
from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from academy.library.models import Channel, Topic
from academy.people.models import Brand


def private_storage():
    return storages["private"]


def new_embed_key() -> str:
    return secrets.token_urlsafe(32)


class Reason(models.TextChoices):
    """Why a right is withdrawn or paused. Codes, so that a withdrawal says no more than it must."""

    RED_LINE = "red_line", _("a red line of the charter was crossed")
    PERSONAL_DATA = "personal_data", _("personal data or a secret was published")
    OUT_OF_SCOPE = "out_of_scope", _("spoke outside the scope, after a reminder")
    UNFAIR = "unfair", _("false identity, false review or hidden interest")
    FRAUD = "fraud", _("evidence was not the person's own")
    ABSENCE = "absence", _("absent for more than six months")
    INCIDENT = "incident", _("incident under review")
    MISTAKE = "mistake", _("given by mistake")
    UPDATE = "update", _("a change was not confirmed in time")
    OTHER = "other", _("another reason, told to the person")


class RevocationCase(models.Model):
    """A withdrawal in two acts: a leader proposes it once the person was heard, a second person decides."""

    award = models.ForeignKey("certification.Award", on_delete=models.CASCADE, related_name="cases")
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(_("reason"), max_length=20, choices=Reason.choices)
    note = models.TextField(_("facts, for those who decide"), max_length=2_000, blank=True)
    heard_on = models.DateField(_("the person was heard on"))
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    confirmed = models.BooleanField(null=True)

    class Meta:
        verbose_name = _("proposed withdrawal")
        verbose_name_plural = _("proposed withdrawals")
        ordering = ["-proposed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["award"], condition=models.Q(decided_at__isnull=True), name="one_open_case_per_award"
            )
        ]

    def __str__(self) -> str:
        return f"{self.award} {self.code}"


class Freeze(models.Model):
    """A stop switch: rights paused in a crisis, for all or some levels, channels and topics, until it is lifted."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="freezes")
    levels = models.JSONField(default=list)  # codes; an empty list means all
    channels = models.JSONField(default=list)
    topics = models.JSONField(default=list)
    reason = models.CharField(_("reason, shown to members"), max_length=300, blank=True)
    started_on = models.DateField(default=timezone.localdate)
    started_at = models.DateTimeField(auto_now_add=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("stop switch")
        verbose_name_plural = _("stop switches")
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return f"{self.brand} {self.started_on}"


class Voice(models.Model):
    """How colleagues reach a speaker, about what, in which languages. Being listed at all is set in the profile."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="voices")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="voices")
    contact = models.CharField(
        _("how to reach me"), max_length=120, blank=True, help_text=_("Extension, chat name… seen by colleagues.")
    )
    skills = models.CharField(
        _("what to ask me about"), max_length=200, blank=True, help_text=_("Repairs, city bikes, Lyon shop…")
    )
    languages = models.CharField(
        _("languages I speak"), max_length=60, blank=True, help_text=_("Codes with commas: fr, en, de.")
    )
    away_until = models.DateField(_("away until"), null=True, blank=True)

    class Meta:
        verbose_name = _("speaker's card")
        verbose_name_plural = _("speakers' cards")
        constraints = [models.UniqueConstraint(fields=["brand", "person"], name="voice_once")]

    def __str__(self) -> str:
        return f"{self.person}"


class Sponsorship(models.Model):
    """Somebody answers for a person's readiness for a level."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sponsored_for", verbose_name=_("person")
    )
    level = models.ForeignKey(
        "certification.Level", on_delete=models.CASCADE, related_name="sponsorships", verbose_name=_("level")
    )
    sponsor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    given = models.DateField(default=timezone.localdate)

    class Meta:
        verbose_name = _("sponsorship")
        verbose_name_plural = _("sponsorships")
        ordering = ["-given"]
        constraints = [models.UniqueConstraint(fields=["person", "level", "sponsor"], name="sponsorship_once")]

    def __str__(self) -> str:
        return f"{self.person} · {self.level}"


class CoverageTarget(models.Model):
    """How many voices a channel needs on a topic, where the default does not fit."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="coverage_targets")
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="+", verbose_name=_("channel"))
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="+", verbose_name=_("topic"))
    minimum = models.PositiveSmallIntegerField(
        _("how many voices"),
        validators=[MaxValueValidator(1_000)],
        help_text=_("0: nobody needs to speak about this here."),
    )

    class Meta:
        verbose_name = _("coverage target")
        verbose_name_plural = _("coverage targets")
        ordering = ["channel", "topic"]
        constraints = [models.UniqueConstraint(fields=["channel", "topic"], name="target_once_per_cell")]

    def __str__(self) -> str:
        return f"{self.channel} · {self.topic}"


class Reminder(models.Model):
    """A reminder that was sent: never twice for the same certificate and distance."""

    award = models.ForeignKey("certification.Award", on_delete=models.CASCADE, related_name="reminders")
    days = models.PositiveSmallIntegerField()
    sent = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [models.UniqueConstraint(fields=["award", "days"], name="reminder_once")]

    def __str__(self) -> str:
        return f"{self.award} {self.days}"


class RegistryCopy(models.Model):
    """The registry as it was one day, signed, for the day the site is down. One a month, and whenever asked."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="registry_copies")
    month = models.CharField(max_length=7)  # 2026-11
    day = models.DateField(default=timezone.localdate)
    file = models.FileField(storage=private_storage, upload_to="registry/%Y/")
    sha256 = models.CharField(max_length=64)
    voices = models.PositiveIntegerField(_("voices"), default=0)

    class Meta:
        verbose_name = _("copy of the registry")
        verbose_name_plural = _("copies of the registry")
        ordering = ["-month"]
        constraints = [models.UniqueConstraint(fields=["brand", "month"], name="registry_copy_once_a_month")]

    def __str__(self) -> str:
        return f"{self.brand} {self.month}"


class RegistryEmbed(models.Model):
    """Lets one other site show the registry: an intranet, a help desk. The key is the right; it can be taken back."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="registry_embeds")
    name = models.CharField(_("where it is shown"), max_length=80, help_text=_("Intranet of the shops, help desk…"))
    origin = models.CharField(
        _("address of that site"),
        max_length=200,
        validators=[RegexValidator(r"^https?://[A-Za-z0-9.-]+(:\d{1,5})?$", _("Like https://intranet.example.com"))],
        help_text=_("Only pages of this address may show the list in a frame."),
    )
    contacts = models.BooleanField(
        _("with contacts"), default=False, help_text=_("Also how to reach each person. Names only otherwise.")
    )
    key = models.CharField(max_length=43, unique=True, default=new_embed_key, editable=False)
    made = models.DateField(_("made on"), default=timezone.localdate, editable=False)

    class Meta:
        verbose_name = _("place that shows the registry")
        verbose_name_plural = _("places that show the registry")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        """What the other site puts into its frame, behind this site's address."""
        return f"/embed/registry/{self.key}/"
