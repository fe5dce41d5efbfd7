from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import get_language, override

from academy.library.content.commands import add_brand_argument, brand_named, say
from academy.library.copying.copy import copy_course
from academy.library.copying.plan import plan_copy
from academy.library.copying.work import in_words, notes_of
from academy.library.models import CoursePage
from academy.library.tree import homes_of


class Command(BaseCommand):
    help = "A course with everything it uses → drafts in another brand. Asked for twice, it adds only what is missing."

    def add_arguments(self, parser):
        parser.add_argument("course", help="the course: its page id, or the last part of its address")
        add_brand_argument(parser)
        parser.add_argument("--to", metavar="HOST", required=True, help="host name of the other brand's site")
        parser.add_argument("--dry-run", action="store_true", help="say what would be copied, change nothing")

    def handle(self, *, course, brand, to, dry_run, **options):
        source, target = brand_named(brand), brand_named(to)
        if source == target:
            raise CommandError(say("les deux marques sont la même", "both brands are the same"))
        with override(get_language() or "fr"):
            plan = plan_copy(_course(source, course), source, target)
            for item in plan.new:
                self.stdout.write(f"+ {in_words(item)}")
            for item in plan.there:
                self.stdout.write(f"= {in_words(item)}")
            for told in [*notes_of(plan), *plan.left_out]:
                self.stdout.write(f"! {told}")
            new, there = len(plan.new), len(plan.there)
            if not dry_run and plan.new:
                copy_course(plan, None)
        self.stdout.write(
            say(f"{new} brouillon(s), {there} déjà là", f"{new} draft(s), {there} there already")
            + (say(" — essai, rien n’est écrit", " (dry run: nothing written)") if dry_run else "")
        )


def _course(source, name: str) -> CoursePage:
    found = CoursePage.objects.filter(pk=name) if name.isdecimal() else CoursePage.objects.filter(slug=name)
    for home in homes_of(source).values():
        page = found.descendant_of(home).select_related("locale").first()
        if page:
            return page
    raise CommandError(say(f"pas de cours « {name} » dans cette marque", f"no course “{name}” in this brand"))
