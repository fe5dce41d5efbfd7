"""allauth's pages, named one by one: accounts, second factor, sessions, company sign-in."""

from importlib.util import find_spec

from allauth.socialaccount import views as social
from django.urls import include, path

urlpatterns = [
    path("", include("allauth.account.urls")),
    path("2fa/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
    path("entreprise/annule/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("entreprise/erreur/", social.login_error, name="socialaccount_login_error"),
    path("entreprise/inscription/", social.signup, name="socialaccount_signup"),
    path("entreprise/comptes/", social.connections, name="socialaccount_connections"),
    *([path("", include("allauth.socialaccount.providers.saml.urls"))] if find_spec("onelogin") else []),
    path("", include("allauth.socialaccount.providers.openid_connect.urls")),
]
