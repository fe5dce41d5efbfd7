from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from academy.library.content.commands import add_brand_argument, brand_named, say
from academy.library.content.dump import dump


class Command(BaseCommand):
    help = "Published pages → files of a content folder, which load back to the same tree."

    def add_arguments(self, parser):
        parser.add_argument("path", help="a new or empty folder")
        add_brand_argument(parser)

    def handle(self, *, path, brand, **options):
        folder = Path(path)
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise CommandError(
                say(f"{path} n’est pas vide ; donnez un dossier nouveau ou vide",
                    f"{path} is not empty; give a new or empty folder")
            )  # fmt: skip
        report = dump(brand_named(brand), folder)
        for title in report.drafts:
            self.stdout.write(say(f"non publié, laissé : {title}", f"not published, left out: {title}"))
        for title in report.broken:
            self.stderr.write(say(f"illisible, laissé : {title}", f"unreadable, left out: {title}"))
        for name in report.lossy:
            self.stderr.write(
                say(
                    f"{name} : le texte dit moins que la page ; relisez-le", f"{name}: the text says less than the page"
                )
            )
        self.stdout.write(say(f"{len(report.written)} fichier(s) écrits dans {path}",
                              f"{len(report.written)} file(s) written to {path}"))  # fmt: skip
