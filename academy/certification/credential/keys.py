"""A brand's signing keys: made at first use or by command, rotated by command, found again by their address."""

import os
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils import timezone

from academy.certification.credential.models import BrandKey, DocumentCertificate
from academy.certification.credential.proof import multikey
from academy.certification.pdf.keys import DocumentKey, document_key, keys_folder, private_pem, write_once
from academy.people.models import Brand


def active_key(brand: Brand) -> BrandKey:
    """The key that signs for the brand today; made now when there is none."""
    return BrandKey.objects.filter(brand=brand, retired__isnull=True).first() or _make(brand)


def rotate(brand: Brand, compromised: bool = False) -> BrandKey:
    """A new key signs from now on. What the old one signed stays verifiable, unless it was compromised."""
    with transaction.atomic():
        Brand.objects.select_for_update().get(pk=brand.pk)
        now = timezone.now()
        active = BrandKey.objects.filter(brand=brand, retired__isnull=True)
        active.update(retired=now, **({"compromised": now} if compromised else {}))
        return _make(brand)


def _make(brand: Brand) -> BrandKey:
    private = Ed25519PrivateKey.generate()
    public = multikey(private.public_key())
    write_once(_file(keys_folder(), public), private_pem(private))
    with transaction.atomic():  # two processes at first use: the second takes the first one's key
        Brand.objects.select_for_update().get(pk=brand.pk)
        key, created = BrandKey.objects.get_or_create(brand=brand, retired=None, defaults={"public": public})
    if not created:
        _file(keys_folder(), public).unlink()
    return key


def private_key(key: BrandKey) -> Ed25519PrivateKey:
    """Raises ImproperlyConfigured when the private half is not on this machine."""
    return _private(keys_folder(), key.public)


@cache
def _private(folder: Path, public: str) -> Ed25519PrivateKey:
    try:
        return serialization.load_pem_private_key(_file(folder, public).read_bytes(), None)
    except OSError as error:
        raise ImproperlyConfigured(
            f"The private key {public} is not in {folder}. Copy it from the machine that made it, "
            "set KEYS_DIR to a folder all machines share, or make a new one: manage.py rotate_keys"
        ) from error


def _file(folder: Path, public: str) -> Path:
    return folder / f"{public}.pem"


def document_key_in_force() -> DocumentKey:
    """The installation's document key, its certificate noted as ours."""
    key = document_key()
    if key.fingerprint not in _noted:
        pem = key.certificate.public_bytes(serialization.Encoding.PEM).decode()
        DocumentCertificate.objects.get_or_create(fingerprint=key.fingerprint, defaults={"pem": pem})
        transaction.on_commit(lambda: _noted.add(key.fingerprint))
    return key


_noted: set[str] = set()


def rotate_document_key(compromised: bool = False) -> DocumentKey:
    """A new key for PDFs in place of the one we made; raises ImproperlyConfigured when the company brings its own."""
    if os.environ.get("DOCUMENT_SIGNING_P12"):
        raise ImproperlyConfigured(
            "DOCUMENT_SIGNING_P12 is set: renew the key there and restart, nothing to rotate here."
        )
    old = document_key_in_force()
    if compromised:
        DocumentCertificate.objects.filter(fingerprint=old.fingerprint).update(compromised=timezone.now())
    path = keys_folder() / "document.pem"
    path.rename(path.with_name(f"document-{old.fingerprint[:16]}.pem"))
    return document_key_in_force()
