"""Mails that one press stops (RFC 8058), without signing in: a signed link in the mail and in its headers.

Only what a person can switch off in the profile. Signing in, an invitation, a right that ends or is paused are no such
mails: whoever missed one would lose something.
"""

from dataclasses import dataclass

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from academy.people.models import Brand, User
from academy.people.permissions import public

SALT = "academy.people.stopping"


@dataclass(frozen=True)
class Stoppable:
    """`what`: the mails, as the page names them; `left`: what stays as it is."""

    what: str | Promise
    left: str | Promise


STOPPABLE = {  # the name of the preference, a yes or no of `User`
    "refresher_mail": Stoppable(
        _("You will no longer get a mail when refresher questions wait."),
        _("Your questions stay there when you want them."),
    ),
    "review_mail": Stoppable(
        _("You will no longer get a mail when a reply of yours has been read."),
        _("The reviews stay on the site, under “My replies”."),
    ),
}


def stop_link(person: User, brand: Brand, preference: str) -> str:
    """The address that stops one kind of mail; in the language that is active."""
    token = signing.dumps([str(person.public_id), preference], salt=SALT)
    return brand.address + reverse("people:stop_mail", args=[token])


def stop_headers(link: str) -> dict[str, str]:
    """What mail programs need to show their own button."""
    return {"List-Unsubscribe": f"<{link}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


@csrf_exempt  # mail programs post here by themselves (RFC 8058); the signed address is the proof
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@public
def stop_mail(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the mail: one press and none comes any more; looking at it (a preview) stops nothing."""
    try:
        public_id, preference = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        raise Http404 from None
    return answer_stop(request, User.objects.filter(public_id=public_id, erased__isnull=True).first(), preference)


def answer_stop(request: HttpRequest, person: User | None, preference: str) -> HttpResponse:
    """The page that asks, and by POST the one that says it is done. Stopping twice changes nothing. Raises Http404."""
    if person is None or preference not in STOPPABLE:
        raise Http404
    stopped = request.method == "POST"
    if stopped:
        User.objects.filter(pk=person.pk).update(**{preference: False})
    return render(request, "people/stopped.html", {"stopped": stopped, "mail": STOPPABLE[preference]})
