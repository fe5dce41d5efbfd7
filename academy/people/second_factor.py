"""The second factor: who must have one, and how its secrets are kept."""

from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from academy.people.models import Role, SecondFactor
from academy.people.permissions import Standing
from academy.people.sealed import open_text, seal_text

_EDITORS = (Role.LEADER, Role.COMMUNITY_MANAGER, Role.MANAGER)


def is_required(standing: Standing) -> bool:
    """Whether this brand asks this person for a second factor."""
    if standing.brand is None or not standing.user.is_authenticated:
        return False
    wanted = standing.brand.second_factor
    if wanted == SecondFactor.NOBODY:
        return False
    if standing.is_administrator or wanted == SecondFactor.ALL:
        return True
    return standing.has(*_EDITORS) if wanted == SecondFactor.EDITORS else standing.is_leader


def is_satisfied(request) -> bool:
    """One is set up (allauth then asked for it at sign-in), or the company's own sign-in vouches for the session."""
    if any(record.get("method") == "socialaccount" for record in get_authentication_records(request)):
        return True
    return Authenticator.objects.filter(user=request.user).exclude(type=Authenticator.Type.RECOVERY_CODES).exists()


# Where somebody without the factor may still go: to set it up, to leave, and what everybody may see.
_FREE = ("/accounts/", "/static/", "/media/", "/i18n/", "/healthz", "/v/", "/scim/")


class SecondFactorMiddleware:
    """Leads whoever must have a second factor to the page that sets it up, before anything else."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.path.startswith(_FREE) or getattr(view, "audience", "") == "public":
            return None
        if not is_required(request.standing) or is_satisfied(request):
            return None
        messages.warning(request, _("Your brand asks for a second factor: add an authenticator app or a passkey."))
        return redirect("mfa_index")


class MFAAdapter(DefaultMFAAdapter):
    """Secrets are sealed in the database; the app on the phone shows the brand's name."""

    def encrypt(self, text: str) -> str:
        return seal_text(text)

    def decrypt(self, encrypted_text: str) -> str:
        return open_text(encrypted_text)

    def _get_site_name(self) -> str:
        brand = getattr(context.request, "brand", None)
        return brand.name if brand else "Porte-voix"
