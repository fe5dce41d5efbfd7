"""Why a company sign-in came to nothing, in a word that the page and the administrator's screen both put plainly."""

from allauth.socialaccount.providers.base import AuthError
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from requests import RequestException

from academy.people.models import Connection

# What python3-saml says → our word. The first that is found counts.
_SAID_BY_SAML = (
    ("not a valid audience", "audience"),
    ("deprecated", "weak"),
    ("not signed", "unsigned"),
    ("no signature", "unsigned"),
    ("signature", "unsigned"),
    ("digest", "unsigned"),
    ("expired", "expired"),
    ("yet valid", "expired"),
    ("timing", "expired"),
    ("subjectconfirmation", "again"),
    ("issuer", "issuer"),
)
# The exception below «Invalid id_token» → our word.
_SAID_BY_JWT = {
    "ExpiredSignatureError": "expired",
    "ImmatureSignatureError": "expired",
    "InvalidAudienceError": "audience",
    "InvalidIssuerError": "issuer",
    "InvalidSignatureError": "unsigned",
}
# Worth an administrator's look: something in the connection is not as it should be.
OF_THE_CONNECTION = {"audience", "unsigned", "weak", "issuer", "expired", "unreachable", "answer"}


def reason_of_saml(text: str | None) -> str:
    low = (text or "").lower()
    return next((word for piece, word in _SAID_BY_SAML if piece in low), "answer")


def reason_of(error: AuthError, exception: Exception | None, context: dict) -> str:
    """One of: cancelled, unreachable, expired, audience, issuer, unsigned, weak, again, answer."""
    if error == AuthError.CANCELLED:
        return "cancelled"
    if "saml_errors" in context:
        return reason_of_saml(context.get("saml_last_error_reason"))
    if isinstance(exception, RequestException):
        return "unreachable"
    if isinstance(exception, PermissionDenied):
        return "again"
    if exception is not None:
        return _SAID_BY_JWT.get(type(exception.__cause__).__name__, "answer")
    return "answer" if "state" in context else "again"


def refuse(request: HttpRequest, why: str, connection: Connection | None = None) -> HttpResponse:
    """The page that says no. What a connection has to do with is noted for the administrator: a word and the time."""
    if connection is not None and why in OF_THE_CONNECTION:
        connection.tested = {**connection.tested, "refused": {"why": why, "at": timezone.now().isoformat()}}
        connection.save(update_fields=["tested"])
    return render(request, "people/sso_refused.html", {"why": why}, status=403)
