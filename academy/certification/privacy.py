"""What this room holds about people."""

from django.db import transaction
from django.db.models import FileField, QuerySet
from django.utils.translation import gettext_lazy as _

from academy.certification.models import Award, AwardEvent, RevocationCase, SharedAward, Sponsorship, Voice
from academy.certification.updates.models import UpdateConfirmation
from academy.people.privacy import declare
from academy.people.privacy_declared import ACCOUNT, CONTRACT, INTEREST


@transaction.atomic
def leave_tombstones(rows: QuerySet) -> None:
    """The number stays known as one that was given; name, department, evidence, reasons and files are gone.

    The rows are locked first: whoever prints at the same time finds the tombstone, and leaves no file behind.
    """
    files = [field.name for field in Award._meta.get_fields() if isinstance(field, FileField)]
    awards = list(rows.exclude(holder="").select_for_update(of=("self",)).order_by("pk"))
    for award in awards:
        for name in files:
            if getattr(award, name):
                getattr(award, name).delete(save=False)
            setattr(award, name, "")
        award.person, award.holder, award.evidence, award.credential = None, "", {}, None
        award.scope = {**award.scope, "department": None}
    Award.objects.bulk_update(awards, ["person", "holder", "evidence", "credential", "scope", *files], batch_size=100)
    SharedAward.objects.filter(award__in=awards).delete()
    AwardEvent.objects.filter(award__in=awards).update(reason="")
    AwardEvent.objects.bulk_create(AwardEvent(award=award, kind=AwardEvent.Kind.ERASED) for award in awards)


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
