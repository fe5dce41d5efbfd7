"""Taking up a course."""

from django.db import IntegrityError, transaction

from academy.learning.models import Progress
from academy.library.models import CoursePage
from academy.people.models import Brand, User


class PrerequisitesMissing(Exception):
    """`courses` are to be finished first."""

    def __init__(self, courses: list[CoursePage]):
        super().__init__([course.title for course in courses])
        self.courses = courses


def missing_prerequisites(person: User, course: CoursePage) -> list[CoursePage]:
    """The live courses this person has to finish before this one."""
    # Filtered here: a draft in a preview holds its prerequisites in memory, without `live()`.
    wanted = [one for one in course.prerequisites.all() if one.live] if course.pk else []
    if not wanted:
        return []
    keys = [one.translation_key for one in wanted]
    done = Progress.objects.filter(person=person, course_key__in=keys, completed__isnull=False)
    finished = set(done.values_list("course_key", flat=True))
    return [one for one in wanted if one.translation_key not in finished]


def enrol(person: User, brand: Brand, course: CoursePage) -> Progress:
    """The person's progress in the course, made when there is none. Raises PrerequisitesMissing.

    Who is enrolled already stays so, whatever became of the prerequisites.
    """
    known = Progress.objects.filter(person=person, course_key=course.translation_key).first()
    if known:
        return known
    missing = missing_prerequisites(person, course)
    if missing:
        raise PrerequisitesMissing(missing)
    try:
        with transaction.atomic():
            return Progress.objects.create(
                person=person, brand=brand, course_key=course.translation_key, steps_total=len(course.steps())
            )
    except IntegrityError:  # a second tab was faster
        return Progress.objects.get(person=person, course_key=course.translation_key)
