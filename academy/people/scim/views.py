"""The door of `/scim/v2/`: who asks.

The library of SCIM's words takes two seconds to import; only an installation whose directory writes here needs it, and
from its first request on.
"""

import hashlib

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from academy.people.models import ScimToken
from academy.people.permissions import public

_REFUSED = {
    "schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"],
    "status": "401",
    "detail": "A valid bearer token is needed.",
}


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@public  # no session here: the bearer token says who asks
@csrf_exempt
def scim(request: HttpRequest, kind: str, key: str = "") -> HttpResponse:
    """One request of an identity provider."""
    if not _has_token(request):
        headers = {"WWW-Authenticate": "Bearer", "Cache-Control": "no-store"}
        return JsonResponse(_REFUSED, status=401, content_type="application/scim+json", headers=headers)
    from academy.people.scim.answers import answer_to

    return answer_to(request, kind, key)


def _has_token(request: HttpRequest) -> bool:
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    if request.brand is None or scheme.lower() != "bearer" or not token:
        return False
    found = ScimToken.objects.filter(brand=request.brand, token_hash=hash_of(token.strip()))
    return bool(found.update(last_used=timezone.now()))
