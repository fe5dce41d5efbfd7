"""What an exercise page remembers of its source: what the source said when each block was translated."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TranslationMarks(models.Model):
    """`marks`: block → hash of the source's texts (exercises/lint/translation.py). Beside the page, not in it: a mark
    is no content, so an older draft that is saved again must not bring old marks back."""

    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, related_name="translation_marks")
    marks = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("state of a translation")

    def __str__(self) -> str:
        return str(self.page_id)
