"""Writes the immutable version of an exercise when what learners would play has changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from academy.exercises import canonical
from academy.library.models import ExerciseVersion, InboxPage, Question, QuizPage
from academy.library.models.exercise_page import problems_in
from academy.library.quiz_engine import read_draws, read_question
from academy.library.translations import note_published

_waiting: ContextVar[dict | None] = ContextVar("versions_waiting", default=None)


def write_version(page) -> ExerciseVersion | None:
    """The version now current for a live exercise page; None while it has errors."""
    waiting = _waiting.get()
    if waiting is not None:
        waiting[page.pk] = page
        return None
    exercise, problems = page.read_engine()
    if exercise is None or any(p.severity == "error" for p in problems_in(exercise, problems)):
        return None
    content_hash = canonical.content_hash(exercise)
    current = ExerciseVersion.objects.current(page.pk)
    if current and current.hash == content_hash:
        return current
    note_published(page, current.exercise() if current else None, exercise)
    return ExerciseVersion.objects.create(
        page_id=page.pk,
        exercise_key=page.translation_key,
        kind=page.step_kind,
        locale=page.locale.language_code,
        hash=content_hash,
        content=canonical.to_json(exercise),
    )


@contextmanager
def deferred() -> Iterator[None]:
    """One version per exercise for all that is published inside."""
    if _waiting.get() is not None:
        yield
        return
    waiting: dict = {}
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    for page in waiting.values():
        write_version(type(page).objects.get(pk=page.pk))


def quizzes_using(question: Question) -> list[QuizPage]:
    """Live quizzes of the question's brand and language that list it or may draw it."""
    asked = read_question(question)
    home = question.brand.site.root_page
    homes = [home, *home.get_translations()]
    found = []
    for page in QuizPage.objects.live().filter(locale_id=question.locale_id):
        inside = any(page.path.startswith(h.path) for h in homes)
        listed = {block.value.pk for block in page.questions if block.value}
        if inside and (question.pk in listed or any(draw.takes(asked) for draw in read_draws(page))):
            found.append(page)
    return found


def on_exercise_published(sender, instance, **kwargs) -> None:
    write_version(instance)


def on_question_changed(sender, instance, **kwargs) -> None:
    for page in quizzes_using(instance):
        write_version(page)


def connect() -> None:
    from wagtail.signals import page_published, published, unpublished

    from academy.library.models import ReplyPage, ScenarioPage

    for model in (ScenarioPage, QuizPage, InboxPage, ReplyPage):
        page_published.connect(on_exercise_published, sender=model, dispatch_uid=f"version of {model.__name__}")
    published.connect(on_question_changed, sender=Question, dispatch_uid="versions of question, published")
    unpublished.connect(on_question_changed, sender=Question, dispatch_uid="versions of question, unpublished")
