"""The audit log in words: what was done, and to what kind of thing. A code without a word is shown as it is."""

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "audit.exported": _("Audit log exported"),
    "award.readmitted": _("Way to a level opened again"),
    "award.relinquished": _("Certificate given back"),
    "award.resumed": _("Certificate resumed"),
    "award.revocation_confirmed": _("Withdrawal confirmed"),
    "award.revocation_declined": _("Withdrawal declined"),
    "award.revocation_proposed": _("Withdrawal proposed"),
    "award.revoked": _("Certificate withdrawn"),
    "award.suspended": _("Certificate suspended"),
    "brand.stop_lifted": _("Pause of rights lifted"),
    "brand.stopped": _("Rights paused"),
    "course.copied_in": _("Course taken over from another brand"),
    "course.copied_out": _("Course copied for another brand"),
    "data.exported": _("Personal data exported"),
    "erasure.asked": _("Erasure asked for"),
    "erasure.refused": _("Erasure refused"),
    "people.imported": _("People imported"),
    "person.erased": _("Person erased"),
    "retention.applied": _("Retention applied"),
    "retention.changed": _("Retention changed"),
    "role.given": _("Role given"),
    "role.taken": _("Role taken"),
    "scim.activated": _("Account opened by the directory"),
    "scim.deactivated": _("Account closed by the directory"),
    "scim.token_made": _("Directory token made"),
    "scim.token_revoked": _("Directory token withdrawn"),
}


def action_in_words(action: str) -> str:
    return str(ACTIONS.get(action, action))


def kind_in_words(label: str) -> str:
    """`certification.award` → the model's name in the reader's language."""
    try:
        return capfirst(str(apps.get_model(label)._meta.verbose_name))
    except (LookupError, ValueError):
        return label
