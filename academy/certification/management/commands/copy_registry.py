from django.core.management.base import BaseCommand

from academy.certification.copies import monthly_copy
from academy.people.models import Brand


class Command(BaseCommand):
    help = "Write this month's signed copy of each brand's registry, for the day the site is down. Safe to repeat."

    def handle(self, *args, **options):
        made = sum(monthly_copy(brand)[1] for brand in Brand.objects.select_related("site"))
        if options["verbosity"]:
            self.stdout.write(f"{made} copies of the registry made.")
