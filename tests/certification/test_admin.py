"""The menu «Certification»: levels, certificates and what may be done with them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from academy.certification.lives import status_of
from academy.certification.models import Award, Freeze, Level, RevocationCase, Sponsorship
from academy.people.audit import breaks
from academy.people.models import Role
from tests.certification.awards import make_award, make_level
from tests.people.factories import make_person

TODAY = timezone.localdate


@pytest.fixture
def award(brand):
    return make_award(brand, issued=TODAY(), expires=TODAY() + timedelta(days=365))


@pytest.fixture
def second(brand):
    return make_person(brand, Role.LEADER, name="Deuxième Leader")


@pytest.fixture
def admin(client, leader):
    client.force_login(leader)
    return client


def page_of(award):
    return reverse("certificate", args=[award.number])


def propose(admin, award, **data):
    data = {"act": "propose", "code": "red_line", "heard_on": TODAY().isoformat(), "note": "Faits.", **data}
    return admin.post(page_of(award), data)


def test_every_page_of_the_menu_opens(admin, award):
    propose(admin, award)
    for name in ("certificates", "withdrawals", "stop_switch", "sponsorships:index", "sponsorships:add",
                 "coverage-targets:index", "coverage-targets:add", "wagtailsnippets_certification_level:list",
                 "wagtailsnippets_certification_level:add"):  # fmt: skip
        assert admin.get(reverse(name)).status_code == 200, name
    assert admin.get(page_of(award)).status_code == 200
    level = reverse("wagtailsnippets_certification_level:edit", args=[award.level.pk])
    assert "Répondre" in admin.get(level).content.decode()


def test_a_certificate_tells_its_scope_in_words(admin, award):
    text = admin.get(page_of(award)).content.decode()
    assert "français, allemand" in text and "X, Comptoir et atelier" in text


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_list_exports(admin, award, kind):
    response = admin.get(reverse("certificates"), {"export": kind})
    content = b"".join(response.streaming_content) if response.streaming else response.content
    assert response.status_code == 200 and content
    if kind == "csv":
        assert award.number in content.decode() and "Inès Benali" in content.decode()


def test_filters_find_by_name_and_state(admin, brand, award, leader):
    gone = make_award(brand, "Paul Parti", expires=TODAY(), issued=TODAY(), level=make_level(brand, "autre", 2))
    from academy.certification.acts import suspend

    suspend(gone, leader, "incident")
    shown = admin.get(reverse("certificates"), {"state": "stopped"}).content.decode()
    assert gone.number in shown and award.number not in shown
    shown = admin.get(reverse("certificates"), {"q": "benali"}).content.decode()
    assert award.number in shown and gone.number not in shown


def test_suspending_and_resuming_take_effect_at_once(admin, award):
    admin.post(page_of(award), {"act": "suspend", "code": "absence"})
    assert status_of(award) == "suspended"
    admin.post(page_of(award), {"act": "suspend", "code": "absence"})
    assert award.events.count() == 1
    admin.post(page_of(award), {"act": "resume"})
    assert status_of(award) == "valid"


def test_a_withdrawal_takes_a_hearing_and_two_people(admin, client, award, leader, second):
    assert propose(admin, award, heard_on="").status_code == 422
    tomorrow = TODAY() + timezone.timedelta(days=1)
    assert propose(admin, award, heard_on=tomorrow.isoformat()).status_code == 422
    propose(admin, award)
    case = RevocationCase.objects.get()
    assert status_of(award) == "valid"
    admin.post(reverse("withdrawals"), {"case": case.pk, "decision": "confirm"})
    assert status_of(award) == "valid"
    client.force_login(second)
    client.post(reverse("withdrawals"), {"case": case.pk, "decision": "confirm"})
    assert status_of(award) == "revoked"
    assert not list(breaks(award.brand_id))


def test_a_declined_withdrawal_leaves_the_right(admin, client, award, second):
    propose(admin, award, suspend="on")
    assert status_of(award) == "suspended"
    client.force_login(second)
    client.post(reverse("withdrawals"), {"case": RevocationCase.objects.get().pk, "decision": "decline"})
    client.post(page_of(award), {"act": "resume"})
    assert status_of(award) == "valid"


def test_nobody_withdraws_their_own(admin, brand, leader):
    own = make_award(brand, person=leader, issued=TODAY(), expires=TODAY())
    assert propose(admin, own).status_code == 422


def test_the_stop_switch_asks_then_stops_then_lifts(admin, award):
    url = reverse("stop_switch")
    page = admin.post(url, {"topics": []})
    assert page.status_code == 200 and not Freeze.objects.exists()
    admin.post(url, {"act": "confirm", "reason": "Crise"})
    admin.post(url, {"act": "confirm", "reason": "Crise"})
    assert Freeze.objects.count() == 1
    assert status_of(award) == "suspended"
    admin.post(url, {"act": "lift", "stop": Freeze.objects.get().pk})
    assert status_of(award) == "valid"


def test_the_level_editor_checks_requirements(admin, brand):
    level = make_level(brand)
    url = reverse("wagtailsnippets_certification_level:edit", args=[level.pk])
    data = {
        "name_fr": "Répondre", "name_en": "Responder", "code": "repondre", "order": 3,
        "validity_months": 12, "renewal_exercises": 1, "renewal_window_days": 90,
        "languages": "fr", "requirements-TOTAL_FORMS": 1, "requirements-INITIAL_FORMS": 0,
        "requirements-MIN_NUM_FORMS": 0, "requirements-MAX_NUM_FORMS": 100, "requirements-0-kind": "level",
        "requirements-0-ref": "", "requirements-0-pass_mark": 0, "requirements-0-count": 1,
        "requirements-0-ORDER": 1,
    }  # fmt: skip
    assert admin.post(url, data).status_code == 200
    assert not level.requirements.exists()
    lower = make_level(brand, "contribuer", 2)
    admin.post(url, {**data, "requirements-0-ref": lower.code})
    assert list(Level.objects.get(pk=level.pk).requirements.values_list("kind", "ref")) == [("level", "contribuer")]
    assert Level.objects.get(pk=level.pk).renewal_window_days == 90


def test_a_sponsor_is_who_fills_in_the_form(admin, brand, leader, employee):
    level = make_level(brand)
    admin.post(reverse("sponsorships:add"), {"person": employee.pk, "level": level.pk})
    assert Sponsorship.objects.get().sponsor == leader
    admin.post(reverse("sponsorships:add"), {"person": leader.pk, "level": level.pk})
    assert Sponsorship.objects.count() == 1


def test_certificates_of_another_brand_do_not_exist(admin, other_brand):
    foreign = make_award(other_brand)
    assert admin.get(page_of(foreign), follow=True).status_code == 404
    assert foreign.number not in admin.get(reverse("certificates")).content.decode()
    admin.post(page_of(foreign), {"act": "suspend"})
    assert not foreign.events.exists()


def test_the_list_needs_few_queries(admin, brand, django_assert_max_num_queries):
    for number in range(30):
        make_award(brand, f"Personne {number}")
    admin.get(reverse("certificates"))
    with django_assert_max_num_queries(30):
        admin.get(reverse("certificates"))
    assert Award.objects.count() == 30
