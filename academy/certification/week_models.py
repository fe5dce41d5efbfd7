"""What happened in a week, counted once and kept: trends read these rows, never the history behind them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from academy.people.models import Brand, Department


class WeekFigures(models.Model):
    """One row per week and department, and one for the whole brand (`department` is None). Counts, no names."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="week_figures")
    department = models.ForeignKey(Department, on_delete=models.CASCADE, null=True, related_name="+")
    week = models.DateField()  # its Monday
    people = models.PositiveIntegerField(default=0)  # in the department when it was counted
    active = models.PositiveIntegerField(default=0)  # who completed a step or began an exercise
    finished = models.PositiveIntegerField(default=0)  # courses completed
    certified = models.PositiveIntegerField(default=0)  # certificates issued
    covered = models.PositiveIntegerField(default=0)  # of the whole brand: places of the coverage that are covered,
    wanted = models.PositiveIntegerField(default=0)  # out of those with a target

    class Meta:
        verbose_name = _("figures of a week")
        verbose_name_plural = _("figures of weeks")
        indexes = [models.Index(fields=["brand", "week"])]

    def __str__(self) -> str:
        return f"{self.brand_id} {self.department_id} {self.week}"
