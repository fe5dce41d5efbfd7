from django.core.management.base import BaseCommand

from academy.certification.reminders import end_departed


class Command(BaseCommand):
    help = "End the certificates of people who have left; those past their date end by themselves. Safe to repeat."

    def handle(self, *args, **options):
        ended = end_departed()
        if options["verbosity"]:
            self.stdout.write(f"{ended} certificates ended with their holder's contract.")
