"""The immutable form of an exercise that attempts pin (DESIGN, 'Learning')."""

from functools import lru_cache

from django.db import models
from django.utils.translation import gettext_lazy as _

from academy.exercises import canonical


class ExerciseVersionQuerySet(models.QuerySet):
    def current(self, page_id: int) -> "ExerciseVersion | None":
        """What new attempts take: the newest version written for this page."""
        return self.filter(page_id=page_id).order_by("-pk").first()


class ExerciseVersion(models.Model):
    """Written when an exercise is published with changed content; never changed, never deleted with its page."""

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.SET_NULL, null=True, related_name="exercise_versions")
    exercise_key = models.UUIDField(db_index=True)  # translation key of the page: the same in every language
    kind = models.CharField(max_length=20)
    locale = models.CharField(max_length=10)
    hash = models.CharField(max_length=64)
    content = models.TextField()  # canonical engine JSON
    created = models.DateTimeField(auto_now_add=True)

    objects = ExerciseVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("exercise version")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.hash[:12]}"

    def exercise(self):
        """The engine's exercise, built once per content and process; the content may be deferred."""
        return _built(self.hash, self.pk)


@lru_cache(maxsize=512)
def _built(content_hash: str, pk: int):
    return canonical.from_json(ExerciseVersion.objects.values_list("content", flat=True).get(pk=pk))
