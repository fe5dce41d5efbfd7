"""Grades given again after a key was corrected. Facts: appended, never edited; the attempt keeps the grade it got."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from academy.library.models import ExerciseVersion
from academy.people.models import Brand


class Regrade(models.Model):
    """One correction of a quiz, applied to everybody at once."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="regrades")
    exercise_key = models.UUIDField(db_index=True)
    version = models.ForeignKey(ExerciseVersion, on_delete=models.PROTECT, related_name="regrades")  # that has the keys
    items = models.JSONField(default=list)  # codes of the corrected questions
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("regrade")
        verbose_name_plural = _("regrades")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.exercise_key} v{self.version_id}"


class NewGradeQuerySet(models.QuerySet):
    def in_force(self) -> "NewGradeQuerySet":
        """Those that count, newest first; one that waits for a leader changes nothing yet."""
        return self.filter(Q(held=False) | Q(decision__lowered=True)).order_by("-pk")


class NewGrade(models.Model):
    """What an attempt is worth by the corrected keys. `held`: it would fall below a mark, so a leader decides first."""

    regrade = models.ForeignKey(Regrade, on_delete=models.CASCADE, related_name="grades")
    attempt = models.ForeignKey("learning.Attempt", on_delete=models.CASCADE, related_name="new_grades")
    version = models.ForeignKey(ExerciseVersion, on_delete=models.PROTECT, related_name="+")
    score_before = models.PositiveSmallIntegerField()
    passed_before = models.BooleanField()
    score = models.PositiveSmallIntegerField()
    passed = models.BooleanField()
    reasons = models.JSONField(default=list)
    changed = models.JSONField(default=list)  # codes of the questions that earn otherwise now
    held = models.BooleanField(default=False)

    objects = NewGradeQuerySet.as_manager()

    class Meta:
        verbose_name = _("new grade")
        verbose_name_plural = _("new grades")
        constraints = [models.UniqueConstraint(fields=["attempt", "version"], name="new_grade_once_per_version")]

    def __str__(self) -> str:
        return f"{self.attempt_id}: {self.score_before} → {self.score}"


class GradeDecision(models.Model):
    """A leader's word on a held grade: the earlier grade stands, or the lower one counts."""

    grade = models.OneToOneField(NewGrade, on_delete=models.CASCADE, related_name="decision")
    lowered = models.BooleanField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("decision on a grade")
        verbose_name_plural = _("decisions on grades")

    def __str__(self) -> str:
        return f"{self.grade_id}: {'lowered' if self.lowered else 'kept'}"
