"""Starting from something instead of an empty form: a scenario that plays, or a whole course of drafts."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page

from academy.exercises.texts import TEXTS
from academy.library.inbox_engine import fill_inbox_page
from academy.library.models import CoursePage, InboxPage, LessonPage, ModulePage, QuizPage, ReplyPage, ScenarioPage
from academy.library.models.exercise_page import ExercisePage
from academy.library.reply_engine import fill_reply_page
from academy.library.scenario_engine import fill_scenario_page

KINDS: dict[str, tuple[type[ExercisePage], Callable[[Any, Any], None]]] = {
    "scenario": (ScenarioPage, fill_scenario_page),
    "inbox": (InboxPage, fill_inbox_page),
    "reply": (ReplyPage, fill_reply_page),
}
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
def new_exercise(kind: str, module: Page, title: str, user) -> ExercisePage:
    """A draft below a module that can be played at once; every text in it says what belongs there. `kind` is one of
    KINDS."""
    model, fill = KINDS[kind]
    language = "en" if module.locale.language_code.startswith("en") else "fr"
    file = FOLDER / f"{kind}.{language}.md"
    exercise, problems = TEXTS[kind].read(file.read_text(encoding="utf-8"), file.name)
    if exercise is None:
        raise ValueError(problems)
    page = model(title=title, locale=module.locale)
    fill(page, exercise)
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
        new_exercise("scenario", second, _("A situation to write"), user)
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
