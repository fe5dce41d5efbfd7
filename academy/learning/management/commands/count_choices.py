from django.core.management.base import BaseCommand

from academy.learning.choice_counts import count_finished


class Command(BaseCommand):
    help = "Add the decisions of newly finished attempts to the counts that authors see. Safe to repeat."

    def handle(self, *args, **options):
        total = 0
        while done := count_finished():
            total += done
        if options["verbosity"]:
            self.stdout.write(f"{total} attempts counted.")
