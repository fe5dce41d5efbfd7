"""What scenario and quiz pages share: the gate before publishing and the immutable version after it."""

from django.core.exceptions import ValidationError
from django.utils.translation import get_language

from academy.exercises.lint import lint
from academy.exercises.problems import Problem
from academy.library.models.course import StepPage
from academy.library.models.field_help import AcademyPageForm


class ExerciseForm(AcademyPageForm):
    """Refuses to publish an exercise with errors; drafts may be as broken as they like."""

    def clean(self):
        cleaned = super().clean()
        if not self.is_deferred_validation and not self.errors:
            page = self.instance
            for name in self.fields:
                if name in cleaned and hasattr(page, name) and not hasattr(type(page), f"{name}_ids"):
                    field = page._meta.get_field(name)
                    if not field.many_to_many:
                        setattr(page, name, cleaned[name])
            for problem in errors_of(page):
                self.add_error(None, _told(problem))
        return cleaned


class ExercisePage(StepPage):
    """An exercise with an engine form. Subclasses say how to build it in `read_engine()`."""

    base_form_class = ExerciseForm
    has_report = has_text = has_trial = False  # what the workshop can show of this form
    template = "library/exercise_page.html"

    class Meta:
        abstract = True

    def read_engine(self):
        """→ (exercise or None, problems): the page's content as the engine sees it."""
        raise NotImplementedError

    def get_template(self, request, *args, **kwargs) -> str:
        return "library/exercise_page.html"  # one for every form; a class attribute would not be inherited

    def save(self, *args, **kwargs):
        # StreamField blocks are validated in forms only, and bulk or scheduled publishing skips the hooks:
        # this is the gate nothing passes round.
        if self.live and not kwargs.get("update_fields"):
            refuse_errors(self)
        return super().save(*args, **kwargs)


def problems_of(page: ExercisePage) -> list[Problem]:
    """Everything the engine has to say about a page: reading problems, then lint."""
    return problems_in(*page.read_engine())


def problems_in(exercise, problems: list[Problem]) -> list[Problem]:
    """The same for a page that was read already."""
    return [*problems, *(lint(exercise) if exercise else [])]


def errors_of(page: ExercisePage) -> list[Problem]:
    return [problem for problem in problems_of(page) if problem.severity == "error"]


def _told(problem: Problem) -> str:
    """Where, what and how to mend it, in the author's language."""
    text = problem.in_full(get_language() or "fr")
    return f"{problem.where} : {text}" if problem.where else text


def refuse_errors(page: ExercisePage) -> None:
    """Raises ValidationError with one message per error when the page may not be published."""
    errors = errors_of(page)
    if errors:
        raise ValidationError([_told(problem) for problem in errors])
