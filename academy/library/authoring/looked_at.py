"""Upload, look, confirm: a file is kept between the look at what it would bring and the word to bring it in."""

import uuid

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from wagtail.models import UploadedFile

from academy.people.posted import posted_number


def forget(upload: UploadedFile) -> None:
    upload.file.delete(save=False)
    upload.delete()


class LookedAt:
    """For views. A person keeps one looked-at file for each `model`: the next upload takes its place."""

    model: type

    def keep(self, data: bytes) -> UploadedFile:
        upload = UploadedFile(uploaded_by_user=self.request.user, for_content_type=self._kind())
        upload.file.save(uuid.uuid4().hex, ContentFile(data))
        return upload

    def kept(self) -> UploadedFile | None:
        """The file that is confirmed; None when it was confirmed already or another one was looked at meanwhile."""
        return self._mine().filter(pk=posted_number(self.request.POST, "upload")).first()

    def forget_all(self) -> None:
        """Files that were looked at and never confirmed."""
        for upload in self._mine():
            forget(upload)

    def _mine(self):
        return UploadedFile.objects.filter(uploaded_by_user=self.request.user, for_content_type=self._kind())

    def _kind(self) -> ContentType:
        return ContentType.objects.get_for_model(self.model)
