"""A change that holders must know: announced to those concerned, confirmed, enforced, asked again at renewal."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from academy.certification import acts
from academy.certification.awards import award_if_earned
from academy.certification.copies import make_copy
from academy.certification.life import Status
from academy.certification.lives import status_of
from academy.certification.models import Award, MustKnowUpdate, Requirement, SharedAward
from academy.certification.updates import acts as updates
from academy.learning.charter import sign, text_hash
from academy.learning.models import Attempt
from academy.library.models import Channel, CharterPage, PlaybookIndexPage, PlaybookPage, Question, Topic
from tests.certification.awards import make_award, make_level
from tests.people.factories import make_person


def today():
    return timezone.localdate()


def running(brand, name, **fields):
    fields = {"issued": today() - timedelta(days=40), "expires": today() + timedelta(days=300), **fields}
    return make_award(brand, name, **fields)


@pytest.fixture
def cells(brand):
    for code in ("x", "comptoir", "telephone"):
        Channel.objects.create(brand=brand, code=code, name_fr=code, name_en=code)
    Topic.objects.create(brand=brand, code="prix", name_fr="Prix", name_en="Prices")
    Topic.objects.create(brand=brand, code="garantie", name_fr="Garantie", name_en="Warranty")


@pytest.fixture
def home(brand):
    return brand.site.root_page.specific


def playbook(home, channels=("x",), topics=("prix",), what="Le délai passe à 30 jours.", days=30, tag=""):
    index = PlaybookIndexPage.objects.child_of(home).first()
    index = index or home.add_child(instance=PlaybookIndexPage(title="Guides", slug="guides", locale=home.locale))
    page = PlaybookPage(
        title="Rembourser", slug=f"r{PlaybookPage.objects.count()}", summary="Règle.", locale=home.locale
    )
    page.must_know, page.what_changed, page.update_days, page.update_tag = bool(what), what, days, tag
    page = index.add_child(instance=page)
    page.channels = Channel.objects.filter(code__in=channels)
    page.update_topics = Topic.objects.filter(code__in=topics)
    page.save()
    page.save_revision().publish()
    return PlaybookPage.objects.get(pk=page.pk)


def late(update, days=1):
    opened = update.opened - timedelta(days=60)
    MustKnowUpdate.objects.filter(pk=update.pk).update(opened=opened, deadline=today() - timedelta(days=days))
    Award.objects.update(issued=opened - timedelta(days=5))


def test_publishing_with_the_tick_announces_once_and_takes_the_tick_away(home, cells):
    page = playbook(home)
    update = MustKnowUpdate.objects.get()
    assert (update.channels, update.topics) == (["x"], ["prix"])
    assert update.deadline == today() + timedelta(days=30)
    assert not page.must_know and not page.what_changed
    draft = page.get_latest_revision_as_object()
    assert not draft.must_know and not draft.what_changed
    draft.save_revision().publish()
    assert MustKnowUpdate.objects.count() == 1


def test_a_publication_without_the_tick_announces_nothing(home, cells):
    playbook(home, what="")
    assert not MustKnowUpdate.objects.exists()


def test_the_tick_asks_what_changed(home, cells):
    page = playbook(home)
    page.must_know = True
    with pytest.raises(Exception, match="what_changed"):
        page.full_clean()


def test_only_holders_of_the_scope_get_the_task(client, brand, home, cells):
    concerned = running(brand, "Inès")
    elsewhere = running(brand, "Paul")
    Award.objects.filter(pk=elsewhere.pk).update(
        scope={**elsewhere.scope, "channels": [{"code": "telephone", "fr": "T", "en": "T"}]}
    )
    newer = running(brand, "Zoé", issued=today() + timedelta(days=1))
    playbook(home)
    for award, sees in ((concerned, True), (elsewhere, False), (newer, False)):
        client.force_login(award.person)
        for name in ("site:home", "certification:mine"):
            assert ("Rembourser" in client.get(reverse(name)).content.decode()) == sees, (award.holder, name)


def test_confirming_ends_the_task_and_repeating_changes_nothing(client, brand, home, cells):
    award = running(brand, "Inès")
    playbook(home)
    update = MustKnowUpdate.objects.get()
    client.force_login(award.person)
    url = reverse("certification:update", args=[update.pk])
    assert "Le délai passe" in client.get(url).content.decode()
    for _twice in range(2):
        client.post(url)
    assert update.confirmations.count() == 1
    assert "Rembourser" not in client.get(reverse("certification:mine")).content.decode()
    late(update)
    assert updates.enforce(brand) == 0 and status_of(award) == Status.VALID


def test_who_is_not_concerned_cannot_confirm(client, brand, home, cells, employee):
    playbook(home)
    client.force_login(employee)
    client.post(reverse("certification:update", args=[MustKnowUpdate.objects.get().pk]))
    assert not MustKnowUpdate.objects.get().confirmations.exists()


def test_the_deadline_gone_by_pauses_the_right_the_next_day_and_confirming_gives_it_back(client, brand, home, cells):
    award = running(brand, "Inès")
    playbook(home)
    late(MustKnowUpdate.objects.get(), days=3)
    client.force_login(award.person)
    assert client.get("/api/registry").json()["voices"] == []  # without waiting for the night
    award = Award.objects.get()
    assert status_of(award) == Status.SUSPENDED
    assert status_of(award, today() - timedelta(days=3)) == Status.VALID  # the last day of the deadline counts whole
    assert status_of(award, today() - timedelta(days=2)) == Status.SUSPENDED
    assert "suspendu" in client.get(f"/v/{award.number}", follow=True).content.decode().lower()
    client.post(reverse("certification:update", args=[MustKnowUpdate.objects.get().pk]))
    assert status_of(award) == Status.VALID
    assert [voice["name"] for voice in client.get("/api/registry").json()["voices"]] == [award.person.name]


def test_the_last_day_of_the_deadline_pauses_nobody(brand, home, cells):
    award = running(brand, "Inès")
    playbook(home)
    late(MustKnowUpdate.objects.get(), days=0)
    assert updates.enforce(brand) == 0 and status_of(award) == Status.VALID


def test_confirming_does_not_lift_a_suspension_of_the_leader(brand, home, cells, leader):
    award = running(brand, "Inès")
    acts.suspend(award, leader, "incident")
    playbook(home)
    update = MustKnowUpdate.objects.get()
    late(update)
    call_command("expire_certificates", verbosity=0)
    updates.confirm(update, award.person)
    assert status_of(award) == Status.SUSPENDED


def test_a_right_resumed_by_the_leader_is_paused_again_while_the_change_is_not_confirmed(brand, home, cells, leader):
    award = running(brand, "Inès")
    acts.suspend(award, leader, "absence")
    playbook(home)
    late(MustKnowUpdate.objects.get())
    call_command("expire_certificates", verbosity=0)
    acts.resume(award, leader)
    assert status_of(award) == Status.VALID
    call_command("expire_certificates", verbosity=0)
    assert status_of(award) == Status.SUSPENDED


def test_two_changes_one_confirmed_the_right_stays_paused(brand, home, cells):
    award = running(brand, "Inès")
    playbook(home)
    playbook(home, what="Autre règle.")
    for update in MustKnowUpdate.objects.all():
        late(update)
    updates.enforce(brand)
    first, second = MustKnowUpdate.objects.all()
    updates.confirm(first, award.person)
    assert status_of(award) == Status.SUSPENDED
    updates.confirm(second, award.person)
    assert status_of(award) == Status.VALID


def test_a_withdrawn_announcement_gives_back_what_it_paused(brand, home, cells, leader):
    award = running(brand, "Inès")
    playbook(home)
    update = MustKnowUpdate.objects.get()
    late(update)
    updates.enforce(brand)
    assert updates.withdraw(update, leader) and not updates.withdraw(update, leader)
    assert status_of(award) == Status.VALID


def test_a_change_of_the_charter_concerns_everybody_and_is_confirmed_by_signing(client, brand, home, employee):
    award = running(brand, "Inès", person=employee)
    Award.objects.update(scope={**award.scope, "channels": [], "topics": []})
    page = home.add_child(instance=CharterPage(title="Charte", slug="charte", version=2, locale=home.locale))
    page.must_know, page.what_changed = True, "Une valeur de plus."
    page.save_revision().publish()
    page = CharterPage.objects.get()
    update = MustKnowUpdate.objects.get()
    client.force_login(employee)
    url = reverse("certification:update", args=[update.pk])
    client.post(url)
    assert not update.confirmations.exists()  # read and signed, not only clicked away
    sign(employee, brand, page, text_hash(page))
    assert update.confirmations.filter(person=employee).exists()


def test_one_mail_when_announced_and_one_a_week_before_the_deadline(brand, home, cells):
    award = running(brand, "Inès")
    running(brand, "Paul", person=make_person(brand), issued=today() + timedelta(days=1))
    playbook(home)
    playbook(home, what="Autre règle.")
    for _twice in range(2):
        call_command("send_reminders", verbosity=0)
    assert [message.to for message in mail.outbox] == [[award.person.email]]
    assert "Rembourser" in mail.outbox[0].body and "Autre règle." in mail.outbox[0].body
    assert "http://testserver/fr/mes-attestations/" in mail.outbox[0].body and "localhost" not in mail.outbox[0].body
    MustKnowUpdate.objects.update(deadline=today() + timedelta(days=6))
    for _twice in range(2):
        call_command("send_reminders", verbosity=0)
    assert len(mail.outbox) == 2


def question(brand, home, code):
    one = Question(
        brand=brand, locale=home.locale, code=code, kind="truefalse", text=f"Vrai ? {code}",
        options=[("option", {"id": "v", "text": "Vrai", "correct": True}), ("option", {"id": "f", "text": "Faux"})],
    )  # fmt: skip
    one.save()
    one.tags.add("retours-2026")
    one.save()
    return one


@pytest.fixture
def to_renew(brand, home, cells, employee):
    """A certificate in its window, its level asking nothing else anew than what changed."""
    level = make_level(brand)
    level.renewal_exercises = 0
    level.save()
    Requirement.objects.create(level=level, kind="sponsor")
    award = running(brand, "Inès", person=employee, expires=today() + timedelta(days=20))
    for number in range(3):
        question(brand, home, f"q{number}")
    playbook(home, tag="retours-2026")
    return award


def test_renewing_asks_a_quiz_about_what_changed_since(
    client, to_renew, brand, employee, django_capture_on_commit_callbacks
):
    client.force_login(employee)
    assert award_if_earned(employee, brand) == []
    updates.confirm(MustKnowUpdate.objects.get(), employee)
    assert award_if_earned(employee, brand) == []
    assert "3 questions" in client.get(reverse("certification:mine")).content.decode()
    url = reverse("certification:delta", args=["repondre"])
    client.post(url)
    response = client.post(url)  # a second click resumes
    attempt = Attempt.objects.get()
    assert str(attempt.public_id) in response.url
    assert client.get(response.url).status_code == 200
    act = reverse("learning:act", args=[attempt.public_id])
    for item in attempt.state["items"]:
        attempt.refresh_from_db()
        client.post(act, {"seq": attempt.seq, "item": item, "chosen": "v"})
    attempt.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(act, {"seq": attempt.seq, "submit": "1"})
    assert "attestations" in client.get(reverse("learning:result", args=[attempt.public_id])).content.decode()
    renewed = Award.objects.get(cycle=2)
    assert renewed.issued == today() and status_of(to_renew) == Status.VALID  # valid while renewing


def test_another_change_asks_another_quiz(to_renew, brand, home, employee):
    from academy.certification.updates.delta import begin_delta

    first = begin_delta(employee, to_renew, "en")  # no question in English: the French ones are asked
    playbook(home, what="Encore une.", tag="retours-2026")
    assert begin_delta(employee, to_renew, "fr").step_key != first.step_key


def test_updates_of_another_brand_do_not_exist(client, brand, other_brand, home, cells, employee):
    playbook(home)
    MustKnowUpdate.objects.update(brand=other_brand)
    client.force_login(employee)
    assert client.get(reverse("certification:update", args=[MustKnowUpdate.objects.get().pk])).status_code == 404


def test_public_page_and_copy_of_the_registry_follow_a_missed_deadline_before_the_night(client, brand, cells):
    award = running(brand, "Inès")
    SharedAward.objects.create(award=award)
    assert make_copy(brand)[1] == 1
    update = MustKnowUpdate.objects.create(
        brand=brand, page_key=uuid4(), channels=["x"], opened=today(), deadline=today() - timedelta(days=1)
    )
    page = client.get(f"/p/{award.number}", headers={"accept-language": "fr"}).content.decode()
    assert status_of(award) == "suspended" and "Suspendue" in page
    award.events.all().delete()
    MustKnowUpdate.objects.filter(pk=update.pk).update(enforced=None)
    assert make_copy(brand)[1] == 0
