import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import get_language

from academy.library.content.commands import say
from academy.library.content.errors import error, show
from academy.library.content.files import LANGUAGES, read_content, read_single
from academy.library.content.marking import mark_translations


class Command(BaseCommand):
    help = "Lints content folders or single files without a database. Exit code 1 when there are errors."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", metavar="PATH")
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument(
            "--mark", action="store_true",
            help="write into each translated exercise what its source says now: W62 then names what changes later",
        )  # fmt: skip

    def handle(self, *, paths, format, mark, **options):
        if mark:
            changed = [file for path in paths for file in mark_translations(Path(path))]
            self.stdout.write(say(f"{len(changed)} fichier(s) marqué(s)", f"{len(changed)} file(s) marked"))
        problems = [problem for path in paths for problem in problems_of(Path(path))]
        problems.sort(key=lambda problem: (problem.path, problem.line))
        language = get_language() or "fr"
        if format == "json":
            rows = [
                {
                    "path": p.path, "line": p.line, "severity": p.severity, "code": p.code, "where": p.where,
                    "message": p.message(language), "mend": p.mend(language), "witness": list(p.witness),
                }
                for p in problems
            ]  # fmt: skip
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
        else:
            for problem in problems:
                self.stdout.write(show(problem, language))
        errors = sum(problem.severity == "error" for problem in problems)
        if errors:
            raise CommandError(say(f"{errors} erreur(s)", f"{errors} error(s)"), returncode=1)


def problems_of(path: Path):
    """A content folder as a whole, a part of one file by file, or one file."""
    if path.is_dir() and any((path / name).exists() for name in ("brand.yaml", *LANGUAGES)):
        return read_content(path)[1]
    if path.is_dir():
        return [problem for file in sorted(path.rglob("*.md")) for problem in read_single(file)]
    if not path.is_file():
        return [error(str(path), 0, "ce fichier n’existe pas", "this file does not exist")]
    return read_single(path)
