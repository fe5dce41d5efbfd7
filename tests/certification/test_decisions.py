"""What leaders decide: the review queue, recognition by hand, one act on many certificates."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from academy.certification import acts
from academy.certification.bulk_acts import carry_out
from academy.certification.decisions import decisions_of
from academy.certification.lives import status_of
from academy.certification.models import Award, AwardEvent, Requirement
from academy.library.models import Channel, Topic
from academy.people.audit import breaks
from academy.people.models import AuditEntry
from tests.certification.awards import make_award, make_level
from tests.people.factories import make_person


def today():
    return timezone.localdate()


def running(brand, name, **fields):
    return make_award(brand, name, issued=today() - timedelta(days=60), expires=today() + timedelta(days=200), **fields)


@pytest.fixture
def admin(client, leader):
    client.force_login(leader)
    return client


def test_the_queue_shows_what_a_machine_must_not_decide(admin, brand, leader):
    assert "Rien n’attend" in admin.get(reverse("decisions")).content.decode()
    proposed = running(brand, "Paul Proposé")
    acts.propose_revocation(proposed, make_person(brand), "red_line", today())
    paused = running(brand, "Zoé Suspendue")
    acts.suspend(paused, leader, "absence")
    level = make_level(brand, "porte-parole", 4)
    Requirement.objects.create(level=level, kind="level", ref="repondre")
    Requirement.objects.create(level=level, kind="sponsor")
    ready = running(brand, "Inès Prête")
    Channel.objects.create(brand=brand, code="x", name_fr="X orphelin", name_en="X")
    todo = decisions_of(brand)
    assert [case.award for case in todo.cases] == [proposed]
    assert ready.person in [one.person for one in todo.sponsors]
    assert paused.person not in [one.person for one in todo.sponsors]
    assert todo.paused == []  # a precaution of today needs no decision yet
    AwardEvent.objects.update(on=today() - timedelta(days=31))
    assert [one.award for one in decisions_of(brand).paused] == [paused]
    text = admin.get(reverse("decisions")).content.decode()
    for words in ("Paul Proposé", "Zoé Suspendue", "Inès", "X orphelin"):
        assert words in text


def test_the_queue_is_for_leaders(client, brand, employee, community_manager):
    for person in (employee, community_manager):
        client.force_login(person)
        assert client.get(reverse("decisions")).status_code in (302, 403)


@pytest.fixture
def level(brand):
    level = make_level(brand)
    level.channels = [
        Channel.objects.create(brand=brand, code=code, name_fr=code, name_en=code) for code in ("x", "chat")
    ]
    level.topics = [Topic.objects.create(brand=brand, code="prix", name_fr="Prix", name_en="Prices")]
    level.save()
    return level


def recognise(admin, who, what, **more):
    data = {"person": who.pk, "level": what.pk, "day": today().isoformat(), "note": "Mandat de 2024.", **more}
    return admin.post(reverse("recognise"), data)


def test_a_leader_recognises_a_mandate_with_a_narrower_scope(admin, brand, level, employee, leader):
    assert admin.get(reverse("recognise")).status_code == 200
    recognise(admin, employee, level, channels=["chat"])
    award = Award.objects.get()
    assert [one["code"] for one in award.scope["channels"]] == ["chat"]
    assert award.evidence["recognised"] == "Mandat de 2024." and status_of(award) == "valid"
    assert AuditEntry.objects.filter(action="award.recognised", actor_key=leader.public_id).exists()
    assert recognise(admin, employee, level).status_code == 422  # once
    assert Award.objects.count() == 1


def test_what_a_recognition_rests_on_is_kept_whatever_the_scope(admin, brand, level, employee):
    recognise(admin, employee, level)
    assert Award.objects.get().evidence["recognised"] == "Mandat de 2024."


@pytest.mark.parametrize("wrong", [{"day": "2099-01-01"}, {"note": ""}, {"channels": ["telephone"]}, {"level": "0"}])
def test_a_recognition_that_does_not_hold_is_refused(admin, level, employee, wrong):
    assert recognise(admin, employee, level, **wrong).status_code == 422
    assert not Award.objects.exists()


def test_nobody_recognises_themselves_nor_somebody_of_another_brand(admin, level, leader, other_brand):
    assert recognise(admin, leader, level).status_code == 422
    assert recognise(admin, make_person(other_brand), level).status_code == 422


def test_many_at_once_are_shown_first_then_done_and_audited(admin, brand, leader):
    awards = [running(brand, f"P{n}") for n in range(3)]
    acts.suspend(awards[2], leader, "absence")
    own = running(brand, "Camille", person=leader)
    url = reverse("certificates_bulk")
    form = {"act": "suspend", "reason": "incident", "level": awards[0].level.pk}
    page = admin.post(url, form)
    plan = page.context["plan"]
    assert {award.pk for award in plan.concerned} == {awards[0].pk, awards[1].pk}
    assert {award.pk for award in plan.skipped} == {awards[2].pk, own.pk}
    assert status_of(awards[0]) == "valid"  # nothing before the confirmation
    newcomer = running(brand, "Venu entre-temps")
    for _twice in range(2):
        admin.post(url, {"plan": page.context["sealed"]})
    assert [status_of(award) for award in awards] == ["suspended"] * 3
    assert status_of(own) == "valid" and status_of(newcomer) == "valid"
    assert awards[0].events.count() == 1
    assert AuditEntry.objects.filter(action="bulk.suspend").count() == 1
    assert AuditEntry.objects.filter(action="award.suspended").count() == 3
    assert not list(breaks(brand.pk))


def test_hundreds_at_once_are_done_in_the_background_and_each_is_audited(admin, brand, leader, monkeypatch):
    from academy.certification import bulk_work
    from academy.certification.admin import bulk
    from academy.people.long_work.run import do
    from academy.people.models import LongWork

    monkeypatch.setattr(bulk, "MANY", 2)
    monkeypatch.setattr(bulk_work, "PIECE", 2)
    awards = [running(brand, f"P{n}") for n in range(3)]
    url = reverse("certificates_bulk")
    page = admin.post(url, {"act": "suspend", "reason": "incident", "level": awards[0].level.pk})
    answers = [admin.post(url, {"plan": page.context["sealed"]}) for _twice in range(2)]
    work = LongWork.objects.get()
    assert {answer.url for answer in answers} == {reverse("long_work", args=[work.pk])}
    assert {status_of(award) for award in awards} == {"valid"}
    do(work.pk)
    work.refresh_from_db()
    assert (work.status, work.done) == ("done", 3)
    assert {status_of(award) for award in awards} == {"suspended"}
    assert AuditEntry.objects.filter(action="award.suspended").count() == 3


def test_a_bulk_act_needs_a_choice_and_an_unaltered_preview(admin, brand):
    award = running(brand, "P")
    url = reverse("certificates_bulk")
    assert admin.post(url, {"act": "suspend", "reason": "incident"}).status_code == 422
    page = admin.post(url, {"act": "suspend", "reason": "incident", "numbers": award.number.lower()})
    admin.post(url, {"plan": page.context["sealed"] + "x"})
    assert status_of(award) == "valid"
    admin.post(url, {"act": "suspend", "reason": "incident", "channel": "comptoir"})
    assert status_of(award) == "valid"


def test_a_preview_of_one_leader_is_not_confirmed_by_another(admin, client, brand, leader):
    from academy.people.models import Role

    award = running(brand, "P")
    page = admin.post(reverse("certificates_bulk"), {"act": "suspend", "reason": "incident", "numbers": award.number})
    client.force_login(make_person(brand, Role.LEADER))
    client.post(reverse("certificates_bulk"), {"plan": page.context["sealed"]})
    assert status_of(award) == "valid"


def test_a_bulk_act_stops_at_the_brand(brand, other_brand, leader):
    foreign = running(other_brand, "Ailleurs")
    assert carry_out(brand, "suspend", [foreign.number], leader, "incident") == 0


def test_announced_changes_show_who_still_has_to_confirm(admin, brand, leader):
    from academy.certification.models import MustKnowUpdate
    from academy.certification.updates.acts import confirm

    first, second = running(brand, "Inès"), running(brand, "Zoé")
    update = MustKnowUpdate.objects.create(
        brand=brand, page_key="0c1f5c5e-6c0b-4c5e-9d3e-0d6f5a3f8a11", title_fr="Rembourser", what_fr="Trente jours.",
        deadline=today() + timedelta(days=9),
    )  # fmt: skip
    confirm(update, first.person)
    url = reverse("must_know_updates")
    text = admin.get(url).content.decode()
    assert "1 sur 2 a confirmé" in text and second.person.name in text
    admin.post(url, {"update": update.pk})
    update.refresh_from_db()
    assert update.withdrawn
