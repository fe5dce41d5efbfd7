from django.core.management.base import BaseCommand

from academy.certification.reminders import end_departed, follow_departures
from academy.certification.updates.acts import enforce
from academy.people.models import Brand


class Command(BaseCommand):
    help = "End certificates of people who have left; pause who did not confirm a change in time. Safe to repeat."

    def handle(self, *args, **options):
        ended = end_departed()
        follow_departures()
        paused = sum(enforce(brand, again=True) for brand in Brand.objects.select_related("site"))
        if options["verbosity"]:
            self.stdout.write(f"{ended} certificates ended with their holder's contract, {paused} paused for a change.")
