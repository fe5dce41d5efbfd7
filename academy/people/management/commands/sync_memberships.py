from django.core.management.base import BaseCommand

from academy.people.models import Brand
from academy.people.roles import sync_all, sync_brand_groups


class Command(BaseCommand):
    help = "Give and take Wagtail permissions as memberships begin and end. Run every night; safe to repeat."

    def handle(self, *args, **options):
        for brand in Brand.objects.select_related("site__root_page"):
            sync_brand_groups(brand)
        count = sync_all()
        if options["verbosity"]:
            self.stdout.write(f"{count} people looked at.")
