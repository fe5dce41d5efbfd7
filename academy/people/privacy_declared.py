"""What this room holds about people."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.utils.translation import gettext_lazy as _

from academy.people.models import DataExport, ErasureRequest, Membership, ScimUser, User
from academy.people.privacy import declare, keep_rows

CONTRACT = _("performance of the employment or service contract")
INTEREST = _("legitimate interest of the brand")
ACCOUNT = _("as long as the account")


def declare_all() -> None:
    signing_in = {"person": "user", "basis": CONTRACT, "retention": ACCOUNT}
    declare(
        User,
        person="pk",
        title=_("Account"),
        purpose=_("To know who you are and speak your language."),
        basis=CONTRACT,
        retention=ACCOUNT,
        fields=["name", "shown_name", "email", "language", "date_joined", "last_login", "shown_in_registry",
                "shown_on_verification", "refresher_mail", "review_mail", "public_id"],
        erase=keep_rows,  # emptied by erasure.py itself
    )  # fmt: skip
    declare(
        Membership,
        title=_("Roles and departments"),
        purpose=_("To give you the rights of your work, and no others."),
        fields=["role", "department__name", "starts", "ends"],
        **signing_in,
    )
    declare(
        EmailAddress,
        title=_("E-mail addresses"),
        purpose=_("To sign you in and write to you."),
        fields=["email", "verified", "primary"],
        **signing_in,
    )
    declare(
        Authenticator,
        title=_("Second factors"),
        purpose=_("To protect your account; secrets are never exported."),
        fields=["type", "created_at", "last_used_at"],
        **signing_in,
    )
    declare(
        SocialAccount,
        title=_("Company sign-in"),
        purpose=_("To recognise your company account."),
        fields=["provider", "uid", "date_joined", "last_login"],
        **signing_in,
    )
    declare(
        UserSession,
        title=_("Sessions"),
        purpose=_("To show you where you are signed in and end it elsewhere."),
        fields=["ip", "user_agent", "created_at"],
        person="user",
        basis=INTEREST,
        retention=_("30 days"),
    )
    declare(
        ScimUser,
        title=_("Link with the company directory"),
        purpose=_("To follow arrivals, transfers and departures."),
        fields=["user_name", "external_id", "active", "created"],
        **signing_in,
    )
    for model, title in ((DataExport, _("Copies of your data")), (ErasureRequest, _("Requests for erasure"))):
        declare(
            model,
            title=title,
            purpose=_("To answer your requests about your data."),
            person="user",
            basis=_("legal duty"),
            retention=_("a week for copies; requests as long as the account"),
            fields=["asked"],
        )
