import json
import logging
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import get_language
from wagtail.models import Locale

from academy.library.bank_files import import_items, read_paths
from academy.library.content.commands import add_brand_argument, brand_named, say


class Command(BaseCommand):
    help = "GIFT, Moodle XML, QTI 2.1–3.0, CSV or XLSX → the question bank. All or nothing; exit code 1 on errors."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        add_brand_argument(parser)
        parser.add_argument("--language", default="fr", choices=["fr", "en"], help="language of the questions")
        parser.add_argument("--tag", action="append", default=[], help="a tag for every question (may be repeated)")
        parser.add_argument("--dry-run", action="store_true", help="say what would be imported, import nothing")
        parser.add_argument("--format", choices=["text", "json"], default="text", help="how to say it")

    def handle(self, *, files, brand, language, tag, dry_run, format, verbosity, **options):
        if verbosity < 2:
            logging.getLogger("django_tasks").setLevel(logging.WARNING)  # a line per index update otherwise
            logging.getLogger("wagtail").setLevel(logging.WARNING)
        brand = brand_named(brand)
        outcome, items = read_paths(files, language)
        if not outcome.errors:
            locale = Locale.objects.get_or_create(language_code=language)[0]
            import_items(outcome, items, brand, locale, tags=tuple(tag), dry_run=dry_run)
        if format == "json":
            self.in_json(outcome)
        else:
            self.in_words(outcome, dry_run)
        if outcome.errors:
            count = len(outcome.errors)
            raise CommandError(say(f"rien n’a été importé : {count} erreur(s)",
                                   f"nothing was imported: {count} error(s)"), returncode=1)  # fmt: skip

    def in_json(self, outcome):
        """The four keys on stdout; what was left out of imported questions on stderr."""
        locale = get_language() or "fr"
        for note in outcome.notes:
            self.stderr.write(f"{note.place}: {note.said(locale)}")
        summary = {
            "read": outcome.read,
            "imported": len(outcome.questions),
            "skipped": [{"id": one.place, "reason": one.said(locale)} for one in outcome.skipped],
            "errors": [{"id": one.place, "reason": one.said(locale)} for one in outcome.errors],
        }
        self.stdout.write(json.dumps(summary, ensure_ascii=False))

    def in_words(self, outcome, dry_run):
        locale = get_language() or "fr"
        for one in outcome.errors:
            self.stderr.write(f"{one.place}: {say('erreur', 'error')}: {one.said(locale)}")
        for one in [*outcome.skipped, *outcome.notes]:
            self.stdout.write(f"{one.place}: {one.said(locale)}")
        counts = (outcome.read, len(outcome.questions), len(outcome.skipped))
        self.stdout.write(say(
            "{} question(s) lue(s), {} importée(s), {} laissée(s) de côté".format(*counts),
            "{} question(s) read, {} imported, {} skipped".format(*counts),
        ) + (say(" — essai, rien n’est écrit", " (dry run: nothing written)") if dry_run else ""))  # fmt: skip
