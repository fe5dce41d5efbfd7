import pytest

from academy.exercises.play import Answer, Choose, Submit
from academy.learning.attempts import NoAttemptLeft, act, begin, replayed_state
from academy.learning.models import Attempt, Progress, Response, StepCompletion
from academy.learning.signals import course_completed, step_completed
from academy.library.models import ExerciseVersion
from tests.people.factories import make_person


def _begin(academy, kind, **options):
    academy.enrol()
    return begin(academy.learner, academy.brand, academy.course, academy.page(kind), **options)


def _act(academy, attempt, *actions):
    for action in actions:
        outcome = act(attempt.public_id, academy.learner, action)
    return outcome


def test_another_persons_attempt_does_not_exist(academy):
    attempt = _begin(academy, "scenario")
    with pytest.raises(Attempt.DoesNotExist):
        act(attempt.public_id, make_person(academy.brand), Choose("non", 0))


def test_beginning_twice_gives_the_attempt_under_way(academy):
    assert _begin(academy, "scenario") == _begin(academy, "scenario")


def test_starting_over_puts_the_attempt_aside_and_keeps_it(academy):
    first = _begin(academy, "scenario")
    second = _begin(academy, "scenario", again=True)
    first.refresh_from_db()
    assert (first.status, second.number) == ("abandoned", 2)


def test_a_passed_scenario_completes_its_step(academy):
    outcome = _act(academy, _begin(academy, "scenario"), Choose("non", 0))
    assert outcome.attempt.passed
    assert StepCompletion.objects.filter(step_key=academy.steps["scenario"].key).count() == 1
    assert Progress.objects.get().steps_done == 1


def test_a_failed_scenario_completes_nothing(academy):
    outcome = _act(academy, _begin(academy, "scenario"), Choose("oui", 0))
    assert outcome.attempt.passed is False and "critical" in outcome.attempt.reasons
    assert not StepCompletion.objects.exists()


def test_sending_an_action_twice_records_it_once(academy):
    attempt = _begin(academy, "quiz")
    _act(academy, attempt, Answer("q1", ("bien",), 0))
    again = _act(academy, attempt, Answer("q1", ("rien",), 0))
    assert again.refused.code == "stale"
    assert Response.objects.count() == 1
    assert dict(map(tuple, again.attempt.state["answers"]))["q1"] == ["bien"]


def test_replaying_the_responses_gives_the_stored_state(academy):
    from academy.exercises.canonical import state_to_json

    attempt = _begin(academy, "quiz")
    _act(academy, attempt, Answer("q2", ("ceci", "cela"), 0), Answer("q1", ("bien",), 1), Submit(2))
    attempt.refresh_from_db()
    assert state_to_json(replayed_state(attempt)) == attempt.state
    assert (attempt.status, attempt.score, attempt.passed) == ("done", 100, True)


def test_a_finished_attempt_takes_no_more_actions(academy):
    attempt = _begin(academy, "scenario")
    _act(academy, attempt, Choose("non", 0))
    assert _act(academy, attempt, Choose("oui", 1)).refused.code == "done"


def test_an_authors_edit_changes_nothing_for_an_attempt_under_way(academy):
    attempt = _begin(academy, "scenario")
    page = academy.page("scenario")
    page.steps[0].value["choices"][0]["text"] = "Tout autre chose"
    page.save_revision().publish()
    assert ExerciseVersion.objects.filter(page_id=page.pk).count() == 2
    attempt = Attempt.objects.get(pk=attempt.pk)
    assert attempt.version.exercise().step("debut").choices[0].text == "Non merci."
    assert _act(academy, attempt, Choose("non", 0)).attempt.passed


def test_attempts_end_where_the_author_says(academy):
    page = academy.page("quiz")
    page.attempts = 1
    page.save_revision().publish()
    _act(academy, _begin(academy, "quiz"), Submit(0))
    with pytest.raises(NoAttemptLeft):
        _begin(academy, "quiz")


def test_completing_every_step_completes_the_course_and_says_so(academy):
    from academy.learning.progress import complete_step

    heard = []

    def hear(**kwargs):
        heard.append(kwargs["course_key"])

    course_completed.connect(hear)
    try:
        academy.enrol()
        for step in academy.course.steps():
            for _ in range(2):
                complete_step(academy.learner, academy.brand, academy.course, step.key)
    finally:
        course_completed.disconnect(hear)
    assert heard == [academy.course.translation_key]
    assert Progress.objects.get().percent == 100


def test_what_was_completed_stays_so_when_the_course_grows(academy):
    from academy.learning.progress import complete_step, refresh

    academy.enrol()
    for step in academy.course.steps():
        progress = complete_step(academy.learner, academy.brand, academy.course, step.key)
    done = progress.completed
    refresh(progress, [*academy.course.steps(), *academy.course.steps()[:1]])
    assert (progress.completed, progress.percent) == (done, 100)


def test_an_action_costs_few_queries(academy, django_assert_max_num_queries):
    attempt = _begin(academy, "quiz")
    _act(academy, attempt, Answer("q1", ("bien",), 0))
    with django_assert_max_num_queries(6):  # savepoint and release included
        _act(academy, attempt, Answer("q2", ("ceci",), 1))


def test_a_listener_that_fails_takes_the_completion_back(academy):
    """Completion and what it opens are one transaction: never a passed quiz without its consequences."""

    def fail(**kwargs):
        raise RuntimeError

    step_completed.connect(fail)
    try:
        attempt = _begin(academy, "scenario")
        with pytest.raises(RuntimeError):
            _act(academy, attempt, Choose("non", 0))
    finally:
        step_completed.disconnect(fail)
    attempt.refresh_from_db()
    assert attempt.status == "running" and not Response.objects.exists()
