import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import get_language

from academy.exercises.banks.base import Remark
from academy.exercises.stories.base import LARGEST_FILE, Imported
from academy.library.authoring.stories import import_draft, module_for, stories_in
from academy.library.content.commands import add_brand_argument, brand_named, say
from academy.library.content.media import Media


class Command(BaseCommand):
    help = (
        "Stories of Twine (Twee 3, HTML), ink (JSON) or H5P Branching Scenario → draft scenarios, with what was left "
        "out. Drafts go to --into, else to the first module of the brand. --format json: one object per story and line."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="the same report, nothing is written")
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument(
            "--into", metavar="MODULE", help="page id of a module, or its content path: fr/course/module"
        )
        add_brand_argument(parser)

    def handle(self, *, files, dry_run, format, into, brand, **options):
        self.language = get_language() or "fr"
        module, refusal = self._module(brand, into, needed=not dry_run)
        locale = module.locale.language_code if module else self.language
        broken = 0
        for file in files:
            for story in _stories(file, locale):
                page = None
                if refusal:
                    story.errors.append(Remark("--into", refusal, refusal))
                elif not dry_run:
                    page = import_draft(module, story, None, Media())
                entry = self._entry(file, story)
                broken += bool(entry["errors"])
                self._tell(entry, page, module, dry_run, format)
        if broken:
            raise CommandError(say(f"{broken} fichier(s) ou histoire(s) non repris",
                                   f"{broken} file(s) or story(ies) not imported"), returncode=1)  # fmt: skip

    def _module(self, brand, into, needed):
        """(module, why there is none). A dry run without --into needs none."""
        if not needed and not into:
            return None, ""
        try:
            found = module_for(brand_named(brand), into)
        except CommandError as wrong:
            return None, str(wrong)
        if found is None and into:
            return None, say(f"« {into} » n’est pas un module de cette marque", f"“{into}” is no module of this brand")
        return found, "" if found else say(
            "cette marque n’a pas encore de module ; créez-en un, ou essayez avec --dry-run",
            "this brand has no module yet; create one, or try with --dry-run",
        )

    def _entry(self, file, story):
        said = [[f"{r.place}: {r.said(self.language)}" for r in kind] for kind in (story.left_out, story.errors)]
        return {
            "file": file, "format": story.format, "steps": story.steps, "choices": story.choices,
            "imported": story.scenario is not None and not story.errors, "left_out": said[0], "errors": said[1],
        }  # fmt: skip

    def _tell(self, entry, page, module, dry_run, format):
        if format == "json":
            self.stdout.write(json.dumps(entry, ensure_ascii=False))
            return
        counts = entry["steps"], entry["choices"]
        self.stdout.write(f"{entry['file']} ({entry['format']}): " + say("{} étapes, {} choix", "{} steps, {} choices")
                          .format(*counts))  # fmt: skip
        for line in entry["left_out"]:
            self.stdout.write(f"  - {line}")
        for line in entry["errors"]:
            self.stderr.write(say(f"  erreur : {line}", f"  error: {line}"))
        if page is not None:
            self.stdout.write(say(f"  brouillon n° {page.pk} dans « {module.title} »",
                                  f"  draft no. {page.pk} in “{module.title}”"))  # fmt: skip
        elif dry_run and entry["imported"]:
            self.stdout.write(say("  essai : rien n’est écrit", "  dry run: nothing written"))


def _stories(file: str, locale: str) -> list[Imported]:
    try:
        with Path(file).open("rb") as opened:
            data = opened.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as wrong:
        reason = getattr(wrong, "strerror", None) or str(wrong)
        return [Imported("unknown", errors=[Remark(file, f"illisible : {reason}", f"unreadable: {reason}")])]
    return stories_in(data, Path(file).name, locale)
