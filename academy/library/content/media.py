"""Pictures and attached files of the content folder ↔ Wagtail's library."""

import hashlib
import io
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.files.images import ImageFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model


class Media:
    """Adds each file once, known by its content. `forget()` removes what a cancelled load has written."""

    def __init__(self) -> None:
        self.written: list[tuple[Any, str]] = []

    def image(self, file: Path, title: str) -> int:
        return self._find_or_add(get_image_model(), file, title)

    def document(self, file: Path, title: str) -> int:
        return self._find_or_add(get_document_model(), file, title)

    def image_of(self, data: bytes, name: str, title: str) -> int:
        """An image that came inside another file."""
        return self._add(get_image_model(), data, ImageFile(io.BytesIO(data), name), name, title)

    def _find_or_add(self, model: Any, file: Path, title: str) -> int:
        with file.open("rb") as source:
            return self._add(model, file.read_bytes(), File(source), file.name, title)

    def _add(self, model: Any, data: bytes, source: File, name: str, title: str) -> int:
        digest = hashlib.sha1(data, usedforsecurity=False).hexdigest()
        found = model.objects.filter(file_hash=digest).first()
        if found is None:
            found = model(title=(title or name)[:255], file_hash=digest)
            found.file.save(name, source, save=False)
            self.written.append((found.file.storage, found.file.name))
            found.save()
        return int(found.pk)

    def forget(self) -> None:
        for storage, name in self.written:
            storage.delete(name)
        self.written.clear()
