from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from academy.people.audit import record
from academy.people.data_export import archive_of
from academy.people.models import User


class Command(BaseCommand):
    help = "Write everything held about a person to a ZIP (JSON, CSV, certificates)."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--out", type=Path, required=True, metavar="FILE.zip")

    def handle(self, *args, **options):
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError("Nobody has this address.")
        options["out"].write_bytes(archive_of(user))
        record(None, "data.exported", user)
        self.stdout.write(f"Written: {options['out']}")
