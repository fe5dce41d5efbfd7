"""What allauth asks about company sign-in: which providers there are here, who may enter, what is stored."""

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.db import transaction

from academy.people.models import Connection, User
from academy.people.sso.arrive import ALIASES, address_of, apply_claims, refusal, unproven, values_of
from academy.people.sso.network import TIMEOUT
from academy.people.sso.refused import reason_of, refuse


def app_of(connection: Connection, offline: bool = False):
    """The connection as allauth wants it: an app that is never stored. `offline`: nothing is asked of the provider."""
    from allauth.socialaccount.models import SocialApp

    oidc = connection.kind == Connection.Kind.OIDC
    app = SocialApp(
        provider="openid_connect" if oidc else "saml",
        provider_id=connection.slug,
        name=connection.name,
        client_id=connection.client_id if oidc else connection.slug,
        secret=connection.secret if oidc else "",
    )
    app.settings = _oidc(connection) if oidc else _saml(connection, offline)
    return app


def _oidc(connection: Connection) -> dict:
    return {"server_url": connection.metadata_url, "oauth_pkce_enabled": True, "verified_email": True}


def _saml(connection: Connection, offline: bool) -> dict:
    idp = {"entity_id": connection.entity_id, "sso_url": connection.sso_url, "x509cert": connection.certificate}
    if connection.metadata_url and not offline:  # read again every four hours: certificates may be renewed
        idp |= {"metadata_url": connection.metadata_url, "metadata_request_timeout": TIMEOUT}
    return {
        "idp": idp,
        "attribute_mapping": {
            "email": [connection.email_attribute, *ALIASES["email"]],
            "name": [connection.name_attribute, *ALIASES["name"]],
        },
        "use_nameid_for_email": connection.email_attribute == "NameID",
        "verified_email": True,
        "advanced": {
            "strict": True,
            "want_assertion_signed": True,
            "reject_deprecated_algorithm": True,
            "reject_idp_initiated_sso": True,
            "want_name_id": True,
            "allow_single_label_domains": True,  # providers inside a company's network
        },
    }


class SocialAdapter(DefaultSocialAccountAdapter):
    def list_apps(self, request, provider=None, client_id=None):
        brand = getattr(request, "brand", None)
        if brand is None:
            return []
        rows = Connection.objects.filter(brand=brand, active=True)
        apps = [app_of(row) for row in rows.select_related("brand")]
        return [
            app
            for app in apps
            if (not provider or provider in {app.provider, app.provider_id})
            and (not client_id or client_id == app.client_id)
        ]

    def pre_social_login(self, request, sociallogin) -> None:
        """Refuse before anything is written; known people get today's department and roles."""
        connection = connection_of(request, sociallogin)
        claims = claims_of(sociallogin.account)
        email = _email(connection, sociallogin)
        existing = sociallogin.user if sociallogin.is_existing else None
        user = existing or User.objects.filter(email=email).first()
        why = unproven(claims, known=existing is not None) or refusal(connection, email, user)
        if why:
            raise ImmediateHttpResponse(refuse(request, why, connection))
        if user is not None:
            if existing is None:
                sociallogin.user = user
            with transaction.atomic():
                if existing is None:
                    sociallogin.save(request, connect=True)
                apply_claims(connection, user, claims)

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None) -> None:
        """Our page instead of allauth's, which does not say why."""
        connection = Connection.objects.filter(brand=request.brand, slug=_slug_of(provider.app), active=True).first()
        raise ImmediateHttpResponse(refuse(request, reason_of(error, exception, extra_context or {}), connection))

    def is_open_for_signup(self, request, sociallogin) -> bool:
        return connection_of(request, sociallogin).create_accounts

    def populate_user(self, request, sociallogin, data):
        connection = connection_of(request, sociallogin)
        claims = claims_of(sociallogin.account)
        user = sociallogin.user
        user.email = address_of(connection, claims, (data.get("email") or "").lower())
        names = values_of(claims, connection.name_attribute) or [
            " ".join(filter(None, [data.get("first_name"), data.get("last_name")]))
        ]
        user.name = names[0][:150] or user.email.split("@")[0]
        user.language = request.LANGUAGE_CODE[:2]
        return user

    def save_user(self, request, sociallogin, form=None):
        with transaction.atomic():
            user = super().save_user(request, sociallogin, form)
            apply_claims(connection_of(request, sociallogin), user, claims_of(sociallogin.account))
        return user

    def get_signup_form_initial_data(self, sociallogin) -> dict:
        return {"email": sociallogin.user.email, "name": sociallogin.user.name}

    def is_email_verified(self, provider, email) -> bool:
        return True  # the company vouches for its own addresses; allowed domains are checked before


def _slug_of(app) -> str:
    return app.provider_id or app.client_id


def claims_of(account) -> dict:
    """What the provider said at this sign-in. It is never stored: saving empties the field (signals.py)."""
    return getattr(account, "claims_of_today", None) or account.extra_data or {}


def forget_claims(instance, **kwargs) -> None:
    if instance.extra_data:
        instance.claims_of_today = instance.extra_data
        instance.extra_data = {}


def connection_of(request, sociallogin) -> Connection:
    slug = sociallogin.account.provider
    return Connection.objects.select_related("brand").get(brand=request.brand, slug=slug, active=True)


def _email(connection: Connection, sociallogin) -> str:
    return address_of(connection, claims_of(sociallogin.account), (sociallogin.user.email or "").lower())
