from django.core.management.base import BaseCommand

from academy.learning.refreshers.deck import catch_up
from academy.people.models import Brand


class Command(BaseCommand):
    help = "Refresher cards for people whose quizzes were finished before there were refreshers. Safe to repeat."

    def handle(self, *args, **options):
        made = sum(catch_up(brand) for brand in Brand.objects.all())
        if options["verbosity"]:
            self.stdout.write(f"{made} new refresher cards.")
