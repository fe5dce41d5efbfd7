"""How allauth behaves here: sign-up by invitation or allowed domain, no clue about who has an account."""

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from academy.people.invitations import accept
from academy.people.models import Invitation, Membership


def open_invitation(request) -> Invitation | None:
    """The invitation whose link this visitor followed, if it is still good for this brand."""
    token = request.session.get("invitation")
    if not token:
        return None
    found = Invitation.objects.filter(token=token, brand=request.brand).first()
    return found if found and found.is_open else None


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request) -> bool:
        brand = request.brand
        return bool(brand and (open_invitation(request) or brand.domains()))

    def clean_email(self, email: str) -> str:
        email = super().clean_email(email).lower()
        match = self.request.resolver_match
        if match and match.url_name == "account_signup":
            self._check_welcome(email)
        return email

    def _check_welcome(self, email: str) -> None:
        invitation = open_invitation(self.request)
        invited = invitation is not None and invitation.email.lower() == email
        invited = invited or getattr(self.request, "invited_email", None) == email  # accepted in this very request
        if not invited and email.rpartition("@")[2] not in self.request.brand.domains():
            raise ValidationError(_("This address needs an invitation. Ask your community leader for one."))

    def save_user(self, request, user, form, commit=True):
        user = super().save_user(request, user, form, commit=False)
        user.email = user.email.lower()
        user.name = form.cleaned_data.get("name", "")
        user.language = request.LANGUAGE_CODE[:2]
        if commit:
            user.save()
            self._join_brand(request, user)
        return user

    def _join_brand(self, request, user) -> None:
        invitation = open_invitation(request)
        if invitation and invitation.email.lower() == user.email:
            accept(invitation, user)
            request.session.pop("invitation", None)
            request.invited_email = user.email
        else:
            Membership.objects.create(user=user, brand=request.brand)

    def is_email_verified(self, request, email: str) -> bool:
        """The invitation came to this very address: no second proof is asked."""
        return getattr(request, "invited_email", None) == email.lower() or super().is_email_verified(request, email)

    def get_login_redirect_url(self, request) -> str:
        """Home, in the person's own language."""
        with translation.override(request.user.language):
            return reverse("site:home")

    def get_signup_redirect_url(self, request) -> str:
        return self.get_login_redirect_url(request)

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        brand = getattr(self.request, "brand", None)
        super().send_mail(
            template_prefix, email, {**context, "brand": brand, "brand_name": brand.name if brand else "Porte-voix"}
        )
