"""What stands around an exercise: its course, the next step, the guides that help."""

from typing import Any

from academy.learning.coaching import standing_of
from academy.learning.exam_rules import Rules, rules_of
from academy.learning.models import Attempt
from academy.learning.players.notices import why_not_now
from academy.learning.players.screens import Play
from academy.learning.progress import done_keys, next_step
from academy.library.models import Channel, CoursePage, LessonPage, PlaybookPage
from academy.library.models.course import outline_of
from academy.library.tree import page_by_key


def surroundings(play: Play, after: bool = False) -> dict[str, Any]:
    """`course`, `step` (its page), `channel`; with `after` also `following` (the next step), `guides` and `lessons` of
    the same module, `may` (whether one may begin again) and `why_not`. Everything may be missing: pages can go."""
    attempt = play.attempt
    course = page_by_key(CoursePage, attempt.brand, attempt.course_key, attempt.version.locale)
    modules = outline_of(course) if course else []
    mine = next((m for m in modules if any(s.key == attempt.step_key for s in m.steps)), None)
    steps = [step for module in modules for step in module.steps]
    step = next((step for step in steps if step.key == attempt.step_key), None)
    found = {"course": course, "module": mine, "step": step, "channel": channel_of(play)}
    if not after:
        return found
    lessons = [one for one in mine.steps if one.kind == "lesson"] if mine else []
    following = next_step(steps, done_keys(attempt.person, attempt.course_key), attempt.step_key)
    may = _may(attempt, step.page if step else None)
    return {
        **found,
        "why_not": why_not_now(may) if may.refused else "",
        "following": following if following and following.key != attempt.step_key else None,
        "lessons": lessons,
        "guides": _guides([one.page.pk for one in lessons]),
        "may": may,
    }


def channel_of(play: Play) -> Channel | None:
    code = getattr(play.exercise, "channel", "")
    return Channel.objects.filter(brand=play.attempt.brand, code=code).first() if code else None


def _guides(lessons: list[int]) -> list[PlaybookPage]:
    if not lessons:
        return []
    ids = LessonPage.playbooks.through.objects.filter(lessonpage_id__in=lessons).values("playbookpage_id")
    return list(PlaybookPage.objects.live().filter(pk__in=ids).order_by("title"))


def _may(attempt: Attempt, page):
    """By what the page says today, like `begin`; by what it said then when the page is gone."""
    rules = rules_of(page.specific) if page else Rules.from_json(attempt.rules)
    mine = Attempt.objects.of(attempt.person, attempt.step_key).only("status", "passed", "finished", "number")
    return standing_of(attempt.person, attempt.step_key, rules, mine)
