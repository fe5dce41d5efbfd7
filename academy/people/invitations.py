"""Inviting one address: a link by mail, good for two weeks and for one sign-up."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from academy.people.mail import send_letter
from academy.people.models import Invitation, Membership, User
from academy.people.rights import give

VALID_FOR = timedelta(days=14)


def link_of(invitation: Invitation) -> str:
    return invitation.brand.address + reverse("people:invitation", args=[invitation.token])


def send_invitation(invitation: Invitation, language: str = "fr") -> None:
    """Mail the link. The mail speaks the language of the person who invites."""
    with translation.override(language):
        context = {
            "invitation": invitation,
            "brand": invitation.brand,
            "brand_name": invitation.brand.name,
            "link": link_of(invitation),
        }
        send_letter(invitation.email, "people/email/invitation_", context)


@transaction.atomic
def accept(invitation: Invitation, user: User) -> Membership:
    """Give the person the invited role; raises ValueError when the link was used meanwhile or is not theirs."""
    current = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not current.is_open or current.email.lower() != user.email.lower():
        raise ValueError("invitation is not open for this person")
    membership = give(user, current.brand, current.role, current.department, by=current.invited_by, reason="invitation")
    current.used = timezone.now()
    current.save(update_fields=["used"])
    return membership
