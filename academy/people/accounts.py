"""How allauth behaves here: sign-up by invitation or allowed domain, no clue about who has an account."""

from allauth.account.adapter import DefaultAccountAdapter
from django.utils import timezone

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
        if self.request.resolver_match and self.request.resolver_match.url_name == "account_signup":
            invitation = open_invitation(self.request)
            invited = invitation is not None and invitation.email.lower() == email
            if not invited and email.rpartition("@")[2] not in self.request.brand.domains():
                self._refuse_address()
        return email

    def _refuse_address(self) -> None:
        from django.core.exceptions import ValidationError
        from django.utils.translation import gettext as _

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
            Membership.objects.create(
                user=user, brand=invitation.brand, department=invitation.department, role=invitation.role
            )
            invitation.used = timezone.now()
            invitation.save(update_fields=["used"])
            request.session.pop("invitation", None)
        else:
            Membership.objects.create(user=user, brand=request.brand)
