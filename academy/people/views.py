from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from academy.people.forms import ProfileForm
from academy.people.invitations import accept
from academy.people.models import Invitation, User
from academy.people.permissions import public, signed_in_only


@signed_in_only
def profile(request: HttpRequest) -> HttpResponse:
    """One's name, the name on certificates, the language; the way to password, address and sign-out."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        user = form.save()
        with translation.override(user.language):
            messages.success(request, _("Your profile is saved."))
            response = redirect("people:profile")
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, user.language, max_age=31_536_000, samesite="Lax")
        return response
    return render(request, "people/profile.html", {"form": form, "memberships": request.standing.memberships})


@public
@never_cache
@require_safe
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The link of an invitation: on to sign-up, to sign-in for who has an account, or a page that says why not."""
    found = Invitation.objects.select_related("brand").filter(token=token, brand=request.brand).first()
    if found is None or not found.is_open:
        state = "unknown" if found is None else "used" if found.used else "expired"
        return render(request, "people/invitation_closed.html", {"state": state}, status=404 if not found else 410)
    if request.user.is_authenticated:
        return _accept_signed_in(request, found)
    if User.objects.filter(email__iexact=found.email).exists():
        return redirect(f"{settings.LOGIN_URL}?{urlencode({'next': request.get_full_path()})}")
    request.session["invitation"] = token
    return redirect(f"{reverse('account_signup')}?{urlencode({'email': found.email})}")


def _accept_signed_in(request: HttpRequest, found: Invitation) -> HttpResponse:
    if request.user.email.lower() != found.email.lower():
        return render(request, "people/invitation_closed.html", {"state": "other"}, status=403)
    accept(found, request.user)
    messages.success(request, _("Welcome to %(brand)s.") % {"brand": found.brand})
    return redirect("site:home")
