"""Everything between an installed environment and a served site. Safe to repeat."""

from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


class Command(BaseCommand):
    help = "Prepare the site: translations, fonts, static files, database; in local mode also courses and demo people."

    def handle(self, *args, **options):
        call_command("compile_translations")
        call_command("build_fonts")
        self.say("Collecting static files")
        call_command("collectstatic", interactive=False, verbosity=0)
        self.migrate()
        cache.clear()  # nothing of the release before
        if settings.MODE == "local":
            fresh = wants_demo()
            if fresh:
                self.say("Making the demo brand")
                call_command("demo", brand_only=True, verbosity=0)
            self.say("Loading content/")
            call_command("load_content", str(settings.CONTENT_DIR))
            if fresh:
                self.say("Making demo people with months of history (half a minute)")
                call_command("demo", verbosity=0)

    def migrate(self) -> None:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if plan:
            self.say(f"Preparing the database: {len(plan)} migrations")
            call_command("migrate", interactive=False, verbosity=0)

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def wants_demo() -> bool:
    """Nobody is there yet, but for the administrator of a demo whose making was interrupted."""
    from academy.people.models import User
    from academy.site.demo.accounts import ADMINISTRATOR

    return not User.objects.exclude(email=ADMINISTRATOR).exists()
