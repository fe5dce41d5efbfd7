"""Exercises in a course of their own, made inside the journeys' site: `manage.py shell -c "…make('exam')"`."""

from dataclasses import replace

from wagtail.models import Locale

from academy.library.content.bank import fill_question
from academy.library.models import CourseIndexPage, CoursePage, ModulePage, Question, QuizPage
from academy.people.models import Brand
from tests.exercises.quiz.samples import ALL


def own_module(title: str) -> ModulePage:
    """In a course that asks for no other first and that no other journey takes."""
    locale = Locale.objects.get(language_code="fr")
    course = CoursePage(title=title, summary="Pour les essais.", locale=locale)
    CourseIndexPage.objects.get(locale=locale).add_child(instance=course)
    return course.add_child(instance=ModulePage(title=title, locale=locale))


def make(mode: str, title: str) -> None:
    """Publishes a quiz with one question of every kind and prints its page."""
    brand, locale = Brand.objects.get(), Locale.objects.get(language_code="fr")
    module = own_module(f"{title} ({mode})")
    page = QuizPage(title=title, slug=f"essai-{mode}", locale=locale, mode=mode, pass_mark=50, confidence=True)
    page.questions = [("question", _row(brand, locale, one)) for one in ALL]
    module.add_child(instance=page)
    page.save_revision().publish()
    print(f"page= {page.pk}")


def _row(brand: Brand, locale: Locale, sample) -> Question:
    code = f"essai-{sample.id}"
    found = Question.objects.filter(brand=brand, locale=locale, code=code).first()
    if found is None:
        found = Question(brand=brand, code=code, locale=locale)
        fill_question(found, replace(sample, id=code))
        found.save()
        found.save_revision().publish()
    return found
