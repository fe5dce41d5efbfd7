from django.core.management.base import BaseCommand

from academy.certification.awards import award_everybody
from academy.people.models import Brand, User


class Command(BaseCommand):
    help = "Give every certificate that was earned and not yet given. Safe to repeat, also on several machines."

    def handle(self, *args, **options):
        for brand in Brand.objects.select_related("site"):
            made = award_everybody(brand, User.objects.of_brand(brand).order_by("pk"))
            if options["verbosity"]:
                self.stdout.write(f"{brand.name}: {len(made)} new certificates.")
