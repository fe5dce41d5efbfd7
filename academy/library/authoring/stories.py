"""Stories of other tools as draft scenarios: which module they go to, and what is told about each."""

from dataclasses import replace
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from wagtail.models import Page

from academy.exercises.banks.base import Remark
from academy.exercises.pictures import renamed, without_pictures
from academy.exercises.stories.base import Imported
from academy.exercises.stories.read import read_stories
from academy.library.authoring.skeletons import add_draft
from academy.library.content.media import Media
from academy.library.keys import content_key
from academy.library.models import ModulePage, ScenarioPage
from academy.library.scenario_engine import fill_scenario_page
from academy.library.tree import homes_of
from academy.library.uploads import picture_kind


def module_for(brand, into: str | None) -> ModulePage | None:
    """The module named by page id or content path (`fr/course/module`, or without the language); without a name the
    brand's first module, its first language first. None when there is none in this brand."""
    homes = homes_of(brand)
    modules = [ModulePage.objects.descendant_of(home).select_related("locale") for home in homes.values()]
    if into and into.isascii() and into.isdigit():
        return next((found for these in modules if (found := these.filter(pk=int(into[:12])).first())), None)
    if into:
        path = into.strip("/").removesuffix(".md").removesuffix("/module")
        language, _, rest = path.partition("/")
        wanted = [(homes[language], rest)] if language in homes else [(home, path) for home in homes.values()]
        keys = [(home, content_key(brand, one)) for home, one in wanted]
        rows = (ModulePage.objects.descendant_of(home).filter(translation_key=key).first() for home, key in keys)
        return next((row for row in rows if row), None)
    return next((found for these in modules if (found := these.order_by("path").first())), None)


def stories_in(data: bytes, name: str, locale: str) -> list[Imported]:
    """The stories of a file as they would be imported: a picture that an upload would refuse is left out, and named."""
    stories = read_stories(data, name, locale)
    for story in stories:
        refused = [file for file, content in story.pictures.items() if picture_kind(content) is None]
        for file in refused:
            del story.pictures[file]
            story.left_out.append(Remark(
                PurePosixPath(file).name[:80], "image illisible ou trop grande : laissée de côté",
                "image unreadable or too large: left out",
            ))  # fmt: skip
        if refused and story.scenario:
            story.scenario = without_pictures(story.scenario, refused)
    return stories


def import_draft(module: Page, story: Imported, user, media: Media) -> ScenarioPage | None:
    """A draft below the module, or None with the reason among the story's errors; all of it or nothing. `media` knows
    the pictures that were added: whoever undoes the import tells it to forget them."""
    if story.scenario is None:
        return None
    try:
        with transaction.atomic():
            scenario = renamed(story.scenario, lambda file, alt: _kept(story, file, alt, media))
            page = ScenarioPage(title=scenario.title)
            fill_scenario_page(page, replace(scenario, locale=module.locale.language_code))
            return add_draft(module, page, user)
    except (ValidationError, DatabaseError, ValueError) as wrong:
        media.forget()
        reason = " ".join(str(wrong).split())[:200]
        story.errors.append(
            Remark(story.title, f"la page n'a pas pu être faite : {reason}", f"the page could not be made: {reason}")
        )
        return None


def _kept(story: Imported, file: str, alt: str, media: Media) -> str:
    content = story.pictures[file]
    name = f"{PurePosixPath(file).stem[:60]}.{picture_kind(content)}"
    return f"image:{media.image_of(content, name, alt)}"
