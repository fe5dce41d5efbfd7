from django.core.management.base import BaseCommand, CommandError

from academy.people.erasure import erase_person
from academy.people.models import User


class Command(BaseCommand):
    help = "Erase a person: names, addresses, answers and files go; figures stay without a name. Cannot be undone."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--yes", action="store_true", help="do not ask")
        parser.add_argument("--reason", default="")

    def handle(self, *args, **options):
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError("Nobody has this address.")
        if not options["yes"] and input("Erase this person for good? Type yes: ") != "yes":
            raise CommandError("Nothing was erased.")
        try:
            erase_person(user, reason=options["reason"])
        except ValueError as refusal:
            raise CommandError(f"Hand over this person's rights first: {refusal}.") from None
        self.stdout.write("Erased.")
