import logging

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import get_language

from academy.library.content.commands import add_brand_argument, brand_named, say
from academy.library.content.errors import ContentError, show
from academy.library.content.load import load_folder


class Command(BaseCommand):
    help = "Files of a content folder → pages. All or nothing; what was edited in Wagtail since is kept."

    def add_arguments(self, parser):
        parser.add_argument("path", nargs="?", default=settings.CONTENT_DIR, help="the folder (default: content/)")
        add_brand_argument(parser)
        parser.add_argument("--dry-run", action="store_true", help="say what would change, change nothing")
        parser.add_argument("--overwrite", action="store_true", help="also replace what was edited in Wagtail")

    def handle(self, *, path, brand, dry_run, overwrite, verbosity, **options):
        language = get_language() or "fr"
        if verbosity < 2:
            logging.getLogger("django_tasks").setLevel(logging.WARNING)  # a line per index update otherwise
            logging.getLogger("wagtail").setLevel(logging.WARNING)
        try:
            report = load_folder(path, brand_named(brand), overwrite=overwrite, dry_run=dry_run)
        except ContentError as wrong:
            for problem in wrong.problems:
                self.stderr.write(show(problem, language))
            raise CommandError(
                say(f"rien n’a été chargé : {len(wrong.problems)} erreur(s)",
                    f"nothing was loaded: {len(wrong.problems)} error(s)")
            ) from None  # fmt: skip
        if verbosity > 1:
            for name in ("created", "changed"):
                for path in getattr(report, name):
                    self.stdout.write(f"{name}: {path}")
        for path in report.kept:
            self.stdout.write(say(
                f"gardé : {path} (modifié dans Wagtail depuis ; --overwrite pour le remplacer)",
                f"kept: {path} (edited in Wagtail since; --overwrite to replace it)",
            ))  # fmt: skip
        for path in report.gone:
            self.stdout.write(
                say(f"plus de fichier : {path} (la page reste)", f"no file any more: {path} (page stays)")
            )
        counts = [len(report.created), len(report.changed), len(report.unchanged), len(report.kept)]
        self.stdout.write(say(
            "{} créé(s), {} modifié(s), {} inchangé(s), {} gardé(s)".format(*counts),
            "{} created, {} changed, {} unchanged, {} kept".format(*counts),
        ) + (say(" — essai, rien n’est écrit", " (dry run: nothing written)") if dry_run else ""))  # fmt: skip
