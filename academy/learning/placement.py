"""Test-out: who passes a placement at its higher mark is credited with what the course would have taught them."""

from wagtail.models import Page

from academy.exercises.quiz import Quiz
from academy.exercises.quiz_result import places_out
from academy.learning.exam_rules import rules_of
from academy.learning.progress import credit_steps
from academy.library.models import CoursePage
from academy.people.models import Brand, User


def credit_if_placed(person: User, brand: Brand, course: CoursePage, quiz: Quiz, state) -> int:
    """Credits the course's lessons and practice; what is graded is still to be passed. → how many steps are new."""
    if not places_out(quiz, state):
        return 0
    return credit_steps(person, brand, course, creditable(course))


def creditable(course: CoursePage) -> list:
    """Keys of the steps nobody needs to take who knows already: all but exams and graded exercises."""
    steps = course.steps()
    pages = Page.objects.filter(pk__in=[step.page.pk for step in steps]).specific()
    graded = {page.pk for page in pages if rules_of(page).graded}
    return [step.key for step in steps if step.page.pk not in graded]
