"""A step as one person sees it: its place in the course, its neighbours, what they did."""

from dataclasses import dataclass

from academy.learning.course_view import Chapter, CourseView, Line, view_course
from academy.learning.models import Attempt
from academy.library.models import CoursePage
from academy.library.models.course import Step, StepPage
from academy.people.models import Brand, User


@dataclass(frozen=True)
class StepView:
    view: CourseView
    chapter: Chapter
    line: Line
    previous: Step | None
    following: Step | None

    @property
    def course(self) -> CoursePage:
        return self.view.course

    @property
    def is_done(self) -> bool:
        return self.line.state == "done"

    @property
    def is_last(self) -> bool:
        """Nothing else is left to do in the course once this step is done."""
        return self.view.done + (not self.is_done) >= self.view.total


def view_step(page: StepPage, person: User | None, brand: Brand | None) -> StepView | None:
    """None while the step belongs to no course (a draft that lies elsewhere)."""
    course = page.course
    if course is None:
        return None
    view = view_course(course, person, brand, whole=False)
    steps = view.steps
    for chapter in view.chapters:
        for line in chapter.lines:
            if line.step.key == page.translation_key:
                at = steps.index(line.step)
                before = steps[at - 1] if at else None
                after = steps[at + 1] if at + 1 < len(steps) else None
                return StepView(view, chapter, line, before, after)
    return None


@dataclass(frozen=True)
class Tries:
    """A person's attempts at one exercise, newest first."""

    attempts: list[Attempt]

    @property
    def running(self) -> Attempt | None:
        return next((one for one in self.attempts if one.status == Attempt.Status.RUNNING), None)

    @property
    def finished(self) -> list[Attempt]:
        return [one for one in self.attempts if one.status == Attempt.Status.DONE]

    @property
    def used(self) -> int:
        return sum(one.status != Attempt.Status.RUNNING for one in self.attempts)

    @property
    def passed(self) -> bool:
        return any(one.counts_as_passed for one in self.attempts)

    @property
    def best(self) -> int | None:
        scores = (one.score_in_force for one in self.finished)
        return max((score for score in scores if score is not None), default=None)


def tries_of(person: User | None, step_key) -> Tries:
    if person is None or not person.is_authenticated:
        return Tries([])
    rows = Attempt.objects.of(person, step_key).defer("state", "reasons").order_by("-number")
    return Tries(list(rows))
