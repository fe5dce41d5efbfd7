"""Tables beside the attempts of exams: extra time a person has, and coaching talks after failures."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from academy.people.models import Brand


class ExtraTimeQuerySet(models.QuerySet):
    def percent_of(self, person, brand) -> int:
        """By how much the person's time limits are longer today, in percent."""
        valid = self.filter(Q(until__isnull=True) | Q(until__gte=timezone.localdate()), person=person, brand=brand)
        return max(valid.values_list("percent", flat=True), default=0)


class ExtraTime(models.Model):
    """A person's time limits are longer by so many percent. Why is nobody's business and is not kept."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="extra_time", verbose_name=_("person")
    )
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="extra_time")
    percent = models.PositiveSmallIntegerField(
        _("extra time in percent"),
        default=33,
        validators=[MinValueValidator(1), MaxValueValidator(300)],
        help_text=_("33 is a third more: an exam of 30 minutes lasts 40. Holds for attempts that begin from now on."),
    )
    until = models.DateField(
        _("until"), null=True, blank=True, help_text=_("The last day. Leave empty for as long as the person is here.")
    )
    created = models.DateTimeField(auto_now_add=True)

    objects = ExtraTimeQuerySet.as_manager()

    class Meta:
        verbose_name = _("extra time")
        verbose_name_plural = _("extra time")
        constraints = [models.UniqueConstraint(fields=["person", "brand"], name="extra_time_once")]

    def __str__(self) -> str:
        return f"{self.person}: +{self.percent} %"


class TalkQuerySet(models.QuerySet):
    def due(self):
        return self.filter(held__isnull=True)

    def opening(self, person, step_key) -> list:
        """When talks about this exercise were recorded; each opened one more attempt."""
        held = self.filter(person=person, step_key=step_key, held__isnull=False)
        return list(held.order_by("recorded").values_list("recorded", flat=True))


class CoachingTalk(models.Model):
    """A talk after failed exams: due from the moment the exam closed, then held. It opens one more attempt."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="coaching_talks")
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="coaching_talks")
    course_key = models.UUIDField()
    step_key = models.UUIDField()
    due_since = models.DateTimeField(default=timezone.now)
    held = models.DateField(_("held on"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("with")
    )
    agreed = models.TextField(_("what was agreed"), blank=True, max_length=1000)
    recorded = models.DateTimeField(null=True, blank=True)

    objects = TalkQuerySet.as_manager()

    class Meta:
        verbose_name = _("coaching talk")
        verbose_name_plural = _("coaching talks")
        ordering = ["due_since"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "step_key"], condition=Q(held__isnull=True), name="coaching_talk_due_once"
            )
        ]
        indexes = [models.Index(fields=["brand", "held"], name="coaching_talk_waiting")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.step_key}"
