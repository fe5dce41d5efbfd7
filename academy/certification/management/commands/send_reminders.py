from django.core.management.base import BaseCommand

from academy.certification.reminders import send_reminders
from academy.certification.updates.mails import tell_updates


class Command(BaseCommand):
    help = "Remind holders and managers 60, 30 and 7 days before the end, and of changes to confirm. Safe to repeat."

    def handle(self, *args, **options):
        sent = send_reminders() + tell_updates()
        if options["verbosity"]:
            self.stdout.write(f"{sent} reminders on their way.")
