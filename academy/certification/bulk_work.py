"""The same act on hundreds of certificates, in the background: some at a time, each act in the audit log."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from academy.certification.bulk_acts import ACTS, carry_out
from academy.people.long_work import Beat, RefusedError, in_pieces, long_work
from academy.people.models import LongWork
from academy.people.permissions import Standing

KIND = "certification.bulk"
MANY = 50  # certificates; fewer are done while one waits
PIECE = 25


@long_work(KIND)
def _carry_out(work: LongWork, beat: Beat) -> dict:
    if work.by is None or not Standing(work.by, work.brand).leads_team:  # a right may have ended meanwhile
        raise RefusedError(_("You may not do this in the brand any more."))
    numbers, act = work.details["numbers"], work.details["act"]
    done = 0
    for some in in_pieces(numbers, PIECE, beat):
        done += carry_out(work.brand, act, list(some), work.by, work.details["reason"])
    told = ngettext("Done for %(n)d certificate.", "Done for %(n)d certificates.", done) % {"n": done}
    return {"told": f"{ACTS[act]} : {told}"}
