from django import forms
from django.utils.translation import gettext_lazy as _

from academy.people.models import User


class SignupNameForm(forms.Form):
    """What sign-up asks beside the address and the password."""

    name = forms.CharField(label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))

    def signup(self, request, user) -> None:
        user.name = self.cleaned_data["name"]


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        fields = [
            "name", "shown_name", "language", "shown_in_registry", "shown_on_verification", "refresher_mail",
            "review_mail",
        ]  # fmt: skip
