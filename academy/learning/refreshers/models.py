"""Tables of the refreshers: a card per person and question, what was answered, when a reminder went out."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from academy.people.models import Brand


class RefresherCard(models.Model):
    """A question a person has learnt, and when it comes back. `code` names it in the brand's bank."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="refresher_cards")
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="refresher_cards")
    code = models.CharField(max_length=120)
    must_know = models.BooleanField(default=False)  # critical when last seen
    stability = models.FloatField()
    difficulty = models.FloatField()
    due = models.DateTimeField()
    last_seen = models.DateTimeField()
    learnt = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("refresher question")
        verbose_name_plural = _("refresher questions")
        constraints = [models.UniqueConstraint(fields=["person", "brand", "code"], name="refresher_card_once")]
        indexes = [models.Index(fields=["person", "brand", "due"], name="refresher_due")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.code}"


class RefresherAnswer(models.Model):
    """One answer to a card, at most one a day: what is sent twice counts once."""

    card = models.ForeignKey(RefresherCard, on_delete=models.CASCADE, related_name="answers")
    day = models.DateField()
    at = models.DateTimeField(default=timezone.now)
    answer = models.JSONField(default=list)
    right = models.BooleanField()
    must_know = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("refresher answer")
        verbose_name_plural = _("refresher answers")
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["card", "day"], name="refresher_answer_once_a_day")]

    def __str__(self) -> str:
        return f"{self.card_id} {self.day}"


class RefresherReminder(models.Model):
    """When the last reminder went to a person: the promise of at most one a week."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="refresher_reminders")
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="refresher_reminders")
    sent = models.DateTimeField()

    class Meta:
        verbose_name = _("refresher reminder")
        verbose_name_plural = _("refresher reminders")
        constraints = [models.UniqueConstraint(fields=["person", "brand"], name="refresher_reminder_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.sent:%Y-%m-%d}"
