"""Levels and their requirements; awards, immutable; what happens to an award afterwards, appended."""

import hashlib
import json
import secrets

from django.conf import settings
from django.core.files.storage import storages
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel

from academy.certification.languages import codes_of
from academy.certification.rules import RENEWAL_WINDOW
from academy.library.models import Channel, Topic
from academy.library.models.taxonomy import BilingualName
from academy.people.models import Brand, Membership


class Level(BilingualName, ClusterableModel):
    """A rung of the ladder: what it lets a person do, and for how long. Its requirements say how to reach it."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="levels")
    code = models.SlugField(_("code"), max_length=40)
    order = models.PositiveSmallIntegerField(_("order"))
    description_fr = models.TextField(_("description in French"), blank=True)
    description_en = models.TextField(_("description in English"), blank=True)
    may_do_fr = models.TextField(_("may do, in French"), blank=True)
    may_do_en = models.TextField(_("may do, in English"), blank=True)
    validity_months = models.PositiveSmallIntegerField(_("validity in months"), default=24)
    channels = ParentalManyToManyField(Channel, verbose_name=_("channels"), blank=True)
    topics = ParentalManyToManyField(Topic, verbose_name=_("topics"), blank=True)
    languages = models.CharField(
        _("languages"), max_length=60, default="fr", help_text=_("Codes with commas: fr, en, de.")
    )
    renewal_window_days = models.PositiveSmallIntegerField(
        _("renewal window, in days"),
        default=RENEWAL_WINDOW.days,
        validators=[MinValueValidator(1), MaxValueValidator(730)],
        help_text=_("How long before its end a certificate may be renewed; never in the first half of its validity."),
    )
    renewal_exercises = models.PositiveSmallIntegerField(
        _("exercises passed anew to renew"), default=1, help_text=_("Any exercise of what the level asks.")
    )
    renewal_replies = models.PositiveSmallIntegerField(
        _("recent reviewed replies to renew"),
        null=True,
        blank=True,
        help_text=_("Empty: two where the level asks for reviewed replies, none elsewhere."),
    )

    def language_list(self) -> list[str]:
        return codes_of(self.languages)

    def description(self) -> str:
        return self.description_en if (get_language() or "fr").startswith("en") else self.description_fr

    def may_do(self) -> str:
        return self.may_do_en if (get_language() or "fr").startswith("en") else self.may_do_fr

    class Meta:
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["brand", "code"], name="level_code_unique_in_brand")]


class Requirement(models.Model):
    """One thing a level asks for. `ref` names a course or step by its content path, or a level by its code."""

    class Kind(models.TextChoices):
        COURSE = "course", _("course completed")
        QUIZ = "quiz", _("quiz passed")
        SCENARIO = "scenario", _("scenario passed")
        LEVEL = "level", _("level held")
        CHARTER = "charter", _("charter signed")
        REPLIES = "replies", _("reviewed replies")
        SPONSOR = "sponsor", _("sponsor")

    level = ParentalKey(Level, on_delete=models.CASCADE, related_name="requirements")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    ref = models.CharField(_("which"), max_length=200, blank=True, help_text=_("Path of the course or step, or code."))
    pass_mark = models.PositiveSmallIntegerField(_("pass mark"), default=0)
    count = models.PositiveSmallIntegerField(_("how many"), default=1)
    sort_order = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}"


_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0 O 1 I L U: read aloud and typed without doubt


def new_number() -> str:
    """An unguessable certificate number, 15 signs of 30 (73 bits): PV-XXXXX-XXXXX-XXXXX."""
    groups = ("".join(secrets.choice(_ALPHABET) for _ in range(5)) for _ in range(3))
    return "PV-" + "-".join(groups)


class AwardQuerySet(models.QuerySet):
    def for_brand(self, brand):
        return self.filter(brand=brand)

    def in_force_on(self, day=None):
        """Begun and not ended, revoked, relinquished or suspended on that day; stop switches are another question."""
        day = day or timezone.localdate()
        known = AwardEvent.objects.filter(on__lte=day)
        ended = known.filter(kind__in=AwardEvent.FINAL).values("award")
        resumed = known.filter(award=OuterRef("award"), kind=AwardEvent.Kind.RESUMED).filter(
            Q(on__gt=OuterRef("on")) | Q(on=OuterRef("on"), pk__gt=OuterRef("pk"))
        )
        suspended = known.filter(kind=AwardEvent.Kind.SUSPENDED).exclude(Exists(resumed)).values("award")
        return (
            self.filter(issued__lte=day, expires__gte=day, person__isnull=False)
            .exclude(pk__in=ended)
            .exclude(pk__in=suspended)
        )

    def valid_on(self, day=None):
        """Awards that give a right on that day: in force, and their holder still belongs to the brand."""
        here = Membership.objects.valid_on(day).filter(user=OuterRef("person"), brand=OuterRef("brand"))
        return self.in_force_on(day).filter(Exists(here), person__is_active=True)

    def with_life(self):
        """Everything `life_of` needs, in three queries however many awards."""
        return self.select_related("level", "brand", "person").prefetch_related("events")


def private_storage():
    return storages["private"]


def hash_of(scope: dict) -> str:
    return hashlib.sha256(json.dumps(scope, sort_keys=True).encode()).hexdigest()[:16]


class Award(models.Model):
    """A certificate as it was given. Nothing here changes afterwards but its papers once they are made."""

    number = models.CharField(max_length=30, unique=True, default=new_number, editable=False)
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, related_name="awards")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="awards")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="awards")
    cycle = models.PositiveSmallIntegerField(default=1)  # 1 the first time, one more at each renewal
    holder = models.CharField(max_length=150)
    language = models.CharField(max_length=5)
    scope = models.JSONField()  # names in both languages as they were: {"level": {"fr","en"}, "channels": [...], ...}
    scope_hash = models.CharField(max_length=16, blank=True, editable=False)  # the same scope, the same hash
    evidence = models.JSONField()
    issued = models.DateField()
    expires = models.DateField()
    created = models.DateTimeField(auto_now_add=True)
    pdf = models.FileField(storage=private_storage, upload_to="certificates/%Y/%m/", blank=True)
    credential = models.JSONField(null=True, blank=True, editable=False)  # Open Badges 3.0, signed by the brand
    paper_hash = models.CharField(max_length=64, blank=True, editable=False)  # SHA-256 of the PDF
    transcript = models.FileField(storage=private_storage, upload_to="certificates/%Y/%m/", blank=True)
    transcript_hash = models.CharField(max_length=64, blank=True, editable=False)

    objects = AwardQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-issued", "-pk"]
        constraints = [models.UniqueConstraint(fields=["person", "level", "cycle"], name="award_once_per_cycle")]
        indexes = [models.Index(fields=["brand", "expires", "person", "scope_hash"], name="award_in_force")]

    def __str__(self) -> str:
        return self.number

    def save(self, *args, **kwargs):
        self.scope_hash = self.scope_hash or hash_of(self.scope)
        super().save(*args, **kwargs)

    def level_name(self, language: str) -> str:
        """The level's name as it was when the certificate was given."""
        names = self.scope.get("level") or {}
        return names.get("en" if language.startswith("en") else "fr") or self.level.name_in(language)


class AwardEvent(models.Model):
    """A later fact about an award. Appended, never edited."""

    class Kind(models.TextChoices):
        SUSPENDED = "suspended", _("suspended")
        RESUMED = "resumed", _("resumed")
        REVOKED = "revoked", _("revoked")
        RELINQUISHED = "relinquished", _("relinquished")
        ENDED = "ended", _("ended with the contract")
        TRIMMED = "trimmed", _("replaced after a transfer, with a narrower scope")
        ERASED = "erased", _("holder erased")
        READMITTED = "readmitted", _("may be earned again")

    FINAL = (Kind.REVOKED, Kind.RELINQUISHED, Kind.ENDED, Kind.ERASED, Kind.TRIMMED)

    award = models.ForeignKey(Award, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(_("what happened"), max_length=20, choices=Kind.choices)
    on = models.DateField(_("day"), default=timezone.localdate)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("event of a certificate")
        verbose_name_plural = _("events of certificates")
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.award} {self.kind}"


from academy.certification.credential.models import BrandKey, DocumentCertificate  # noqa: E402
from academy.certification.pdf.models import PaperExport  # noqa: E402
from academy.certification.records import (  # noqa: E402  (they refer to the models above)
    CoverageTarget,
    Freeze,
    RegistryCopy,
    RegistryEmbed,
    Reminder,
    RevocationCase,
    Sponsorship,
    Voice,
)
from academy.certification.share.models import SharedAward  # noqa: E402
from academy.certification.updates.models import MustKnowUpdate, UpdateConfirmation  # noqa: E402
from academy.certification.week_models import WeekFigures  # noqa: E402

__all__ = [
    "Award", "AwardEvent", "BrandKey", "CoverageTarget", "DocumentCertificate", "Freeze", "Level", "MustKnowUpdate",
    "PaperExport", "RegistryCopy", "RegistryEmbed", "Reminder", "Requirement", "RevocationCase", "SharedAward",
    "Sponsorship", "UpdateConfirmation", "Voice", "WeekFigures", "new_number",
]  # fmt: skip
