"""Provisioning in the admin: tokens are shown once, when made; groups of the directory are given a role here.

Both models are in no role's table of permissions, so these screens are the administrator's alone.
"""

import secrets

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import CreateView, DeleteView, EditView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import log

from academy.people.admin_views import BrandForm, BrandViewSet
from academy.people.audit import record
from academy.people.models import Membership, ScimGroup, ScimToken
from academy.people.rights import take
from academy.people.scim.rights import apply_rights, remove_group
from academy.people.scim.views import hash_of


class TokenCreateView(CreateView):
    def save_instance(self):
        token = secrets.token_urlsafe(32)
        self.form.instance.token_hash = hash_of(token)
        self.form.instance.created_by = self.request.user
        saved = super().save_instance()
        record(self.request.user, "scim.token_made", saved)
        self.shown_once = token
        return saved

    def get_success_message(self, instance):
        words = {"token": self.shown_once, "url": self.request.build_absolute_uri("/scim/v2")}
        return _("The token, shown this once: %(token)s · The address for the directory: %(url)s") % words


class TokenDeleteView(DeleteView):
    def delete_action(self):
        record(self.request.user, "scim.token_revoked", self.object)
        super().delete_action()


class TokenViewSet(BrandViewSet, ModelViewSet):
    model = ScimToken
    icon = "key"
    menu_label = gettext_lazy("Provisioning tokens")
    add_view_class = TokenCreateView
    delete_view_class = TokenDeleteView
    list_display = ["name", DateColumn("created"), DateColumn("last_used", label=gettext_lazy("Last used"))]
    search_backend_name = None
    copy_view_enabled = False
    add_to_reference_index = False

    def get_form_class(self, for_update=False):
        return forms.modelform_factory(ScimToken, BrandForm, fields=["name"])


class GroupEditView(EditView):
    def save_instance(self):
        before = ScimGroup.objects.get(pk=self.form.instance.pk)
        saved = super().save_instance()
        people = saved.members.select_related("user", "brand")
        for person in people:
            if before.role:
                _take_former(before, person, self.request.user)
            apply_rights(person)
        return saved


def _take_former(group: ScimGroup, person, by) -> None:
    """What the group gave before it was given another role."""
    held = Membership.objects.valid_on().filter(
        user=person.user, brand=group.brand, role=group.role, department=group.department
    )
    for membership in held:
        take(membership, by, "SCIM")


class GroupDeleteView(DeleteView):
    def delete_action(self):
        """The group goes with the roles that it gave."""
        with transaction.atomic():
            log(instance=self.object, action="wagtail.delete")
            record(self.request.user, "scim.group_removed", self.object)
            remove_group(self.object)


class GroupViewSet(BrandViewSet, ModelViewSet):
    model = ScimGroup
    icon = "group"
    menu_label = gettext_lazy("Directory groups")
    edit_view_class = GroupEditView
    delete_view_class = GroupDeleteView
    list_display = ["display_name", Column("get_role_display", label=gettext_lazy("Role")), "department"]
    search_backend_name = None
    copy_view_enabled = False
    add_to_reference_index = False

    def get_form_class(self, for_update=False):
        return forms.modelform_factory(ScimGroup, BrandForm, fields=["display_name", "role", "department"])
