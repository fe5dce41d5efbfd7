"""One act on many certificates: first what it would do to each, then exactly that, each act in the audit log."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from academy.certification import acts
from academy.certification.life import may_append
from academy.certification.lives import bars, lives_of
from academy.certification.models import Award
from academy.people.audit import record
from academy.people.models import Brand, User

ACTS = {
    "suspend": _("Suspend"),
    "resume": _("Resume"),
    "readmit": _("Open the way again"),
}
_KINDS = {"suspend": "suspended", "resume": "resumed"}
MOST = 5_000


@dataclass(frozen=True)
class Plan:
    """What an act would do: these certificates, and those it would leave alone."""

    act: str
    concerned: list[Award]
    skipped: list[Award]


def plan_of(brand: Brand, act: str, awards: Iterable[Award], by: User) -> Plan:
    """`awards` come from `with_life()`. Nobody's own certificate is touched by themselves."""
    awards, today = list(awards)[:MOST], timezone.localdate()
    lives = lives_of(brand, awards)
    concerned, skipped = [], []
    for award in awards:
        fits = award.person_id is not None and award.person_id != by.pk and _fits(act, award, lives[award.pk], today)
        (concerned if fits else skipped).append(award)
    return Plan(act, concerned, skipped)


def _fits(act: str, award: Award, life, today) -> bool:
    if act == "readmit":
        return bars(award.events.all()) in ("revoked", "relinquished")
    return may_append(life, _KINDS[act], today)


@transaction.atomic
def carry_out(brand: Brand, act: str, numbers: list[str], by: User, reason: str) -> int:
    """Does it to those previewed that still fit; → how many. All of it or nothing; repeated, it does nothing more."""
    awards = Award.objects.filter(brand=brand, number__in=numbers).with_life().order_by("pk")
    done = 0
    for award in plan_of(brand, act, awards, by).concerned:
        if act == "suspend":
            done += bool(acts.suspend(award, by, reason))
        elif act == "resume":
            done += bool(acts.resume(award, by))
        else:
            done += bool(acts.readmit(award, by))
    if done:
        record(by, f"bulk.{act}", brand, reason, certificates=done)
    return done
