"""Wagtail's screens of accounts, for our people: one name instead of two."""

from django import forms
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet

from academy.people.models import User


class PersonCreationForm(UserCreationForm):
    first_name = last_name = None

    class Meta:
        model = User
        fields = ["email", "name", "is_superuser", "groups"]
        widgets = {"groups": forms.CheckboxSelectMultiple}


class PersonEditForm(UserEditForm):
    first_name = last_name = None

    class Meta:
        model = User
        fields = ["email", "name", "is_active", "is_superuser", "groups"]
        widgets = {"groups": forms.CheckboxSelectMultiple}


class PersonViewSet(UserViewSet):
    def get_form_class(self, for_update=False):
        return PersonEditForm if for_update else PersonCreationForm
