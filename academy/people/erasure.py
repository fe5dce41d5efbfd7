"""Forgetting a person: what statistics need stays, attached to an account that is nobody."""

import uuid

from allauth.usersessions.models import UserSession
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from academy.people.audit import blank_about, record
from academy.people.mail import forget_mail_to
from academy.people.models import Brand, Invitation, Membership, User
from academy.people.privacy import declarations


@transaction.atomic
def erase_person(user: User, by: User | None = None, brand: Brand | None = None, reason: str = "") -> None:
    """Erase somebody everywhere on this installation. Running it again changes nothing. Raises ValueError for an
    administrator or the last leader of a brand, whose rights must be handed over first."""
    if user.erased:
        return
    _refuse_if_needed(user)
    _forget_labels(user)
    Session.objects.filter(pk__in=UserSession.objects.filter(user=user).values("session_key")).delete()
    # What hangs on another record first: an award that has lost its person no longer leads to its cases.
    for declaration in sorted(declarations(), key=lambda found: -found.person.count("__")):
        if declaration.model is not User:
            declaration.erase(declaration.rows(user))
    Invitation.objects.filter(email__iexact=user.email).delete()
    forget_mail_to(user.email)
    blank_about(user)
    record(by, "person.erased", user, reason, brand=brand)
    user.groups.clear()
    user.set_unusable_password()
    user.email = f"{uuid.uuid4()}@erased.invalid"
    user.name = user.shown_name = ""
    user.is_active = user.is_staff = False
    user.shown_in_registry = user.shown_on_verification = user.refresher_mail = user.review_mail = False
    user.last_login, user.erased, user.public_id = None, timezone.now(), uuid.uuid4()
    user.save()


def _refuse_if_needed(user: User) -> None:
    if user.is_superuser:
        raise ValueError("administrator")
    led = Membership.objects.valid_on().filter(user=user, role="leader").values_list("brand", flat=True)
    for brand in led:
        others = Membership.objects.valid_on().filter(brand=brand, role="leader").exclude(user=user)
        if not others.exists():
            raise ValueError("last leader")


def _forget_labels(user: User) -> None:
    """Wagtail's own log keeps the texts of records: take the name out, keep that something happened."""
    keys = [str(pk) for pk in user.memberships.values_list("pk", flat=True)]
    membership, person = (ContentType.objects.get_for_model(model) for model in (Membership, User))
    ModelLogEntry.objects.filter(content_type=membership, object_id__in=keys).update(label="", data={})
    ModelLogEntry.objects.filter(content_type=person, object_id=str(user.pk)).update(label="", data={})
    invitations = Invitation.objects.filter(email__iexact=user.email).values_list("pk", flat=True)
    invitation = ContentType.objects.get_for_model(Invitation)
    ModelLogEntry.objects.filter(content_type=invitation, object_id__in=[str(pk) for pk in invitations]).update(
        label="", data={}
    )
