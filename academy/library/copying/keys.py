"""How the copy of a page or question is found again."""

from uuid import UUID, uuid5

from academy.people.models import Brand

_NAMESPACE = UUID("0d1f1c5e-7a0e-5f5c-9a43-9d2b64ff2f7b")


def copy_key(target: Brand, key: UUID | str) -> UUID:
    """The translation key of the copy, in `target`, of whatever has the translation key `key`."""
    return uuid5(_NAMESPACE, f"{target.pk}/{key}")
