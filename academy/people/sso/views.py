"""allauth's company sign-in with our manners: leaving for the provider, coming back, and refusals in plain words."""

import logging
import traceback
from functools import wraps
from http.client import HTTPException

from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from onelogin.saml2.errors import OneLogin_Saml2_Error as SamlError

from academy.people.models import Connection
from academy.people.permissions import public
from academy.people.sso.refused import refuse

_log = logging.getLogger(__name__)
SILENCE = 20  # seconds: a provider that stalls must not hold one worker after the other
_NAMES = ("provider_id", "organization_slug")


def _connection(request: HttpRequest, kwargs: dict) -> Connection:
    slug = next((kwargs[name] for name in _NAMES if name in kwargs), "")
    found = Connection.objects.filter(brand=request.brand, slug=slug, active=True).first()
    if found is None:
        raise Http404
    return found


def _step(view):
    """One step of a sign-in: a connection of this brand, and no error page whatever the provider does."""

    @public
    @never_cache
    @wraps(view)
    def step(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        connection = _connection(request, kwargs)
        silent = f"people.sso-silent.{connection.pk}.{connection.metadata_url}"
        if cache.get(silent):
            return refuse(request, "unreachable")
        try:
            return view(request, *args, **kwargs)
        except SocialApp.DoesNotExist:
            raise Http404 from None
        except PermissionDenied:  # an answer to a question that this browser did not ask, or asked once before
            return refuse(request, "again", connection)
        except (OSError, HTTPException):  # requests' and urllib's errors are the one or the other
            cache.set(silent, True, SILENCE)
            return refuse(request, "unreachable", connection)
        except (LookupError, TypeError, ValueError, SyntaxError, SamlError) as error:
            # What the provider sent is not what the protocol says. Kind and place are logged, never what was sent.
            place = traceback.extract_tb(error.__traceback__)[-1]
            _log.warning("company sign-in %s: %s at %s:%s", connection.slug, type(error).__name__, *place[:2])
            return refuse(request, "answer", connection)

    return step


def _leaving(view):
    """Go to the provider by a page that renews itself: the policy of our pages lets no form end on another site."""

    @wraps(view)
    def leave(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        if answer.status_code != 302:
            return answer
        context = {"where": answer["Location"], "connection": _connection(request, kwargs)}
        page = render(request, "people/sso_leaving.html", context)
        page["Refresh"] = f"0; url={answer['Location']}"
        return page

    return leave


oidc_login = _step(_leaving(oidc.login))
oidc_callback = _step(oidc.callback)
