from django.core.management.base import BaseCommand

from academy.people import retention
from academy.people.data_export import forget_old_exports
from academy.people.models import Brand


class Command(BaseCommand):
    help = "Erase or empty what is past its retention. Run every night; safe to repeat."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="say what is due, change nothing")

    def handle(self, *args, **options):
        for brand in Brand.objects.select_related("site"):
            if options["dry_run"]:
                for item in retention.due(brand):
                    self.stdout.write(f"{brand}: {item.declaration.key} > {item.months} months: {item.rows.count()}")
                continue
            for key, count in retention.apply(brand).items():
                self.stdout.write(f"{brand}: {key}: {count}")
        if options["dry_run"]:
            for key, rows in retention.leftovers().items():
                self.stdout.write(f"left over: {key}: {rows.count()}")
        else:
            retention.forget_leftovers()
            forget_old_exports()
            retention.prune_audit()
