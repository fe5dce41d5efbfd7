"""A big file of questions comes in piece by piece, in the background: broken off, it goes on where it was."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Locale, UploadedFile

from academy.library.bank_files import Outcome, import_items
from academy.library.bank_formats import read_file
from academy.people.long_work import Beat, RefusedError, long_work
from academy.people.models import LongWork

KIND = "library.import_questions"
MANY = 100  # questions; fewer come in while one waits
PIECE = 50


@long_work(KIND)
def _import(work: LongWork, beat: Beat) -> dict:
    told, upload = work.details, UploadedFile.objects.filter(pk=work.details["upload"]).first()
    if upload is None or work.by is None:
        raise RefusedError(_("The file is no longer on the server. Send it again."))
    locale = Locale.objects.get(language_code=told["locale"])
    with upload.file.open("rb") as source:
        bank = read_file(source.read(), told["name"], locale.language_code)
    common = {
        "tags": (told["tag"],) if told["tag"] else (), "user": work.by,
        "publish": work.by.has_perm("library.publish_question"),
    }  # fmt: skip
    checked = Outcome()
    checked.add(bank)
    if checked.errors or import_items(checked, bank.items, work.brand, locale, dry_run=True, **common).errors:
        raise RefusedError(_("Nothing was imported: upload the file again to see why."))
    done, total = 0, len(bank.items)
    count = 0
    while done < total:
        outcome = import_items(Outcome(), bank.items[done : done + PIECE], work.brand, locale, **common)
        count += len(outcome.questions)
        done = min(total, done + PIECE)
        beat(done, total)
    upload.file.delete(save=False)
    upload.delete()
    told = ngettext("%(n)s question imported.", "%(n)s questions imported.", count) % {"n": count}
    skipped = ngettext("%(n)s left out: the bank has it already.", "%(n)s left out: the bank has them already.",
                       total - count) % {"n": total - count}  # fmt: skip
    return {"told": f"{told} {skipped}" if total > count else told}
