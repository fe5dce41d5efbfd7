"""Company sign-in in the admin: administrators only, since a provider decides who somebody is."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.views.generic import CreateView, DeleteView, EditView
from wagtail.admin.viewsets.model import ModelViewSet

from academy.people.admin_views import BrandForm, BrandViewSet
from academy.people.audit import record
from academy.people.models import Connection
from academy.people.permissions import administrators_only
from academy.people.sso.check import check, remember
from academy.people.sso.saml import read_metadata

_FIELDS = [
    "kind", "name", "slug", "active", "metadata_url", "client_id", "entity_id", "sso_url", "certificate",
    "allowed_domains", "create_accounts", "email_attribute", "name_attribute", "department_attribute",
    "groups_attribute", "group_roles",
]  # fmt: skip
_OF_SAML = ("entity_id", "sso_url", "certificate")


class ConnectionForm(BrandForm):
    client_secret = forms.CharField(
        label=gettext_lazy("Client secret"),
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Stored encrypted, never shown again. Leave empty to keep the one there is."),
    )

    notice = ""  # what the administrator should know although the connection is saved

    def clean_group_roles(self):
        text = self.cleaned_data["group_roles"]
        Connection(group_roles=text).roles_of_groups()
        return text

    def clean(self):
        cleaned = super().clean()
        off = not cleaned.get("active")
        if not off and cleaned.get("kind") == Connection.Kind.SAML and cleaned.get("metadata_url"):
            self._take_metadata(cleaned)
        needed = ("metadata_url", "client_id") if cleaned.get("kind") == Connection.Kind.OIDC else _OF_SAML
        if off and (self.instance.pk or cleaned.get("metadata_url")):
            needed = ()  # switching off waits for nothing and nobody
        for name in needed:
            if not cleaned.get(name) and not self.errors.keys() & {name, "metadata_url"}:
                self.add_error(name, ValidationError(_("is missing"), code="required"))
        return cleaned

    def _take_metadata(self, cleaned: dict) -> None:
        """What the provider says of itself fills the fields, and wins over what was typed. Where it was read before
        and does not answer now, what it said then stays: the rest of the connection can still be changed."""
        try:
            cleaned.update(read_metadata(cleaned["metadata_url"]))
        except ValidationError as error:
            if "metadata_url" in self.changed_data or not all(cleaned.get(name) for name in _OF_SAML):
                self.add_error("metadata_url", error)
            else:
                self.notice = error.messages[0]

    def save(self, commit=True):
        if self.cleaned_data.get("client_secret"):
            self.instance.secret = self.cleaned_data["client_secret"]
        if self.changed_data:
            self.instance.tested = {}  # what was tried was another connection
        return super().save(commit)


def our_addresses(request: HttpRequest, connection: Connection) -> list[tuple[str, str]]:
    """(what it is, address): what the provider's administrator asks us for."""
    names = {
        Connection.Kind.OIDC: [(_("Redirect address"), "openid_connect_callback")],
        Connection.Kind.SAML: [(_("Our metadata (also our entity id)"), "saml_metadata"),
                               (_("Address of the answer (ACS)"), "saml_acs")],
    }  # fmt: skip
    return [
        (label, request.build_absolute_uri(reverse(name, args=[connection.slug])))
        for label, name in names[connection.kind]
    ]


class _Recorded:
    """Who connects what is in the audit log."""

    deed = "changed"

    def save_instance(self):
        saved = super().save_instance()
        record(self.request.user, f"sign_in.{self.deed}", saved, slug=saved.slug, active=saved.active)
        if self.form.notice:
            messages.warning(self.request, f"{self.form.notice} {_('What it said of itself before is kept.')}")
        return saved


class ConnectionCreateView(_Recorded, CreateView):
    deed = "connected"

    def get_success_url(self):
        return reverse("team-sign-in:edit", args=[self.object.pk])  # where the test is


class ConnectionEditView(_Recorded, EditView):
    template_name = "people/sso/edit.html"

    def get_success_url(self):
        return reverse("team-sign-in:edit", args=[self.object.pk])

    def get_context_data(self, **kwargs):
        tested = self.object.tested
        refused = tested.get("refused") or {}
        return super().get_context_data(**kwargs) | {
            "addresses": our_addresses(self.request, self.object),
            "tested": tested,
            "tested_at": parse_datetime(tested.get("at", "")),
            "refused": refused.get("why"),
            "refused_at": parse_datetime(refused.get("at", "")),
        }


class ConnectionDeleteView(DeleteView):
    def delete_action(self):
        record(self.request.user, "sign_in.removed", self.object, slug=self.object.slug)
        super().delete_action()


class ConnectionViewSet(BrandViewSet, ModelViewSet):
    model = Connection
    icon = "key"
    menu_label = gettext_lazy("Company sign-in")
    list_display = ["name", "kind", "slug", "active"]
    add_view_class = ConnectionCreateView
    edit_view_class = ConnectionEditView
    delete_view_class = ConnectionDeleteView
    edit_template_name = "people/sso/edit.html"
    search_backend_name = None
    copy_view_enabled = False
    add_to_reference_index = False

    def get_form_class(self, for_update=False):
        return forms.modelform_factory(Connection, ConnectionForm, fields=_FIELDS)


@administrators_only
@require_POST
def test_connection(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the provider now; the answer stands on the connection's page."""
    found = get_object_or_404(Connection, pk=pk, brand=request.brand)
    callback = request.build_absolute_uri(reverse("openid_connect_callback", args=[found.slug]))
    remember(found, check(found, callback))
    messages.info(request, _("The connection was tried; the answer stands above the form."))
    return redirect("team-sign-in:edit", found.pk)


urlpatterns = [path("company-sign-in/<int:pk>/test/", test_connection, name="people_connection_test")]
