"""Pictures and attached files of the content folder ↔ Wagtail's library."""

import hashlib
from pathlib import Path
from typing import Any

from django.core.files import File
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

    def _find_or_add(self, model: Any, file: Path, title: str) -> int:
        digest = hashlib.sha1(file.read_bytes(), usedforsecurity=False).hexdigest()
        found = model.objects.filter(file_hash=digest).first()
        if found is None:
            with file.open("rb") as source:
                found = model(title=(title or file.name)[:255], file_hash=digest)
                found.file.save(file.name, File(source), save=False)
            self.written.append((found.file.storage, found.file.name))
            found.save()
        return int(found.pk)

    def forget(self) -> None:
        for storage, name in self.written:
            storage.delete(name)
        self.written.clear()
