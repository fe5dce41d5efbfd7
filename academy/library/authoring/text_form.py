"""An exercise as one text: read, edited and put back whole, or not at all."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from wagtail.images.permissions import permission_policy

from academy.exercises.pictures import line_of, pictures_of
from academy.exercises.problems import Problem
from academy.exercises.text_problems import problem
from academy.exercises.texts import TEXTS
from academy.library.inbox_engine import fill_inbox_page
from academy.library.models import ReplyPage
from academy.library.models.exercise_page import ExercisePage
from academy.library.reply_engine import fill_reply_page
from academy.library.scenario_engine import fill_scenario_page, picture_pk

LIMIT = 1_000_000
_FILL: dict[str, Callable[[Any, Any], None]] = {
    "scenario": fill_scenario_page, "inbox": fill_inbox_page, "reply": fill_reply_page
}  # fmt: skip


def text_of(page: ExercisePage) -> str | None:
    """The draft in the format of content files; None while the form itself cannot be read."""
    exercise, _problems = page.read_engine()
    if exercise is None and isinstance(page, ReplyPage):
        return page.text  # the text is the form: it can always be shown
    return TEXTS[page.step_kind].write(exercise) if exercise else None


def put_back(page: ExercisePage, text: str, user) -> list[Problem]:
    """Saves the text as a new draft. → the reading errors; when there are any, nothing was saved."""
    exercise, problems = TEXTS[page.step_kind].read(text[:LIMIT], "")
    errors = [problem for problem in problems if problem.severity == "error"]
    errors += _unknown_pictures(page, exercise, text, user)
    if exercise is None or errors:
        return errors or problems
    slug = page.slug
    _FILL[page.step_kind](page, replace(exercise, locale=page.locale.language_code))
    page.slug = slug
    page.save_revision(user=user, log_action=True)
    return []


def _unknown_pictures(page: ExercisePage, exercise: Any, text: str, user) -> list[Problem]:
    """Pictures that are neither in the draft already nor among those this person may choose."""
    held = {name for name, _alt in pictures_of(page.read_engine()[0])}
    wanted = {name for name, _alt in pictures_of(exercise)} - held
    if not wanted:
        return []
    mine = permission_policy.instances_user_has_any_permission_for(user, ["choose"])
    numbers = [number for number in map(picture_pk, wanted) if number]
    found = {f"image:{pk}" for pk in mine.filter(pk__in=numbers).values_list("pk", flat=True)}
    return [problem("F36", "", line_of(text, name), name) for name in sorted(wanted - found)]
