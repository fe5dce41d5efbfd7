"""Asking a provider over the network, and saying in words what came of it."""

import requests
from django.utils.translation import gettext as _

TIMEOUT = 10


def short(error: requests.RequestException) -> str:
    """The heart of what the network said, without the address and the objects around it."""
    if error.response is not None:
        return f"HTTP {error.response.status_code}"
    if isinstance(error, requests.exceptions.SSLError):
        return _("its TLS certificate is not valid here")
    if isinstance(error, requests.Timeout):
        return _("it took too long")
    return _("no connection")
