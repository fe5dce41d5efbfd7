"""What this room holds about people."""

from django.db.models import FileField, QuerySet
from django.utils.translation import gettext_lazy as _

from academy.certification.models import Award, RevocationCase, SharedAward, Sponsorship, Voice
from academy.certification.updates.models import UpdateConfirmation
from academy.people.privacy import declare
from academy.people.privacy_declared import ACCOUNT, CONTRACT, INTEREST


def leave_tombstones(rows: QuerySet) -> None:
    """The number stays known as one that was given; name, evidence and files are gone."""
    files = [field.name for field in Award._meta.get_fields() if isinstance(field, FileField)]
    rows = Award.objects.filter(pk__in=list(rows.exclude(holder="").values_list("pk", flat=True)))
    for award in rows:
        for name in files:
            if getattr(award, name):
                getattr(award, name).delete(save=False)
    SharedAward.objects.filter(award__in=rows).delete()
    rows.update(person=None, holder="", evidence={}, credential=None, **dict.fromkeys(files, ""))


def declare_all() -> None:
    declare(
        Award,
        title=_("Certificates"),
        purpose=_("To say on which channels and topics your voice is the brand's, and let others verify it."),
        basis=CONTRACT,
        retention=_("validity and 24 months, then without name"),
        months=24,
        since="expires",
        expire=leave_tombstones,
        erase=leave_tombstones,
        fields=["number", "holder", "scope", "evidence", "issued", "expires"],
        files=("pdf", "transcript"),
    )
    declare(
        SharedAward,
        person="award__person",
        title=_("Public pages of certificates"),
        purpose=_("To show a certificate to whoever has the link, because you asked for it."),
        basis=_("your consent"),
        retention=_("until you take the page away"),
        fields=["award__number", "since"],
    )
    declare(
        Voice,
        title=_("Entry in the registry of voices"),
        purpose=_("To let colleagues find who may speak."),
        basis=INTEREST,
        retention=ACCOUNT,
        fields=["contact", "skills", "languages", "away_until"],
    )
    declare(
        Sponsorship,
        title=_("Sponsorships"),
        purpose=_("To decide on certificates that ask for a sponsor."),
        basis=CONTRACT,
        retention=ACCOUNT,
        fields=["level__code", "given"],
    )
    declare(
        UpdateConfirmation,
        title=_("Confirmations of changes one must know"),
        purpose=_("To know that whoever speaks has read what changed."),
        basis=CONTRACT,
        retention=ACCOUNT,
        fields=["update__title_fr", "on"],
    )
    declare(
        RevocationCase,
        person="award__person",
        title=_("Withdrawals of certificates"),
        purpose=_("To withdraw a right with care: two people, a reason, and you are heard first."),
        basis=INTEREST,
        retention=ACCOUNT,
        fields=["award__number", "code", "note", "heard_on", "proposed_at", "decided_at", "confirmed"],
        erase=_without_note,
    )


def _without_note(rows: QuerySet) -> None:
    rows.update(note="")
