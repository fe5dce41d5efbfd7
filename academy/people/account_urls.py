"""allauth's pages, named one by one: accounts, second factor, sessions, company sign-in."""

from allauth.socialaccount import views as social
from django.urls import include, path

from academy.people.sso import saml
from academy.people.sso import views as sso

urlpatterns = [
    path("", include("allauth.account.urls")),
    path("2fa/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
    path("entreprise/annule/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("entreprise/erreur/", social.login_error, name="socialaccount_login_error"),
    path("entreprise/inscription/", social.signup, name="socialaccount_signup"),
    path("entreprise/comptes/", social.connections, name="socialaccount_connections"),
    path("oidc/<slug:provider_id>/login/", sso.oidc_login, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/login/callback/", sso.oidc_callback, name="openid_connect_callback"),
    path("saml/<slug:organization_slug>/login/", saml.login, name="saml_login"),
    path("saml/<slug:organization_slug>/acs/", saml.acs, name="saml_acs"),
    path("saml/<slug:organization_slug>/acs/finish/", saml.finish, name="saml_finish_acs"),
    path("saml/<slug:organization_slug>/metadata/", saml.metadata, name="saml_metadata"),
    path("saml/<slug:organization_slug>/sls/", saml.no_single_logout, name="saml_sls"),
]
