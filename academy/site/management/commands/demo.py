from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from academy.people.models import User
from academy.site.demo.accounts import DOMAIN, welcome_text


class Command(BaseCommand):
    help = "Make the demo brand Vélo Lumière, its people and months of history. Safe to repeat."

    def add_arguments(self, parser):
        parser.add_argument("--brand-only", action="store_true", help="Only brand, site and administrator.")

    def handle(self, *args, brand_only: bool = False, **options):
        self.refuse_real_people()
        from academy.certification.weeks import count_weeks
        from academy.learning.refreshers.deck import catch_up
        from academy.site.demo.certificates import make_awards
        from academy.site.demo.company import make_brand, make_people
        from academy.site.demo.former import make_former
        from academy.site.demo.history import make_history
        from academy.site.demo.replies import make_replies

        with transaction.atomic():
            brand = make_brand()
            if brand_only:
                return
            people = make_people(brand)
            learners = make_history(brand, people)
            make_replies(brand)
            awards = make_awards(brand)
            make_former(brand)
            catch_up(brand)
            count_weeks(brand, 12)
        if options["verbosity"]:
            self.stdout.write(f"{len(people)} people, {learners} with new history, {awards} new certificates.")
            self.stdout.write(welcome_text(8000))

    def refuse_real_people(self) -> None:
        stranger = User.objects.exclude(email__iendswith=f"@{DOMAIN}").first()
        if stranger:
            raise CommandError(
                f"This database holds real people ({stranger.email}). The demo is for an empty database only: "
                "use another one, for example VAR_DIR=/tmp/demo."
            )
