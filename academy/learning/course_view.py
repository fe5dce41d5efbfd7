"""A course as one person sees it: its steps with their states, where they are, what comes first, what it opens."""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from academy.learning.enrolment import missing_prerequisites
from academy.learning.levels import level_names
from academy.learning.models import Progress
from academy.learning.progress import next_step, steps_taken
from academy.library.models import CoursePage
from academy.library.models.course import Module, Step
from academy.people.models import Brand, User


def kind_name(kind: str) -> str:
    """What a step is, in words."""
    names = {
        "lesson": _("Lesson"),
        "scenario": _("Scenario"),
        "quiz": _("Quiz"),
        "inbox": _("Inbox"),
        "reply": _("Written reply"),
    }
    return names.get(kind, _("Exercise"))


@dataclass(frozen=True)
class Line:
    """A step as a list shows it. `state` is done, current or todo; `credited`: done by a placement, not taken."""

    step: Step
    number: int  # in its module, from 1
    state: str
    credited: bool = False

    @property
    def kind(self) -> str:
        return kind_name(self.step.kind)


@dataclass(frozen=True)
class Chapter:
    module: Module
    number: int
    lines: list[Line]

    @property
    def done(self) -> int:
        return sum(line.state == "done" for line in self.lines)

    @property
    def minutes(self) -> int:
        return sum(line.step.minutes for line in self.lines)

    @property
    def is_done(self) -> bool:
        return bool(self.lines) and self.done == len(self.lines)


@dataclass(frozen=True)
class CourseView:
    course: CoursePage
    chapters: list[Chapter]
    progress: Progress | None = None
    next: Step | None = None
    missing: list[CoursePage] = field(default_factory=list)
    opens: str = ""  # name of the level

    @property
    def steps(self) -> list[Step]:
        return [line.step for chapter in self.chapters for line in chapter.lines]

    @property
    def done(self) -> int:
        return sum(chapter.done for chapter in self.chapters)

    @property
    def total(self) -> int:
        return sum(len(chapter.lines) for chapter in self.chapters)

    @property
    def begun(self) -> bool:
        return self.progress is not None and (self.done > 0 or self.progress.last_step is not None)

    @property
    def finished(self) -> bool:
        return self.progress is not None and self.progress.completed is not None

    @property
    def minutes_left(self) -> int:
        left = [line.step for chapter in self.chapters for line in chapter.lines if line.state != "done"]
        return sum(step.minutes for step in left)


def view_course(course: CoursePage, person: User | None, brand: Brand | None, *, whole: bool = True) -> CourseView:
    """The course for a person; for nobody (a preview) without states. `whole`: with prerequisites and level name."""
    known = person is not None and person.is_authenticated
    key = course.translation_key
    progress = Progress.objects.filter(person=person, course_key=key).first() if known else None
    taken = steps_taken(person, key) if progress else {}
    done, credited = set(taken), {one for one, was_credited in taken.items() if was_credited}
    missing = missing_prerequisites(person, course) if whole and known and progress is None else []
    opens = ""
    if whole and course.opens and brand is not None:
        opens = level_names(brand, get_language() or "fr").get(course.opens, "")
    return build_view(course, progress, done, missing, opens, credited)


def build_view(
    course: CoursePage, progress: Progress | None, done: set, missing=(), opens: str = "", credited: Collection = ()
) -> CourseView:
    """The view of what is already known about a person: costs the query for the outline."""
    outline = course.outline()
    following = following_step([step for module in outline for step in module.steps], done, progress)
    chapters = [
        Chapter(
            module,
            number,
            [_line(step, place, done, following, credited) for place, step in enumerate(module.steps, 1)],
        )
        for number, module in enumerate(outline, 1)
    ]
    return CourseView(course, chapters, progress, following, list(missing), opens)


def following_step(steps: list[Step], done: set, progress: Progress | None) -> Step | None:
    """Where to go on: the step where the person was when it is not done yet, else the next one to do."""
    last = progress.last_step if progress else None
    here = next((step for step in steps if step.key == last and step.key not in done), None)
    return here or next_step(steps, done, last)


def _line(step: Step, number: int, done: set, following: Step | None, credited: Collection) -> Line:
    if step.key in done:
        return Line(step, number, "done", step.key in credited)
    return Line(step, number, "current" if following and step.key == following.key else "todo")
