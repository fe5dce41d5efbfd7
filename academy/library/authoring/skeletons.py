"""Starting from something instead of an empty form: a scenario that plays, or a whole course of drafts."""

from pathlib import Path

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page

from academy.exercises.inbox_text import read_inbox
from academy.exercises.scenario_text import read_scenario
from academy.library.inbox_engine import fill_inbox_page
from academy.library.models import CoursePage, InboxPage, LessonPage, ModulePage, QuizPage, ScenarioPage
from academy.library.scenario_engine import fill_scenario_page

FOLDER = Path(__file__).resolve().parents[1] / "skeletons"


def _slug(parent: Page, title: str) -> str:
    wanted = slugify(title)[:80] or "page"
    taken = set(parent.get_children().values_list("slug", flat=True))
    return next(s for s in (wanted, *(f"{wanted}-{n}" for n in range(2, 1000))) if s not in taken)


def add_draft(parent: Page, page: Page, user) -> Page:
    """Puts a new page below `parent` as a draft with an address of its own. `user` may be None (a command)."""
    page.slug, page.locale, page.live, page.owner = _slug(parent, page.title), parent.locale, False, user
    page.has_unpublished_changes = True
    parent.add_child(instance=page)
    page.save_revision(user=user, log_action=True)
    return page


@transaction.atomic
def new_scenario(module: Page, title: str, user) -> ScenarioPage:
    """A draft below a module that can be played at once; every text in it says what belongs there."""
    language = "en" if module.locale.language_code.startswith("en") else "fr"
    file = FOLDER / f"scenario.{language}.md"
    scenario, problems = read_scenario(file.read_text(encoding="utf-8"), file.name)
    if scenario is None:
        raise ValueError(problems)
    page = ScenarioPage(title=title)
    fill_scenario_page(page, scenario)
    page.title = title
    return add_draft(module, page, user)


@transaction.atomic
def new_inbox(module: Page, title: str, user) -> InboxPage:
    """The same for an inbox: five messages and what follows when the first one waits."""
    language = "en" if module.locale.language_code.startswith("en") else "fr"
    file = FOLDER / f"inbox.{language}.md"
    inbox, problems = read_inbox(file.read_text(encoding="utf-8"), file.name)
    if inbox is None:
        raise ValueError(problems)
    page = InboxPage(title=title, locale=module.locale)
    fill_inbox_page(page, inbox)
    page.title = title
    return add_draft(module, page, user)


@transaction.atomic
def new_course(index: Page, title: str, user) -> CoursePage:
    """A course of drafts: two modules, a lesson in each, a scenario and a closing quiz."""
    with override(index.locale.language_code):
        course = add_draft(index, CoursePage(title=title, summary=_("What people can do after this course.")), user)
        first = add_draft(course, ModulePage(title=_("First module: understand")), user)
        add_draft(first, LessonPage(title=_("Lesson: the rule and why"), body=_lesson_body()), user)
        second = add_draft(course, ModulePage(title=_("Second module: practise")), user)
        new_scenario(second, _("A situation to write"), user)
        add_draft(second, QuizPage(title=_("Closing quiz")), user)
    return course


def _lesson_body() -> list:
    """The order that works (DOMAIN, 'Playbook lesson skeleton'): situation, rule, why, examples, checklist."""
    checks = [_("First thing to check"), _("Second thing to check")]
    return [
        ("markdown", _("## The situation\n\nTell one that your readers recognise, in three sentences.")),
        ("markdown", _("## The rule\n\nOne sentence. Then why: which value, which law.")),
        ("do", {"text": _("An example of what helps.")}),
        ("dont", {"text": _("An example of what does harm, and what it costs.")}),
        (
            "checklist",
            {"title": _("Before you send"), "items": checks},
        ),
    ]
