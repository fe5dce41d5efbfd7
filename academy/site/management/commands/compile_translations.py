from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Compile our .po files with Babel: no gettext tools needed. Skips what is already up to date."
    requires_system_checks: list[str] = []

    def handle(self, *args, **options):
        for po in sorted((Path(settings.BASE_DIR) / "academy").glob("*/locale/*/LC_MESSAGES/django.po")):
            mo = po.with_suffix(".mo")
            if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
                continue
            with po.open("rb") as source:
                catalogue = read_po(source)
            with mo.open("wb") as target:
                write_mo(target, catalogue)
