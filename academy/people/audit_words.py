"""The audit log in words: what was done, and to what kind of thing. Every code used has its words here (tested)."""

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "account.assign_role": _("Groups of accounts changed by hand"),
    "account.delete": _("Account deleted by hand"),
    "account.removed": _("Account deleted by hand"),
    "account.saved": _("Account saved by hand"),
    "account.set_active_state": _("Account opened or closed by hand"),
    "audit.exported": _("Audit log exported"),
    "award.ended": _("Certificate ended with the contract"),
    "award.erased": _("Name taken off a certificate"),
    "award.readmitted": _("Way to a level opened again"),
    "award.recognised": _("Certificate by recognition"),
    "award.relinquished": _("Certificate given back"),
    "award.resumed": _("Certificate resumed"),
    "award.revocation_confirmed": _("Withdrawal confirmed"),
    "award.revocation_declined": _("Withdrawal declined"),
    "award.revocation_proposed": _("Withdrawal proposed"),
    "award.revoked": _("Certificate withdrawn"),
    "award.suspended": _("Certificate suspended"),
    "award.trimmed": _("Certificate narrowed after a transfer"),
    "brand.sign_in_rules": _("Rules of sign-in changed"),
    "brand.stop_lifted": _("Pause of rights lifted"),
    "brand.stopped": _("Rights paused"),
    "bulk.readmit": _("Way opened again for several people"),
    "bulk.resume": _("Several certificates resumed"),
    "bulk.suspend": _("Several certificates suspended"),
    "certificates.exported": _("Certificates exported"),
    "course.copied_in": _("Course taken over from another brand"),
    "course.copied_out": _("Course copied for another brand"),
    "coverage.targets": _("Targets of coverage changed"),
    "data.exported": _("Personal data exported"),
    "deputy.departed": _("Deputy gone"),
    "erasure.asked": _("Erasure asked for"),
    "erasure.refused": _("Erasure refused"),
    "invitation.sent": _("Person invited"),
    "learning.extra_time_changed": _("Extra time in exams changed"),
    "learning.extra_time_given": _("Extra time in exams given"),
    "learning.extra_time_taken_back": _("Extra time in exams taken back"),
    "learning.talk_held": _("Coaching talk held"),
    "list.exported": _("List exported"),
    "owner.departed": _("Owner gone, heir named"),
    "owner.named": _("Owner named"),
    "people.imported": _("People imported"),
    "person.erased": _("Person erased"),
    "quiz.grade_kept": _("Grade kept after a corrected key"),
    "quiz.grade_lowered": _("Grade lowered after a corrected key"),
    "quiz.regraded": _("Quiz graded anew"),
    "registry.copied": _("Copy of the registry renewed"),
    "practice.closed": _("Practice group closed"),
    "practice.formed": _("Practice group formed"),
    "practice.moved": _("Practice group changed for a person"),
    "reply.entrusted": _("Reply entrusted to a reader"),
    "reply.example_agreed": _("Reply lent as an example"),
    "reply.example_proposed": _("Reply proposed as an example"),
    "reply.example_withdrawn": _("Reply no longer an example"),
    "reply.settled": _("Reply graded"),
    "report.exported": _("Report exported"),
    "retention.applied": _("Retention applied"),
    "retention.changed": _("Retention changed"),
    "role.changed": _("Role changed"),
    "role.given": _("Role given"),
    "role.taken": _("Role taken"),
    "scim.activated": _("Account opened by the directory"),
    "scim.deactivated": _("Account closed by the directory"),
    "scim.group_removed": _("Group of the directory removed"),
    "scim.token_made": _("Directory token made"),
    "scim.token_revoked": _("Directory token withdrawn"),
    "sign_in.changed": _("Company sign-in changed"),
    "sign_in.connected": _("Company sign-in connected"),
    "sign_in.removed": _("Company sign-in removed"),
    "update.announced": _("Update announced"),
    "update.confirmed": _("Update read and confirmed"),
    "update.withdrawn": _("Update withdrawn"),
}


def action_in_words(action: str) -> str:
    return str(ACTIONS.get(action, action))


def actions_said(words: str) -> list[str]:
    """The codes whose words, in the reader's language, hold these."""
    return [code for code, said in ACTIONS.items() if words.lower() in str(said).lower()]


def kind_in_words(label: str) -> str:
    """`certification.award` → the model's name in the reader's language."""
    try:
        return capfirst(str(apps.get_model(label)._meta.verbose_name))
    except (LookupError, ValueError):
        return label
