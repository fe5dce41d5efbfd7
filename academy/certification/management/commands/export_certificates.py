import time
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from academy.certification.models import Level
from academy.certification.pdf import bulk
from academy.people.models import Brand, Department


class Command(BaseCommand):
    help = (
        "Write the certificates in force into one ZIP file, or one PDF to print (--out FILE.pdf). "
        "Stopped or killed, it goes on where it was when it is started again."
    )

    def add_arguments(self, parser):
        parser.add_argument("--out", required=True, type=Path, metavar="FILE.zip")
        parser.add_argument("--brand", metavar="HOST", help="the brand served at this host; needed when there are many")
        parser.add_argument("--level", default="", metavar="CODE")
        parser.add_argument("--department", default="", metavar="CODE", help="and the departments below it")
        parser.add_argument(
            "--since", type=date.fromisoformat, metavar="YYYY-MM-DD", help="issued on that day or later"
        )
        parser.add_argument("--until", type=date.fromisoformat, metavar="YYYY-MM-DD")

    def handle(self, *args, out: Path, brand: str | None, level: str, department: str, since, until, **options):
        if out.suffix not in {".zip", ".pdf"}:
            raise CommandError(f"{out}: end the name in .zip or .pdf.")
        if not out.absolute().parent.is_dir():
            raise CommandError(f"{out.parent} is not a folder.")
        chosen = self.brand(brand)
        awards = bulk.awards_for(chosen, self.level(chosen, level), self.department(chosen, department), since, until)
        self.began, self.first = time.monotonic(), None
        total = bulk.make_missing(awards, bulk.every_second(self.report))
        if not total:
            raise CommandError("No certificate in force matches.")
        try:
            (bulk.write_zip if out.suffix == ".zip" else bulk.write_print)(awards, out)
        except bulk.TooManyError as error:
            raise CommandError(f"{total} certificates are too many for one PDF; write a .zip.") from error
        except FileNotFoundError as error:
            raise CommandError(f"A stored certificate is gone: {error.filename}. Restore the private files.") from error
        self.stdout.write(f"{out}: {total} certificates, {out.stat().st_size / 1e6:.1f} MB")

    def brand(self, host: str | None) -> Brand:
        brands = Brand.objects.select_related("site")
        found = list(brands.filter(site__hostname=host) if host else brands.all()[:2])
        if len(found) != 1:
            raise CommandError(f"No brand is served at {host}." if host else "Say which brand: --brand HOST.")
        return found[0]

    def level(self, brand: Brand, code: str) -> str:
        if code and not Level.objects.filter(brand=brand, code=code).exists():
            known = ", ".join(Level.objects.filter(brand=brand).values_list("code", flat=True))
            raise CommandError(f"There is no level {code}. Known: {known}")
        return code

    def department(self, brand: Brand, code: str) -> Department | None:
        if not code:
            return None
        found = Department.objects.filter(brand=brand, code=code).first()
        if found is None:
            known = ", ".join(Department.objects.filter(brand=brand).values_list("code", flat=True))
            raise CommandError(f"There is no department {code}. Known: {known}")
        return found

    def report(self, done: int, total: int) -> None:
        if self.first is None:
            self.first = done
        made, seconds = done - self.first, time.monotonic() - self.began
        pace = f", {made / seconds:.1f} a second" if made and seconds > 1 else ""
        self.stdout.write(f"{done} of {total} certificates are made{pace}")
        self.stdout.flush()
