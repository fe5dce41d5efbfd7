"""What load_content remembers: which file a page or question came from, and what it looked like then."""

from django.db import models


class Loaded(models.Model):
    """`revision_id` is the revision the load published: a newer one means that somebody edited in Wagtail."""

    path = models.CharField(max_length=300)
    source_hash = models.CharField(max_length=64)
    revision_id = models.PositiveBigIntegerField(null=True)

    class Meta:
        abstract = True


class LoadedPage(Loaded):
    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, related_name="loaded")

    def __str__(self) -> str:
        return self.path


class LoadedQuestion(Loaded):
    """`path` is that of the bank's file; `bank` its title."""

    question = models.OneToOneField("library.Question", on_delete=models.CASCADE, related_name="loaded")
    bank = models.CharField(max_length=255, blank=True)
    position = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.path


class LoadedFile(models.Model):
    """A file that is no page: brand.yaml. Loaded again only when it has changed, so that edits are kept."""

    brand = models.ForeignKey("people.Brand", on_delete=models.CASCADE, related_name="loaded_files")
    path = models.CharField(max_length=300)
    source_hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["brand", "path"], name="loaded_file_once_in_brand")]

    def __str__(self) -> str:
        return self.path
