"""Secrets that must be stored and read again (client secrets): encrypted with a key made from the installation's."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (hashlib.sha256(f"sealed:{key}".encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


def seal_text(text: str) -> str:
    return _box().encrypt(text.encode()).decode() if text else ""


def open_text(sealed: str) -> str:
    """The text; '' when there is none or when the installation's key is another."""
    if not sealed:
        return ""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken:
        return ""
