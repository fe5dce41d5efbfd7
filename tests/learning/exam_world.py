"""A course whose exam asks eight questions of everybody, and attempts at it as they stand once sent."""

from datetime import timedelta

import pytest
from django.utils import timezone

from academy.exercises import canonical
from academy.exercises.play import Answer, Submit, play, start
from academy.exercises.result import result
from academy.learning.models import Attempt, Response
from academy.library.models import CoursePage, ExerciseVersion
from academy.people.models import Brand, User
from tests.learning.academies import loads
from tests.stages import stage

ITEMS = 8
OPTIONS = ("juste", "tentant", "faux")


def _questions() -> str:
    head = "---\ntype: questions\ntitre: Banque\nlangue: fr\n---\n"
    return head + "".join(
        f"## q{n} : [unique]\nQuestion {n} ?\nétiquettes: base\n"
        "- [x] =Juste() {#juste}\n- [ ] Tentant. {#tentant}\n- [ ] Faux. {#faux}\n"
        for n in range(1, ITEMS + 1)
    )


def _files() -> dict[str, str]:
    listed = ", ".join(f"q{n}" for n in range(1, ITEMS + 1))
    return {
        "fr/base/questions.md": _questions(),
        "fr/base/01-debut/03-quiz.md": (
            "---\ntype: quiz\ntitre: L’examen\nminutes: 3\nmode: examen\nseuil: 80\n"
            f"questions: [{listed}]\n---\nCourage.\n"
        ),
    }


stage("exam_rows", loads(_files()))


@pytest.fixture
def academy(exam_rows):
    """A brand with a course whose exam asks eight questions of everybody."""
    brand = Brand.objects.get()
    brand.course = CoursePage.objects.get(locale__language_code="fr", slug="base")
    brand.quiz = next(step for step in brand.course.steps() if step.kind == "quiz").page.specific
    return brand


def finished(brand, answers: list[str], person: User | None = None, number: int = 1, seconds: int = 20) -> Attempt:
    """An attempt that answers question n with the n-th option, as it would stand after being sent."""
    version = ExerciseVersion.objects.current(brand.quiz.pk)
    quiz = version.exercise()
    state, began = start(quiz, 7), timezone.now() - timedelta(hours=1)
    person = person or User.objects.create(email=f"a{User.objects.count()}@exemple.fr", name="A")
    attempt = Attempt.objects.create(
        person=person, brand=brand, course_key=brand.course.translation_key, step_key=brand.quiz.translation_key,
        version=version, number=number, seed=7, state={}, status=Attempt.Status.DONE, rules={"mode": quiz.mode},
    )  # fmt: skip
    for seq, (n, chosen) in enumerate(zip(range(1, ITEMS + 1), answers, strict=False)):
        if chosen:
            state = play(quiz, state, Answer(f"q{n}", (chosen,), state.seq)).state
            response = Response.objects.create(attempt=attempt, seq=seq, item=f"q{n}", action={})
            Response.objects.filter(pk=response.pk).update(at=began + timedelta(seconds=seconds * (seq + 1)))
    state = play(quiz, state, Submit(state.seq)).state
    verdict = result(quiz, state)
    attempt.state, attempt.score, attempt.passed = canonical.state_to_json(state), verdict.score, verdict.passed
    attempt.started, attempt.finished = began, began + timedelta(minutes=9)
    attempt.save()
    return attempt
