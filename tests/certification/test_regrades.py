"""A corrected key: looked at first, applied whole and once, nothing taken away in silence."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from academy.certification.awards import award_if_earned
from academy.certification.models import Award, Level, Requirement
from academy.certification.tasks import award_people
from academy.learning import regrading
from academy.learning.choice_counts import count_finished
from academy.learning.counting import recount
from academy.learning.enrolment import enrol
from academy.learning.exam_rules import Rules
from academy.learning.models import Attempt, GradeDecision, ItemCount, NewGrade, RefresherCard, Regrade, StepCompletion
from academy.library.models import Question
from academy.people.models import AuditEntry, Role
from tests.certification.awards import make_level
from tests.learning.exam_world import ITEMS, finished
from tests.people.factories import make_person


def correct(code="q1", right="tentant") -> None:
    question = Question.objects.get(code=code, locale__language_code="fr")
    for block in question.options:
        block.value["correct"] = block.value["id"] == right
    question.save_revision().publish()


@pytest.fixture
def people(academy):
    """One falls (100 → 88, a level asks 90), one rises and passes (75 → 88), one stays."""
    found = {}
    for name, answers in (
        ("falls", ["juste"] * 8),
        ("rises", ["tentant", *["juste"] * 6, "faux"]),
        ("stays", ["faux", *["juste"] * 7]),
    ):
        person = make_person(academy, name=name)
        enrol(person, academy, academy.course)
        found[name] = finished(academy, answers, person)
    return found


@pytest.fixture
def leader(academy):
    return make_person(academy, Role.LEADER)


def apply(academy, leader):
    plan = regrading.plan_for(academy.quiz, academy)
    return regrading.apply(academy.quiz, academy, leader, "q1 était fausse", plan.digest)


def grades() -> dict[str, tuple[int, bool]]:
    return {one.person.name: (one.now_score, bool(one.now_passed)) for one in Attempt.objects.graded()}


def test_before_any_correction_nothing_is_offered(academy, people):
    assert not regrading.offered(academy.quiz, academy)
    assert regrading.plan_for(academy.quiz, academy).changes == []


def test_the_preview_says_who_changes_and_writes_nothing(academy, people):
    correct()
    assert regrading.offered(academy.quiz, academy)
    plan = regrading.plan_for(academy.quiz, academy)
    assert set(plan.corrected) == {"q1"}
    assert [(one.attempt.person.name, one.before.score, one.now.score) for one in plan.raised] == [("rises", 75, 88)]
    assert [(one.attempt.person.name, one.before.score, one.now.score) for one in plan.lowered] == [("falls", 100, 88)]
    assert not Regrade.objects.exists() and not NewGrade.objects.exists()


def test_applied_once_with_the_first_grade_still_readable(academy, people, leader):
    correct()
    made = apply(academy, leader)
    assert grades() == {"falls": (88, True), "rises": (88, True), "stays": (88, True)}
    assert {one.person.name: one.score for one in Attempt.objects.all()} == {"falls": 100, "rises": 75, "stays": 88}
    assert NewGrade.objects.get(attempt=people["rises"]).score_before == 75
    assert StepCompletion.objects.filter(person=people["rises"].person, step_key=academy.quiz.translation_key).exists()
    entry = AuditEntry.objects.get(action="quiz.regraded")
    assert entry.details["questions"] == ["q1"] and (entry.details["raised"], entry.details["lowered"]) == (1, 1)
    assert apply(academy, leader) is None and Regrade.objects.get() == made
    assert AuditEntry.objects.filter(action="quiz.regraded").count() == 1


def test_the_learner_reads_both_grades(client, academy, people, leader):
    correct()
    address = reverse("learning:result", args=[people["rises"].public_id])
    client.force_login(people["rises"].person)
    assert "Une clé a été corrigée" not in client.get(address).content.decode()
    apply(academy, leader)
    page = client.get(address).content.decode()
    assert "votre note est de 88\xa0% au lieu de 75\xa0%" in page and "Vous avez réussi." in page
    assert "result--passed" in page and "Pas encore réussi" not in page and '<p class="result__score">88 %</p>' in page
    start = client.get(academy.quiz.url).content.decode()
    assert "88 % <span" in start and "75 %" not in start
    assert set(RefresherCard.objects.values_list("person__name", flat=True)) == {"rises"}  # passed: nothing to hide


def test_all_or_nothing(academy, people, leader, monkeypatch):
    correct()

    def broken(*args, **kwargs):
        raise RuntimeError("power cut")

    monkeypatch.setattr(regrading, "record", broken)
    with pytest.raises(RuntimeError):
        apply(academy, leader)
    assert not Regrade.objects.exists() and not NewGrade.objects.exists() and not StepCompletion.objects.exists()


def test_who_would_fall_below_a_mark_waits_for_the_leader_and_keeps_the_certificate(academy, people, leader):
    level = Level.objects.get(brand=academy, code="ecouter")
    Requirement.objects.filter(level=level, kind="quiz").update(pass_mark=90)
    from django.utils import timezone

    from academy.certification.life import Status, status_on
    from academy.certification.lives import life_of

    award = Award.objects.create(
        brand=academy, person=people["falls"].person, level=level, holder="falls", language="fr", scope={}, evidence={},
        issued=timezone.localdate(), expires=timezone.localdate() + timedelta(days=365),
    )  # fmt: skip
    correct()
    plan = regrading.plan_for(academy.quiz, academy)
    assert [one.attempt.person.name for one in plan.held] == ["falls"] and plan.lowered == []
    apply(academy, leader)
    assert grades()["falls"] == (100, True)
    held = regrading.waiting(academy).get()
    assert status_on(life_of(award), timezone.localdate()) == Status.VALID
    assert regrading.decide(held, leader, lowered=True, reason="Vu ensemble")
    assert grades()["falls"] == (88, True)
    assert not regrading.decide(held, leader, lowered=False) and GradeDecision.objects.count() == 1
    assert status_on(life_of(award), timezone.localdate()) == Status.VALID
    assert AuditEntry.objects.filter(action="quiz.grade_lowered").count() == 1


def test_a_raised_grade_that_suffices_gives_the_level(academy, people, leader, django_capture_on_commit_callbacks):
    """The mark a level asks may lie above the exercise's own: the step was done before, the level only now is."""
    level = make_level(academy, "examen", 2)
    Requirement.objects.create(level=level, kind="quiz", ref=str(academy.quiz.translation_key), pass_mark=85)
    NewGrade.objects.all().delete()
    Attempt.objects.filter(pk=people["rises"].pk).update(passed=True, score=80)
    assert award_if_earned(people["rises"].person, academy) == []
    correct()
    with django_capture_on_commit_callbacks(execute=True):
        apply(academy, leader)
    (asked,) = DBTaskResult.objects.filter(task_path=award_people.module_path)
    award_people.call(*asked.args_kwargs["args"])
    assert Award.objects.filter(person=people["rises"].person, level=level).exists()


def test_a_better_second_try_gives_a_level_at_once(academy, people, django_capture_on_commit_callbacks):
    level, person = make_level(academy, "examen", 2), people["falls"].person
    Requirement.objects.create(level=level, kind="quiz", ref=str(academy.quiz.translation_key), pass_mark=95)
    Attempt.objects.filter(pk=people["falls"].pk).update(score=82)
    second = finished(academy, ["juste"] * 8, person, number=2)
    with django_capture_on_commit_callbacks(execute=True):
        second.save()
    assert Award.objects.filter(person=person, level=level).exists()


def test_practice_only_gains_and_is_not_named(client, academy, people, leader):
    for attempt in people.values():
        attempt.rules = Rules("practice").to_json()
        attempt.save()
    correct()
    plan = regrading.plan_for(academy.quiz, academy)
    assert [one.attempt.person.name for one in plan.changes] == ["rises"] and plan.in_practice == 1
    client.force_login(leader)
    page = client.get(reverse("regrade", args=[academy.quiz.pk])).content.decode()
    assert "1 essai d’entraînement" in page and "rises" not in page


def test_somebody_who_finishes_after_the_preview_makes_it_look_again(academy, people, leader):
    late = make_person(academy, name="late")
    enrol(late, academy, academy.course)
    attempt = finished(academy, ["tentant", *["juste"] * 7], late)
    Attempt.objects.filter(pk=attempt.pk).update(status="running")
    correct()
    digest = regrading.plan_for(academy.quiz, academy).digest
    Attempt.objects.filter(pk=attempt.pk).update(status="done")
    with pytest.raises(regrading.PlanChanged):
        regrading.apply(academy.quiz, academy, leader, "", digest)
    assert not Regrade.objects.exists()
    apply(academy, leader)
    assert grades()["late"] == (100, True)


def test_item_counts_follow_the_corrected_key(academy, people, leader):
    count_finished()
    assert ItemCount.objects.get(item="q1").x == 100_000
    correct()
    apply(academy, leader)
    recount.call(str(academy.quiz.translation_key), academy.pk)
    row = ItemCount.objects.get(item="q1")
    assert (row.n, row.x) == (3, 100_000)  # «rises» is right now, «falls» no longer
    assert ItemCount.objects.filter(quiz=row.quiz).count() == ITEMS


def test_the_leader_sees_applies_and_decides_in_the_admin(client, academy, people, leader):
    Requirement.objects.filter(level__brand=academy, kind="quiz").update(pass_mark=90)
    correct()
    client.force_login(leader)
    address = reverse("regrade", args=[academy.quiz.pk])
    page = client.get(address).content.decode()
    assert "75 % → <strong>88 %</strong>" in page and "falls" in page and "stays" not in page
    digest = page.split('name="digest" value="')[1].split('"')[0]
    client.post(address, {"digest": digest, "reason": "Clé fausse"})
    queue = client.get(reverse("regrades")).content.decode()
    assert "falls" in queue and "Clé fausse" in queue
    held = regrading.waiting(academy).get()
    client.post(reverse("regrades"), {"grade": held.pk, "decision": "keep", "reason": "Trop tard"})
    assert grades()["falls"] == (100, True) and not regrading.waiting(academy).exists()
    assert "Aucun essai terminé" in client.get(address).content.decode()


@pytest.mark.parametrize("role", [Role.MANAGER, Role.COMMUNITY_MANAGER, Role.EMPLOYEE])
def test_nobody_else_may(client, academy, role):
    client.force_login(make_person(academy, role))
    for address in (reverse("regrades"), reverse("regrade", args=[academy.quiz.pk])):
        assert client.get(address).status_code in (302, 403)


def test_correcting_a_key_in_the_form_offers_the_regrade(client, academy, people, leader):
    from django.contrib.messages.storage.fallback import FallbackStorage
    from django.test import RequestFactory

    from academy.certification.wagtail_hooks import offer_regrade

    correct()
    request = RequestFactory().get("/")
    request.brand, request.user, request.session = academy, leader, {}
    from academy.people.permissions import Standing

    request.standing = Standing(leader, academy)
    request._messages = FallbackStorage(request)
    offer_regrade(request, Question.objects.get(code="q1", locale__language_code="fr"))
    assert reverse("regrade", args=[academy.quiz.pk]) in str([str(one) for one in request._messages])
