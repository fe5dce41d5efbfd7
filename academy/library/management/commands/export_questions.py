from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import get_language

from academy.library.bank_files import ENDINGS, export
from academy.library.bank_formats import read_file
from academy.library.content.commands import add_brand_argument, brand_named, say
from academy.library.models import Question


class Command(BaseCommand):
    help = "Published questions of the bank → a file for other tools. Says what the format cannot carry."

    def add_arguments(self, parser):
        parser.add_argument("out", metavar="OUT", type=Path, help="the file to write")
        parser.add_argument("--format", choices=list(ENDINGS), required=True)
        add_brand_argument(parser)
        parser.add_argument("--language", default="fr", choices=["fr", "en"], help="language of the questions")
        parser.add_argument("--tag", help="only the questions with this tag")

    def handle(self, *, out, format, brand, language, tag, **options):
        brand = brand_named(brand)
        rows = Question.objects.filter(brand=brand, locale__language_code=language).order_by("code")
        if tag:
            rows = rows.filter(tags__name=tag).distinct()
        drafts = rows.filter(live=False).count()
        rows = list(rows.filter(live=True).select_related("image").prefetch_related("tags"))
        data, remarks = export(rows, format, language)
        try:
            out.write_bytes(data)
        except OSError as wrong:
            raise CommandError(say(f"{out} : {wrong.strerror}", f"{out}: {wrong.strerror}")) from None
        for one in remarks:
            self.stderr.write(f"{one.place}: {one.said(get_language() or 'fr')}")
        if drafts:
            self.stderr.write(say(f"{drafts} question(s) non publiée(s), laissée(s) de côté",
                                  f"{drafts} unpublished question(s) left out"))  # fmt: skip
        written = read_file(data, f"{out.name}.{ENDINGS[format]}", language).read if rows else 0
        self.stdout.write(say(f"{written} question(s) sur {len(rows)} écrite(s) dans {out}",
                              f"{written} of {len(rows)} question(s) written to {out}"))  # fmt: skip
