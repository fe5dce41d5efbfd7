"""Certificates are given once, to whom has earned them; they end, are renewed and announced in time."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from academy.certification import acts
from academy.certification.awards import award_everybody, award_if_earned, issue, standing_assessment
from academy.certification.evidence import dossier, rule_of
from academy.certification.lives import status_of
from academy.certification.models import Award, Level, Requirement
from academy.certification.signals import award_issued
from academy.learning.models import Attempt, Progress
from academy.learning.signals import course_completed
from academy.library.keys import content_key
from academy.library.models import ExerciseVersion
from academy.people.models import Membership, Role
from tests.certification.awards import make_award, make_level
from tests.people.factories import make_person


def today():
    return timezone.localdate()


@pytest.fixture
def level(brand):
    level = make_level(brand, "ecouter", 1)
    Requirement.objects.create(level=level, kind="course", ref="fondamentaux")
    return level


def complete(person, brand):
    Progress.objects.create(
        person=person, brand=brand, course_key=content_key(brand, "fondamentaux"), completed=timezone.now()
    )


def test_a_finished_course_gives_one_certificate_however_often_it_is_said(
    level, brand, employee, django_capture_on_commit_callbacks
):
    heard = []
    award_issued.connect(lambda award, **kwargs: heard.append(award), weak=False, dispatch_uid="test")
    complete(employee, brand)
    with django_capture_on_commit_callbacks(execute=True):
        for _twice in range(2):
            course_completed.send(sender=None, person=employee, brand=brand, course_key=None)
    award_issued.disconnect(dispatch_uid="test")
    assert [award.person for award in heard] == [employee]
    assert award_if_earned(employee, brand) == [] == award_everybody(brand, [employee])
    assert status_of(Award.objects.get()) == "valid"


def test_nothing_is_given_for_nothing(level, brand, employee):
    make_level(brand, "vide", 2)  # asks nothing: under construction
    assert award_if_earned(employee, brand) == []


def test_a_contract_caps_the_validity(level, brand):
    ends = today() + timedelta(days=40)
    person = make_person(brand, ends=ends)
    complete(person, brand)
    assert award_if_earned(person, brand)[0].expires == ends


def practise(person, brand) -> None:
    """An exercise of the course passed today."""
    key = content_key(brand, "exercice")
    version, _ = ExerciseVersion.objects.get_or_create(
        exercise_key=key, kind="quiz", locale="fr", hash="x", defaults={"content": {}}
    )
    Attempt.objects.create(
        person=person, brand=brand, course_key=content_key(brand, "fondamentaux"), step_key=key, version=version,
        number=1, seed=1, state={}, status="done", passed=True, score=90, finished=timezone.now(),
    )  # fmt: skip


def test_a_short_certificate_is_not_renewed_by_what_earned_it(level, brand, employee):
    level.validity_months = 1  # shorter than the window
    level.save()
    complete(employee, brand)
    practise(employee, brand)
    assert len(award_if_earned(employee, brand)) == 1
    assert award_if_earned(employee, brand) == []
    Award.objects.update(issued=today() - timedelta(days=25), expires=today() + timedelta(days=5))
    assert [award.cycle for award in award_if_earned(employee, brand)] == [2]


def test_what_lasts_as_long_as_the_contract_is_not_renewed(level, brand):
    person = make_person(brand, ends=today() + timedelta(days=5))
    complete(person, brand)
    practise(person, brand)
    award_if_earned(person, brand)
    Award.objects.update(issued=today() - timedelta(days=300))
    assert award_if_earned(person, brand) == []
    Membership.objects.update(ends=today() + timedelta(days=400))
    assert [award.cycle for award in award_if_earned(person, brand)] == [2]


def test_a_window_set_by_the_leader_opens_earlier(level, brand, employee):
    complete(employee, brand)
    award_if_earned(employee, brand)
    Award.objects.update(issued=today() - timedelta(days=600), expires=today() + timedelta(days=100))
    practise(employee, brand)
    assert award_if_earned(employee, brand) == []
    Level.objects.update(renewal_window_days=120)
    assert [award.cycle for award in award_if_earned(employee, brand)] == [2]


def test_an_exercise_passed_after_the_way_was_opened_again_counts_at_once(
    level, brand, employee, leader, django_capture_on_commit_callbacks
):
    complete(employee, brand)
    (award,) = award_if_earned(employee, brand)
    acts.append(award, "revoked", leader)
    acts.readmit(award, leader)
    with django_capture_on_commit_callbacks(execute=True):
        practise(employee, brand)
        Attempt.objects.get().save()  # as `act` saves it when it is finished
    assert [one.cycle for one in Award.objects.order_by("cycle")] == [1, 2]
    assert status_of(award) == "revoked"


def test_after_a_withdrawal_the_machine_gives_nothing_back_until_a_leader_opens_the_way(level, brand, employee, leader):
    complete(employee, brand)
    (award,) = award_if_earned(employee, brand)
    acts.append(award, "revoked", leader)
    assert award_if_earned(employee, brand) == []
    acts.readmit(award, leader)
    assert award_if_earned(employee, brand) == []  # one fresh exercise is still missing
    assert status_of(award) == "revoked"


def test_a_person_who_leaves_loses_the_right_that_day_and_keeps_the_fact(level, brand, employee):
    complete(employee, brand)
    (award,) = award_if_earned(employee, brand)
    Membership.objects.filter(user=employee).first().delete()
    assert status_of(award) == "ended"
    assert award.events.get().kind == "ended"
    assert not Award.objects.valid_on().exists()


def test_the_nightly_round_ends_what_a_date_ended(brand):
    person = make_person(brand, ends=today())
    award = make_award(brand, person=person, issued=today() - timedelta(days=5), expires=today() + timedelta(days=90))
    Membership.objects.filter(user=person).update(ends=today() - timedelta(days=2))
    for _twice in range(2):
        call_command("expire_certificates", verbosity=0)
    assert [(e.kind, e.on) for e in award.events.all()] == [("ended", today() - timedelta(days=1))]


def test_reminders_reach_holder_and_manager_once(brand, shops, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    manager = make_person(brand, Role.MANAGER, department=shops)
    person = make_person(brand, department=shops)
    make_award(brand, person=person, issued=today() - timedelta(days=300), expires=today() + timedelta(days=30))
    far = make_person(brand, department=shops)
    make_award(brand, person=far, issued=today(), expires=today() + timedelta(days=61))
    for _twice in range(2):
        call_command("send_reminders", verbosity=0)
    assert sorted(to for message in mail.outbox for to in message.to) == sorted([person.email, manager.email])
    assert "Répondre" in mail.outbox[0].body
    for message in mail.outbox:  # links lead to the brand's own address, not to that of the installation
        html, _kind = message.alternatives[0]
        assert "http://testserver/fr/" in message.body and "http://testserver/fr/" in html
        assert "localhost" not in message.body + html


def test_the_holder_sees_the_next_rung_and_gives_a_level_back(client, level, brand, employee):
    client.force_login(employee)
    text = client.get("/fr/mes-attestations/").content.decode()
    assert "Prochaine marche" in text and "en préparation" in text
    complete(employee, brand)
    client.post("/fr/mes-attestations/verifier/")
    award = Award.objects.get()
    assert award.number in client.get("/fr/mes-attestations/").content.decode()
    client.post(f"/fr/mes-attestations/{award.number}/rendre/")
    assert status_of(award) == "relinquished"


def test_the_paper_is_for_its_holder_and_leaders(client, brand, employee, leader):
    award = make_award(brand)
    url = f"/fr/mes-attestations/{award.number}/pdf/"
    client.force_login(employee)
    assert client.get(url).status_code == 404
    client.force_login(award.person)
    assert client.get(url).status_code == 404  # not made yet
    from academy.certification.tasks import ensure_papers

    ensure_papers(award)
    assert client.get(url)["Content-Type"] == "application/pdf"
    client.force_login(leader)
    assert client.get(url).status_code == 200


def test_a_manager_gets_one_mail_for_the_whole_team_and_a_holder_one_for_all_levels(brand, shops):
    manager = make_person(brand, Role.MANAGER, department=shops)
    first, second = (make_person(brand, department=shops, name=name) for name in ("Inès", "Paul"))
    for person, level in ((first, "repondre"), (first, "contribuer"), (second, "repondre")):
        make_award(
            brand, person=person, level=make_level(brand, level), issued=today() - timedelta(days=300),
            expires=today() + timedelta(days=7),
        )  # fmt: skip
    for _twice in range(2):
        call_command("send_reminders", verbosity=0)
    assert sorted(message.to[0] for message in mail.outbox) == sorted([first.email, second.email, manager.email])
    told = next(message for message in mail.outbox if message.to == [manager.email])
    assert "2 personnes" in told.subject and "Inès" in told.body and "Paul" in told.body


def test_reminders_go_out_at_60_30_and_7_days_and_never_twice(brand):
    person = make_person(brand)
    award = make_award(brand, person=person, issued=today() - timedelta(days=300), expires=today() + timedelta(days=60))
    counts = []
    for left in (61, 60, 45, 30, 29, 8, 7, 0):
        Award.objects.filter(pk=award.pk).update(expires=today() + timedelta(days=left))
        call_command("send_reminders", verbosity=0)
        counts.append(len(mail.outbox))
    assert counts == [0, 1, 1, 2, 2, 2, 3, 3]


def test_two_workers_that_saw_the_same_evidence_give_one_certificate(level, brand, employee):
    complete(employee, brand)
    file, day = dossier(brand, employee), today()
    assessment = standing_assessment(rule_of(level), file, day)
    first = issue(employee, brand, level, 1, file, assessment, day)
    second = issue(employee, brand, level, 1, file, assessment, day)  # with what it knew before the first
    assert (first[0], first[1], second[1]) == (second[0], True, False)
    assert Award.objects.count() == 1


def test_an_erased_person_leaves_a_tombstone_without_identity(client, level, brand, employee):
    complete(employee, brand)
    (award,) = award_if_earned(employee, brand)
    employee.delete()
    award = Award.objects.get(pk=award.pk)
    assert status_of(award) == "erased" and award.holder == "" and award.evidence == {}
    text = client.get(f"/v/{award.number}", follow=True).content.decode()
    assert "effac" in text and "Inès" not in text


def test_a_renewal_in_its_window_leaves_the_old_certificate_valid_until_its_end(level, brand, employee):
    complete(employee, brand)
    (award,) = award_if_earned(employee, brand)
    Award.objects.update(issued=today() - timedelta(days=700), expires=today() + timedelta(days=30))
    level.renewal_exercises = 0
    level.save()
    (renewed,) = award_if_earned(employee, brand)
    award.refresh_from_db()
    assert (renewed.cycle, status_of(renewed), status_of(award)) == (2, "valid", "valid")
    assert status_of(award, award.expires + timedelta(days=1)) == "replaced"
    assert award_if_earned(employee, brand) == []
