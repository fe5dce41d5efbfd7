from django.core.management.base import BaseCommand

from academy.certification.weeks import count_weeks
from academy.people.models import Brand


class Command(BaseCommand):
    help = "Count what happened in the last weeks, for the trends. Safe to repeat; --weeks 52 counts a year anew."

    def add_arguments(self, parser):
        parser.add_argument("--weeks", type=int, default=2, help="how many, the running one included (default: 2)")

    def handle(self, *, weeks, verbosity, **options):
        counted = sum(count_weeks(brand, max(1, weeks)) for brand in Brand.objects.select_related("site"))
        if verbosity:
            self.stdout.write(f"{counted} weeks counted.")
