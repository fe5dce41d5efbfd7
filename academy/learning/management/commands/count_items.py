from django.core.management.base import BaseCommand

from academy.learning.choice_counts import count_finished
from academy.learning.item_counts import rebuild


class Command(BaseCommand):
    help = "Count quiz attempts anew for item analysis, from what was answered. Safe to repeat: twice is once."

    def handle(self, *args, **options):
        while count_finished():
            pass
        total = rebuild()
        if options["verbosity"]:
            self.stdout.write(f"{total} attempts counted.")
