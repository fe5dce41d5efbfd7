"""A step is done, and what follows from it. Everything here runs in the caller's transaction or its own."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from academy.learning.models import Progress, StepCompletion
from academy.learning.signals import course_completed, step_completed
from academy.library.models import CoursePage
from academy.library.models.course import Step
from academy.people.models import Brand, User


def done_keys(person: User, course_key: UUID) -> set[UUID]:
    """Keys of the steps the person completed in a course."""
    return set(StepCompletion.objects.filter(person=person, course_key=course_key).values_list("step_key", flat=True))


def steps_taken(person: User, course_key: UUID) -> dict[UUID, bool]:
    """Step key → whether a placement credited it, of the steps the person has done in a course."""
    rows = StepCompletion.objects.filter(person=person, course_key=course_key)
    return dict(rows.values_list("step_key", "credited"))


def next_step(steps: list[Step], done: set[UUID], after: UUID | None = None) -> Step | None:
    """The first step still to do behind `after`, else the first still to do at all, else None."""
    keys = [step.key for step in steps]
    start = keys.index(after) + 1 if after in keys else 0
    return next((step for step in [*steps[start:], *steps[:start]] if step.key not in done), None)


@transaction.atomic
def complete_step(person: User, brand: Brand, course: CoursePage, step_key: UUID) -> Progress:
    """Records that a step is done and brings the course's progress up to date. Doing it twice changes nothing.

    `course` is the course in any language; the person is enrolled. Signals leave inside the transaction.
    """
    key = course.translation_key
    progress = Progress.objects.select_for_update().get(person=person, course_key=key)
    progress.person = person  # known: no query for it later
    _made, new = StepCompletion.objects.get_or_create(person=person, course_key=key, step_key=step_key)
    progress.last_step = step_key
    _brought_up_to_date(progress, course, brand, ("last_step", "last_seen"), step_key if new else None)
    return progress


def _brought_up_to_date(progress: Progress, course: CoursePage, brand: Brand, also: tuple[str, ...], new: UUID | None):
    """Counts, saves (`also` names more fields), and says it: the `new` step, and the course once it is complete."""
    was_completed = progress.completed is not None
    refresh(progress, course.steps())
    progress.save(update_fields=["steps_done", "steps_total", "completed", *also])
    about = {"person": progress.person, "brand": brand, "course_key": progress.course_key}
    if new:
        step_completed.send(Progress, **about, step_key=new)
    if progress.completed and not was_completed:
        course_completed.send(Progress, **about)


@transaction.atomic
def credit_steps(person: User, brand: Brand, course: CoursePage, keys: list[UUID]) -> int:
    """Marks steps as done because the person has shown that they know; → how many are new. Twice changes nothing.

    A step done in person stays so. Signals leave inside the transaction, one for the steps and one for the course.
    """
    key = course.translation_key
    progress = Progress.objects.select_for_update().get(person=person, course_key=key)
    progress.person = person  # known: no query for it later
    known = done_keys(person, key)
    new = [one for one in keys if one not in known]
    StepCompletion.objects.bulk_create(
        [StepCompletion(person=person, course_key=key, step_key=one, credited=True) for one in new],
        ignore_conflicts=True,
    )
    _brought_up_to_date(progress, course, brand, (), new[-1] if new else None)
    return len(new)


def refresh(progress: Progress, steps: list[Step]) -> None:
    """Counts anew after the course's structure changed. What was completed stays completed. Not saved."""
    done = done_keys(progress.person, progress.course_key)
    progress.steps_total = len(steps)
    progress.steps_done = sum(step.key in done for step in steps)
    if progress.completed is None and steps and progress.steps_done == progress.steps_total:
        progress.completed = timezone.now()


def visit(person: User, course_key: UUID, step_key: UUID) -> None:
    """Remembers where the person is, so that any device can resume there."""
    Progress.objects.filter(person=person, course_key=course_key).update(last_step=step_key, last_seen=timezone.now())
