"""SAML 2.0: allauth's steps, our metadata, and the metadata of identity providers."""

from allauth.socialaccount.providers.saml import views as saml
from allauth.socialaccount.providers.saml.utils import build_saml_config
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from lxml.etree import XMLSyntaxError
from onelogin.saml2.auth import OneLogin_Saml2_Settings
from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser

from academy.people.models import Connection
from academy.people.permissions import public
from academy.people.sso.network import fetch
from academy.people.sso.views import _connection, _leaving, _step

login = _step(_leaving(saml.login))
finish = _step(saml.finish_acs)


@public
def acs(request: HttpRequest, organization_slug: str) -> HttpResponse:
    """Where the provider's page posts its answer; kept a moment, read by `finish` with the visitor's own session."""
    _connection(request, {"organization_slug": organization_slug})
    if request.method != "POST":
        raise Http404
    return saml.acs(request, organization_slug=organization_slug)


acs.csrf_exempt = True  # the post comes from the provider's page; the answer is signed and answers our question


@public
def metadata(request: HttpRequest, organization_slug: str) -> HttpResponse:
    """What we are, as XML for the identity provider. Without single logout, which we do not offer."""
    from academy.people.sso.adapter import app_of

    connection = _connection(request, {"organization_slug": organization_slug})
    app = app_of(connection, offline=True)
    config = build_saml_config(request, app.settings, organization_slug)
    config["sp"].pop("singleLogoutService", None)
    text = OneLogin_Saml2_Settings(settings=config, sp_validation_only=True).get_sp_metadata()
    return HttpResponse(text, content_type="application/samlmetadata+xml")


@public
def no_single_logout(request: HttpRequest, organization_slug: str) -> HttpResponse:
    """allauth's settings name this address; unsigned requests to end somebody's session are nothing we answer."""
    raise Http404


def read_metadata(url: str) -> dict[str, str]:
    """{entity_id, sso_url, certificate} at an identity provider's metadata address.

    Raises ValidationError in words: cannot be reached, is no metadata, lacks a part.
    """
    return parse_metadata(fetch(url))


def parse_metadata(text: bytes) -> dict[str, str]:
    try:
        idp = OneLogin_Saml2_IdPMetadataParser.parse(text).get("idp", {})
    except (XMLSyntaxError, ValueError) as error:  # entities and document types are refused as ValueErrors
        raise ValidationError(_("What is at this address is not SAML metadata.")) from error
    if not idp:
        raise ValidationError(_("What is at this address is not SAML metadata."))
    certificates = (idp.get("x509certMulti") or {}).get("signing") or [idp.get("x509cert", "")]
    found = {
        "entity_id": idp.get("entityId", ""),
        "sso_url": idp.get("singleSignOnService", {}).get("url", ""),
        "certificate": certificates[0],  # when there are several, sign-in reads them all at the address
    }
    missing = [str(Connection._meta.get_field(name).verbose_name) for name, value in found.items() if not value]
    if missing:
        raise ValidationError(_("The metadata lacks: %(parts)s") % {"parts": ", ".join(missing)})
    return found
