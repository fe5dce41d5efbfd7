"""A big file of questions comes in piece by piece, in the background: broken off, it goes on where it was."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.models import Locale, UploadedFile

from academy.exercises.banks.base import Bank, Item
from academy.library.authoring.looked_at import forget
from academy.library.bank_files import Outcome, import_items
from academy.library.bank_formats import read_file
from academy.people.long_work import Beat, RefusedError, in_pieces, long_work
from academy.people.models import Brand, LongWork, User

KIND = "library.import_questions"
MANY = 100  # questions; fewer come in while one waits
PIECE = 50
NOTHING = gettext_lazy("Nothing was imported: upload the file again to see why.")


def bring_in(
    bank: Bank, items: list[Item], *, brand: Brand, locale: Locale, tag: str, user: User, dry_run: bool = False
) -> Outcome:
    """`items` of a file into the bank, in the name of who looked at it; what reading said of the file goes first, and
    an error of its stops everything."""
    outcome = Outcome()
    outcome.add(bank)
    if outcome.errors:
        return outcome
    return import_items(
        outcome, items, brand, locale, tags=(tag,) if tag else (), dry_run=dry_run, user=user,
        publish=user.has_perm("library.publish_question"),
    )  # fmt: skip


def imported(count: int) -> str:
    return ngettext("%(n)s question imported.", "%(n)s questions imported.", count) % {"n": count}


@long_work(KIND)
def _import(work: LongWork, beat: Beat) -> dict:
    told, upload = work.details, UploadedFile.objects.filter(pk=work.details["upload"]).first()
    if upload is None or work.by is None:
        raise RefusedError(_("The file is no longer on the server. Send it again."))
    locale = Locale.objects.get(language_code=told["locale"])
    with upload.file.open("rb") as source:
        bank = read_file(source.read(), told["name"], locale.language_code)
    common = {"brand": work.brand, "locale": locale, "tag": told["tag"], "user": work.by}
    if bring_in(bank, bank.items, dry_run=True, **common).errors:
        raise RefusedError(NOTHING)
    count, total = 0, len(bank.items)
    for some in in_pieces(bank.items, PIECE, beat):
        count += len(bring_in(Bank(), list(some), **common).questions)
    forget(upload)
    told = imported(count)
    skipped = ngettext("%(n)s left out: the bank has it already.", "%(n)s left out: the bank has them already.",
                       total - count) % {"n": total - count}  # fmt: skip
    return {"told": f"{told} {skipped}" if total > count else told}
