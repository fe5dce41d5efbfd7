"""Who may begin an exam and when; extra time; coaching talks; placement with test-out."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from academy.certification.evidence import dossier
from academy.exercises.play import Answer, Submit
from academy.learning import coaching_views
from academy.learning.attempts import NoAttemptLeft, act, begin
from academy.learning.coaching import hold
from academy.learning.exam_rules import Past, Rules, limit_of, may_begin
from academy.learning.models import Attempt, CoachingTalk, ExtraTime, Progress, StepCompletion
from academy.learning.placement import creditable
from academy.people.models import AuditEntry, Role
from tests.learning.academies import standing_academy
from tests.learning.replies import page_of
from tests.people.factories import make_department, make_person

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
EXAM = Rules("exam", cooldown_hours=24, talk_after=3)
HOUR = timedelta(hours=1)
moments = st.integers(0, 99).map(lambda hours: NOW - hours * HOUR)


def _failed(*hours_ago: int) -> list[Past]:
    return [Past(False, NOW - hours * HOUR) for hours in hours_ago]


def test_a_failed_exam_cools_down_and_opens_again():
    closed = may_begin(EXAM, _failed(1), NOW)
    assert (closed.refused, closed.since) == ("cooldown", NOW + 23 * HOUR)
    assert may_begin(EXAM, _failed(25), NOW).refused == ""


def test_after_three_failures_each_talk_opens_one_more_attempt_at_once():
    past = _failed(90, 60, 30)
    assert may_begin(EXAM, past, NOW).refused == "talk"
    talk = NOW - 2 * HOUR
    assert may_begin(EXAM, past, NOW, [talk]).refused == ""
    assert may_begin(EXAM, [*past, Past(False, NOW - HOUR)], NOW, [talk]).refused == "talk"
    assert may_begin(EXAM, _failed(90, 60, 1), NOW, [NOW]).refused == ""  # no cool-down behind a talk


def test_an_exam_is_never_locked_for_good():
    rules = Rules("exam", attempts=1)
    assert may_begin(rules, _failed(1), NOW).refused == "talk"
    assert may_begin(rules, _failed(1), NOW, [NOW]).left == 1


def test_practice_knows_neither_cool_down_nor_talk():
    assert may_begin(Rules("practice", cooldown_hours=24), _failed(1, 1, 1, 1), NOW).refused == ""
    assert may_begin(Rules("practice", attempts=1), _failed(1), NOW).refused == "used_up"


def test_who_has_passed_waits_for_nothing():
    past = [*_failed(5), Past(True, NOW)]
    assert may_begin(EXAM, past, NOW).refused == ""
    assert may_begin(Rules("exam", attempts=2, talk_after=3), past, NOW).refused == "passed"


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    st.builds(Rules, st.sampled_from(["practice", "exam", "placement"]), st.integers(0, 5), st.just("at_end"),
              st.integers(0, 48), talk_after=st.sampled_from([0, 3])),
    st.lists(st.builds(Past, st.booleans(), moments, st.booleans()), max_size=6),
    st.lists(moments, max_size=4),
)  # fmt: skip
def test_the_rules_answer_for_any_history_and_a_talk_never_closes_anything(rules, past, talks):
    past = sorted(past, key=lambda one: one.finished)
    may = may_begin(rules, past, NOW, talks)
    assert may.refused in {"", "used_up", "passed", "cooldown", "talk"} and (may.left is None or may.left >= 0)
    if not may.refused:
        assert may_begin(rules, past, NOW, [*talks, NOW]).refused == ""


def test_extra_time_lengthens_a_limit_and_rounds_in_favour_of_the_person():
    assert limit_of(Rules(time_limit_minutes=30), 33) == timedelta(minutes=39, seconds=54)
    assert limit_of(Rules(time_limit_minutes=1), 33) == timedelta(seconds=80)
    assert limit_of(Rules(), 33) is None


def _exam(academy, **fields):
    page = academy.page("quiz")
    for name, value in {"mode": "exam", **fields}.items():
        setattr(page, name, value)
    page.save_revision().publish()
    academy.enrol()
    return page


def _fail(academy, times: int = 1) -> Attempt:
    for _ in range(times):
        attempt = begin(academy.learner, academy.brand, academy.course, academy.page("quiz"))
        act(attempt.public_id, academy.learner, Submit(attempt.seq))
    return attempt


def _get(client, name, *args) -> str:
    return client.get(reverse(name, args=args)).content.decode()


def test_a_leader_gives_extra_time_which_is_audited_and_counts_for_the_next_attempt(client, academy):
    _exam(academy, time_limit_minutes=30)
    client.force_login(make_person(academy.brand, Role.LEADER))
    form = {"person": academy.learner.pk, "percent": "50", "until": ""}
    assert client.post(reverse("extra-time:add"), form).status_code == 302
    attempt = begin(academy.learner, academy.brand, academy.course, academy.page("quiz"))
    assert timedelta(minutes=44) < attempt.deadline - timezone.now() <= timedelta(minutes=45)
    entry = AuditEntry.objects.get(action="learning.extra_time_given")
    assert entry.details["percent"] == 50 and entry.object_key == str(academy.learner.public_id)
    assert client.post(reverse("extra-time:add"), form).status_code == 200  # a second entry is refused in words
    assert ExtraTime.objects.count() == 1


def test_extra_time_that_ended_is_none(academy):
    _exam(academy, time_limit_minutes=30)
    yesterday = timezone.localdate() - timedelta(days=1)
    ExtraTime.objects.create(person=academy.learner, brand=academy.brand, percent=50, until=yesterday)
    attempt = begin(academy.learner, academy.brand, academy.course, academy.page("quiz"))
    assert attempt.deadline - timezone.now() <= timedelta(minutes=30)


def test_the_learner_reads_their_own_limit_before_they_begin(learner, academy):
    page = _exam(academy, time_limit_minutes=30)
    ExtraTime.objects.create(person=academy.learner, brand=academy.brand, percent=50)
    assert "Avec votre temps supplémentaire\u00a0: 45 minutes" in learner.get(page.url).content.decode()


def test_only_a_leader_gives_extra_time(client, academy):
    for role in (Role.EMPLOYEE, Role.MANAGER, Role.COMMUNITY_MANAGER):
        client.force_login(make_person(academy.brand, role))
        assert client.get(reverse("extra-time:add")).status_code in (302, 403)


def test_three_failures_ask_for_a_talk_and_the_learner_reads_what_comes_next(learner, academy):
    page = _exam(academy)
    attempt = _fail(academy, times=3)
    assert CoachingTalk.objects.due().count() == 1
    with pytest.raises(NoAttemptLeft):
        _fail(academy)
    for said in (_get(learner, "learning:result", attempt.public_id), learner.get(page.url).content.decode()):
        assert "un court entretien" in said and "ni vos réponses ni vos scores" in said
    learner.post(reverse("learning:begin", args=[page.pk]))
    assert CoachingTalk.objects.count() == 1


def test_the_manager_of_the_department_records_the_talk_and_one_attempt_opens(client, academy):
    page = _exam(academy)
    department = make_department(academy.brand, "Atelier")
    academy.learner.memberships.update(department=department)
    _fail(academy, times=3)
    manager = make_person(academy.brand, Role.MANAGER, department, name="Karim Haddad")
    client.force_login(manager)
    assert "Inès Benali" in _get(client, "learning:talks")
    talk = CoachingTalk.objects.get()
    form = {f"talk-{talk.pk}-held": timezone.localdate().isoformat(), f"talk-{talk.pk}-agreed": "Relire « Les avis »."}
    for _ in range(2):
        assert client.post(reverse("learning:talk", args=[talk.pk]), form).status_code == 302
    talk.refresh_from_db()
    assert talk.by == manager and AuditEntry.objects.filter(action="learning.talk_held").count() == 1
    assert "Relire « Les avis »." in _get(client, "learning:talks")
    client.force_login(academy.learner)
    assert "Relire « Les avis »." in client.get(page.url).content.decode()
    _fail(academy)  # the one attempt
    assert CoachingTalk.objects.due().count() == 1


def test_the_second_of_two_coaches_at_the_same_moment_is_told_that_it_was_recorded_before(client, academy, monkeypatch):
    _exam(academy)
    _fail(academy, times=3)
    first, second = (make_person(academy.brand, Role.LEADER, name=name) for name in ("Une", "Deux"))

    def after_the_other(talk, coach, day, agreed):  # between the page's own look and its lock
        assert hold(talk, first, day, "Dit avec Une.")
        return hold(talk, coach, day, agreed)

    monkeypatch.setattr(coaching_views, "hold", after_the_other)
    client.force_login(second)
    talk = CoachingTalk.objects.get()
    form = {f"talk-{talk.pk}-held": timezone.localdate().isoformat(), f"talk-{talk.pk}-agreed": "Dit avec Deux."}
    page = client.post(reverse("learning:talk", args=[talk.pk]), form, follow=True).content.decode()
    talk.refresh_from_db()
    assert (talk.by, talk.agreed) == (first, "Dit avec Une.")
    assert "Cet entretien était déjà noté." in page and "C’est noté." not in page


def test_a_talk_without_a_note_or_in_the_future_is_not_recorded(client, academy):
    _exam(academy)
    _fail(academy, times=3)
    client.force_login(make_person(academy.brand, Role.LEADER))
    talk = CoachingTalk.objects.get()
    tomorrow = timezone.localdate() + timedelta(days=1)
    form = {f"talk-{talk.pk}-held": tomorrow.isoformat(), f"talk-{talk.pk}-agreed": " "}
    page = client.post(reverse("learning:talk", args=[talk.pk]), form)
    assert page.status_code == 422 and "encore à venir" in page.content.decode()
    assert CoachingTalk.objects.due().exists()


def test_talks_are_seen_by_those_who_lead_the_person_only(client, academy):
    _exam(academy)
    _fail(academy, times=3)
    talk = CoachingTalk.objects.get()
    elsewhere = make_department(academy.brand, "Ailleurs")
    client.force_login(make_person(academy.brand, Role.MANAGER, elsewhere))
    assert "Inès Benali" not in _get(client, "learning:talks")
    assert client.post(reverse("learning:talk", args=[talk.pk]), {}).status_code == 404
    client.force_login(make_person(academy.brand, Role.EMPLOYEE))
    assert client.get(reverse("learning:talks")).status_code == 403


def test_a_leader_does_not_hold_the_talk_about_their_own_exam(client, academy):
    _exam(academy)
    _fail(academy, times=3)
    academy.learner.memberships.update(role=Role.LEADER)
    client.force_login(academy.learner)
    assert client.post(reverse("learning:talk", args=[CoachingTalk.objects.get().pk]), {}).status_code == 404


def test_the_team_page_says_how_many_talks_wait(client, academy):
    _exam(academy)
    _fail(academy, times=3)
    client.force_login(make_person(academy.brand, Role.LEADER))
    assert "1 entretien à mener" in _get(client, "insight:team")


RIGHT = (Answer("q1", ("bien",), 0), Answer("q2", ("ceci", "cela"), 1), Submit(2))


def _place(academy, *actions) -> Attempt:
    attempt = begin(academy.learner, academy.brand, academy.course, academy.page("quiz"))
    for action in actions:
        attempt = act(attempt.public_id, academy.learner, action).attempt
    return attempt


def test_a_placement_at_its_higher_mark_credits_the_course_and_certification_sees_it(learner, academy):
    _exam(academy, mode="placement", test_out=90)
    attempt = _place(academy, *RIGHT)
    assert StepCompletion.objects.filter(credited=True).count() == len(academy.course.steps()) - 1
    assert Progress.objects.get().completed
    evidence = dossier(academy.brand, academy.learner).evidence
    assert str(academy.course.translation_key) in evidence.courses
    assert "Crédité" in learner.get(academy.course.url).content.decode()
    assert "vous sont crédités" in _get(learner, "learning:result", attempt.public_id)


def test_below_the_higher_mark_a_placement_is_done_and_credits_nothing(academy):
    _exam(academy, mode="placement", test_out=90, pass_mark=40)
    _place(academy, Answer("q1", ("bien",), 0), Submit(1))
    assert not StepCompletion.objects.filter(credited=True).exists()
    assert StepCompletion.objects.count() == 1  # one need not succeed in a placement to go on


def test_what_is_graded_is_never_credited(academy):
    scenario = academy.page("scenario")
    scenario.graded = True
    scenario.save_revision().publish()
    _exam(academy, mode="placement", test_out=90)
    _place(academy, *RIGHT)
    assert not StepCompletion.objects.filter(step_key=scenario.translation_key).exists()
    assert Progress.objects.get().completed is None


def test_a_reply_that_counts_is_never_credited_either(replies_rows):
    keys = {page_of(graded).translation_key for graded in (True, False)}
    assert keys & set(creditable(standing_academy().course)) == {page_of(graded=False).translation_key}


def test_what_was_done_in_person_is_not_called_credited(academy):
    from academy.learning.progress import complete_step

    _exam(academy, mode="placement", test_out=90)
    lesson = academy.steps["lesson"].key
    complete_step(academy.learner, academy.brand, academy.course, lesson)
    _place(academy, *RIGHT)
    assert StepCompletion.objects.get(step_key=lesson).credited is False
