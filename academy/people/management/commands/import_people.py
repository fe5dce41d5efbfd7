from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from academy.people.import_people.apply import RefusedError, import_people
from academy.people.import_people.plan import Options, make_plan
from academy.people.import_people.read import UnreadableError, check_size, read
from academy.people.models import Brand

_SHOWN = 20


class Command(BaseCommand):
    help = "Bring people, departments and roles in from a CSV or XLSX file: all or nothing, safe to repeat."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--brand", metavar="HOST", help="host name of the brand; needed when there are several")
        parser.add_argument("--dry-run", action="store_true", help="say what would change, change nothing")
        parser.add_argument("--deactivate-missing", action="store_true", help="who is not in the file leaves today")
        parser.add_argument("--create-departments", action="store_true", help="make departments that are not known")
        parser.add_argument("--language", default="en", choices=["fr", "en"], help="language of the messages")

    def handle(self, *args, **options):
        with translation.override(options["language"]):
            self._import(options)

    def _import(self, options) -> None:
        brand = _brand(options["brand"])
        wishes = Options(options["deactivate_missing"], options["create_departments"])
        try:
            check_size(options["file"].stat().st_size)
            table = read(options["file"].read_bytes(), options["file"].name)
            if options["dry_run"]:
                plan = make_plan(brand, table, wishes)
                if plan.problems:
                    raise RefusedError(plan)
            else:
                plan = import_people(brand, table, wishes)
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}") from None
        except UnreadableError as error:
            raise CommandError(f"{options['file']}: {error}") from None
        except RefusedError as refused:
            lines = [f"{options['file']}: {problem}" for problem in refused.plan.problems[:200]]
            raise CommandError("\n".join(["Nothing was imported.", *lines])) from None
        self._say(plan, options)

    def _say(self, plan, options) -> None:
        if options["verbosity"] > 1 or options["dry_run"]:
            for kind in ("created", "changed", "deactivated"):
                people = plan.of_kind(kind)
                for person in people[:_SHOWN]:
                    self.stdout.write(f"{kind:<12} {person.email}")
                if len(people) > _SHOWN:
                    self.stdout.write(f"{kind:<12} … and {len(people) - _SHOWN} more")
        counts = ", ".join(f"{kind.replace('_', ' ')} {count}" for kind, count in plan.counts().items())
        self.stdout.write(("Dry run: " if options["dry_run"] else "Imported: ") + counts)


def _brand(host: str | None) -> Brand:
    if host:
        brand = Brand.objects.filter(site__hostname=host).first()
        if brand is None:
            raise CommandError(f"No brand is served at {host}.")
        return brand
    brands = list(Brand.objects.all()[:2])
    if len(brands) != 1:
        raise CommandError("Say which brand: --brand HOST")
    return brands[0]
