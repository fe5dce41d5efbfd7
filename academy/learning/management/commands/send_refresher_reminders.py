from django.core.management.base import BaseCommand

from academy.learning.refreshers.reminders import send_refresher_reminders


class Command(BaseCommand):
    help = "Write to who has refresher questions waiting: at most once a week. Safe to repeat."

    def handle(self, *args, **options):
        sent = send_refresher_reminders()
        if options["verbosity"]:
            self.stdout.write(f"{sent} reminders are on their way.")
