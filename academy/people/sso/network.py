"""Asking a provider over the network, and saying in words what came of it."""

import time

import requests
import urllib3
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

TIMEOUT = 10
LONGEST = 2_000_000
_REDIRECTS = 3


def fetch(url: str) -> bytes:
    """What stands at an address, in ten seconds and two megabytes at the most, however slowly it drips.

    Raises ValidationError in words: it does not answer, it took too long, it is too long.
    """
    end, body = time.monotonic() + TIMEOUT, bytearray()
    try:
        with requests.Session() as session:
            session.max_redirects = _REDIRECTS
            with session.get(url, timeout=TIMEOUT, stream=True, headers={"Accept-Encoding": "identity"}) as answer:
                answer.raise_for_status()
                while part := answer.raw.read1(65_536):
                    body += part
                    if len(body) > LONGEST:
                        raise ValidationError(_("What is at this address is too long."))
                    if time.monotonic() > end:
                        raise requests.Timeout
    except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
        raise ValidationError(_("The address does not answer: %(why)s") % {"why": short(error)}) from error
    return bytes(body)


def short(error: Exception) -> str:
    """The heart of what the network said, without the address and the objects around it."""
    if getattr(error, "response", None) is not None:
        return f"HTTP {error.response.status_code}"
    if isinstance(error, requests.exceptions.SSLError):
        return _("its TLS certificate is not valid here")
    if isinstance(error, requests.Timeout | urllib3.exceptions.TimeoutError):
        return _("it took too long")
    return _("no connection")
