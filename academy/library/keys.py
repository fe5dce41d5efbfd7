"""One key per content path and brand. Pages of all languages share it: it is their translation key."""

from uuid import UUID, uuid5

_NAMESPACE = UUID("5b0f6a3e-3b52-5a0e-9a41-3f7b4b1d8c60")


def content_key(brand, path: str) -> UUID:
    """`path` as in content/<language>/: 'fondamentaux', 'fondamentaux/01-x/02-y', 'playbooks/id', 'charter'."""
    return uuid5(_NAMESPACE, f"{brand.pk}/{path.strip('/')}")
