from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from academy.exercises.stories.twee_writer import write_twee
from academy.library.content.commands import say
from academy.library.models import ScenarioPage


class Command(BaseCommand):
    help = "A scenario page (its latest draft) as a Twee 3 file for Twine; import_story reads it back without loss."

    def add_arguments(self, parser):
        parser.add_argument("page_id", type=int)
        parser.add_argument("--format", choices=["twee"], default="twee")
        parser.add_argument("--output", metavar="FILE", help="write to this file (default: the terminal)")

    def handle(self, *, page_id, output, **options):
        page = ScenarioPage.objects.filter(pk=page_id).first()
        if page is None:
            raise CommandError(say(f"la page {page_id} n’est pas un scénario", f"page {page_id} is no scenario"))
        scenario, problems = page.get_latest_revision_as_object().read_engine()
        if scenario is None:
            reasons = "; ".join(problem.message(say("fr", "en")) for problem in problems)
            raise CommandError(say(f"ce scénario est illisible : {reasons}", f"unreadable scenario: {reasons}"))
        text = write_twee(scenario)
        if not output:
            self.stdout.write(text, ending="")
            return
        try:
            Path(output).write_text(text, encoding="utf-8")
        except OSError as wrong:
            raise CommandError(f"{output} : {wrong.strerror}") from None
