from django.core.management.base import BaseCommand

from academy.certification.reminders import send_reminders


class Command(BaseCommand):
    help = "Remind holders and their managers 60, 30 and 7 days before the end. At most one mail each. Safe to repeat."

    def handle(self, *args, **options):
        sent = send_reminders()
        if options["verbosity"]:
            self.stdout.write(f"{sent} reminders on their way.")
