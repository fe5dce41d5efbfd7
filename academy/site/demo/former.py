"""Colleagues who have left: their first attempts at the quizzes stay in the counts, so that item analysis has something
to say. One question misleads on purpose: those who know fall for it."""

from datetime import timedelta
from math import exp
from random import Random

from django.utils import timezone

from academy.exercises import canonical
from academy.exercises.kinds import kind_of
from academy.exercises.play import Answer, Submit, action_to_json, play, start
from academy.exercises.quiz import Quiz
from academy.exercises.result import result
from academy.learning.choice_counts import count_finished
from academy.learning.models import Attempt, Response
from academy.library.models import CoursePage, ExerciseVersion
from academy.library.tree import live_pages
from academy.people.models import Brand, User
from academy.site.demo.accounts import DOMAIN

PEOPLE = 90
_EASY, _SPREAD, _TEMPTED = 1.4, 1.6, 0.8


def make_former(brand: Brand) -> int:
    """→ how many attempts; nothing the second time."""
    if User.objects.filter(email=f"ancien1@{DOMAIN}").exists():
        return 0
    people = User.objects.bulk_create(
        User(email=f"ancien{n}@{DOMAIN}", name="Compte fermé", is_active=False) for n in range(1, PEOPLE + 1)
    )
    lots, attempts, responses = Random(11), [], []
    for course in live_pages(CoursePage, brand, "fr"):
        for step in course.steps():
            version = ExerciseVersion.objects.current(step.page.pk) if step.kind == "quiz" else None
            quiz = version.exercise() if version else None
            if isinstance(quiz, Quiz):
                misleading = quiz.questions[2].id if len(quiz.questions) > 2 and not attempts else ""
                for person in people:
                    attempt, said = _attempt(brand, person, course, step, version, quiz, misleading, lots)
                    attempts.append(attempt)
                    responses += said
    Attempt.objects.bulk_create(attempts, batch_size=200)
    Response.objects.bulk_create(responses, batch_size=500)
    while count_finished():
        pass
    return len(attempts)


def _attempt(brand, person, course, step, version, quiz: Quiz, misleading: str, lots: Random):
    ability, seed = lots.gauss(0, 1), lots.getrandbits(31)
    state, finished = start(quiz, seed), timezone.now() - timedelta(days=lots.randrange(30, 400))
    attempt = Attempt(
        person=person, brand=brand, course_key=course.translation_key, step_key=step.key, version=version, number=1,
        seed=seed, state={}, status=Attempt.Status.DONE, finished=finished, rules={"mode": quiz.mode},
    )  # fmt: skip
    responses = []
    for item in state.items:
        question = quiz.question(item)
        action = Answer(item, _chosen(question, ability, item == misleading, lots), state.seq)
        outcome = play(quiz, state, action)
        if hasattr(outcome, "state"):
            responses.append(Response(attempt=attempt, seq=state.seq, item=item, action=action_to_json(action)))
            state = outcome.state
    state = play(quiz, state, Submit(state.seq)).state
    verdict = result(quiz, state)
    attempt.state, attempt.seq = canonical.state_to_json(state), state.seq
    attempt.score, attempt.passed, attempt.reasons = verdict.score, verdict.passed, list(verdict.reasons)
    return attempt, responses


def _chosen(question, ability: float, misleading: bool, lots: Random) -> tuple[str, ...]:
    """Right with a chance that grows with ability; in the misleading question, falls with it."""
    difficulty = Random(question.id).gauss(0, _SPREAD) - _EASY
    knows = lots.random() < 1 / (1 + exp(difficulty - _SPREAD * ability))
    if misleading:
        knows = lots.random() < _TEMPTED / (1 + exp(_SPREAD * ability))
    kind = kind_of(question)
    if knows or question.kind not in {"single", "multiple", "truefalse", "spot"}:
        return kind.right(question)
    wrong = [option.id for option in question.options if not option.correct]
    weights = [1.0 / (3**place) for place in range(len(wrong))]  # the first distractor tempts, the last hardly does
    return (lots.choices(wrong, weights)[0],) if wrong else kind.right(question)
