"""Company sign-in in the admin: administrators only, since a provider decides who somebody is."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.viewsets.model import ModelViewSet

from academy.people.admin_views import BrandForm, BrandViewSet
from academy.people.models import Connection

_FIELDS = [
    "kind", "name", "slug", "active", "metadata_url", "client_id", "entity_id", "sso_url", "certificate",
    "allowed_domains", "create_accounts", "email_attribute", "name_attribute", "department_attribute",
    "groups_attribute", "group_roles",
]  # fmt: skip
_NEEDED = {"oidc": ("metadata_url", "client_id"), "saml": ("entity_id", "sso_url", "certificate")}


class ConnectionForm(BrandForm):
    client_secret = forms.CharField(
        label=gettext_lazy("Client secret"),
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Stored encrypted, never shown again. Leave empty to keep the one there is."),
    )

    def clean_group_roles(self):
        text = self.cleaned_data["group_roles"]
        Connection(group_roles=text).roles_of_groups()
        return text

    def clean(self):
        cleaned = super().clean()
        for name in _NEEDED.get(cleaned.get("kind"), ()):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, ValidationError(_("is missing"), code="required"))
        return cleaned

    def save(self, commit=True):
        if self.cleaned_data.get("client_secret"):
            self.instance.secret = self.cleaned_data["client_secret"]
        return super().save(commit)


class ConnectionViewSet(BrandViewSet, ModelViewSet):
    model = Connection
    icon = "key"
    menu_label = gettext_lazy("Company sign-in")
    list_display = ["name", "kind", "slug", "active"]
    search_backend_name = None
    copy_view_enabled = False
    add_to_reference_index = False

    def get_form_class(self, for_update=False):
        return forms.modelform_factory(Connection, ConnectionForm, fields=_FIELDS)
