from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from academy.exercises.lint.document import document


class Command(BaseCommand):
    help = "Writes docs/lint-codes.md from the register of lint codes. --check: only says whether it is current."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true")

    def handle(self, *, check, **options):
        file = Path(settings.BASE_DIR) / "docs" / "lint-codes.md"
        current = file.read_text(encoding="utf-8") if file.exists() else ""
        if check and current != document():
            raise CommandError("docs/lint-codes.md is not current: run manage.py lint_codes", returncode=1)
        if not check:
            file.write_text(document(), encoding="utf-8")
