"""The minute of the day: what is on the cards, when it comes back, who sees it, how often one is written to."""

import io
import re
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail, signing
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from academy.certification.evidence import dossier
from academy.exercises.play import Answer, Submit
from academy.exercises.question import Option, Question
from academy.learning.attempts import act, begin
from academy.learning.models import Attempt, RefresherAnswer, RefresherCard
from academy.learning.refreshers.deck import catch_up, today_of
from academy.learning.refreshers.plan import AT_MOST, MINUTE, after_answer, how_many_fit, seconds_to_read
from academy.learning.refreshers.record import Recall, recall_records
from academy.learning.refreshers.reminders import SALT, send_refresher_reminders
from academy.library.models import Question as BankQuestion
from academy.people.data_export import archive_of
from academy.people.erasure import erase_person
from academy.people.models import Role
from tests.people.factories import make_person

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def _days(must_know: bool, said: str) -> list[int]:
    """Intervals in days after answers each given when due: g right, h right but unsure, a wrong."""
    memory, now, found = None, NOW, []
    for letter in said:
        memory = after_answer(memory, letter != "a", "unsure" if letter == "h" else "sure", must_know, now)
        found.append((memory.due - now).days)
        now = memory.due
    return found


def test_intervals_are_those_the_domain_brief_computed():
    assert _days(False, "gggg") == [2, 11, 46, 163]  # 90 % recall
    assert _days(True, "gggggg") == [1, 3, 8, 19, 43, 89]  # 95 % for must-know


def test_must_know_comes_back_within_ninety_days_and_nothing_after_more_than_a_year():
    assert _days(True, "g" * 9)[-1] == 90
    assert _days(False, "g" * 9)[-1] == 365


def test_wrong_comes_back_before_unsure_and_unsure_before_sure():
    wrong, unsure, sure = (_days(False, "ggg" + last)[-1] for last in "ahg")
    assert wrong < unsure < sure


@given(st.booleans(), st.text("agh", min_size=1, max_size=12))
def test_any_history_comes_back_between_a_day_and_the_cap(must_know, said):
    assert all(1 <= days <= (90 if must_know else 365) for days in _days(must_know, said))


@given(st.lists(st.floats(0.1, 200), max_size=9), st.lists(st.floats(0.1, 50), max_size=4))
def test_the_set_never_takes_more_than_a_minute_to_read_unless_its_first_question_does(seconds, before):
    spent = sum(before)
    fit = how_many_fit(seconds, spent)
    assert fit <= AT_MOST
    assert not fit or spent + sum(seconds[:fit]) <= MINUTE + 1e-9 or (fit == 1 and not before)
    assert fit == min(len(seconds), AT_MOST) or spent + sum(seconds[: fit + 1]) > MINUTE - 1e-9


def test_question_answers_and_the_longest_explanation_are_read():
    options = (Option("a", "deux mots", True, "trois mots ici"), Option("b", "un", False, "un"))
    assert seconds_to_read(Question("q", "single", "mot " * 32, options, "fin")) == pytest.approx(39 / 238 * 60)


def _take(academy, *actions, **fields):
    page = academy.page("quiz")
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    academy.enrol()
    attempt = begin(academy.learner, academy.brand, academy.course, page)
    for action in actions:
        act(attempt.public_id, academy.learner, action)
    return attempt


BOTH = (Answer("q1", ("bien",), 0), Answer("q2", ("ceci", "cela"), 1), Submit(2))


@pytest.fixture
def deck(academy):
    """Two learnt questions that are due."""
    _take(academy, *BOTH)
    RefresherCard.objects.update(due=timezone.now() - DAY)
    return RefresherCard.objects.order_by("code")


def test_answered_questions_of_a_course_become_cards_once(academy):
    _take(academy, *BOTH)
    before = dict(RefresherCard.objects.values_list("code", "due"))
    assert set(before) == {"q1", "q2"} and min(before.values()) > timezone.now()
    _take(academy, *BOTH)
    assert dict(RefresherCard.objects.values_list("code", "due")) == before


def test_an_exams_questions_come_only_once_it_is_passed(academy):
    _take(academy, Answer("q1", ("rien",), 0), Submit(1), mode="exam")
    assert not RefresherCard.objects.exists()
    _take(academy, *BOTH, mode="exam")
    assert RefresherCard.objects.count() == 2


def test_quizzes_finished_before_there_were_refreshers_are_caught_up_with(academy):
    _take(academy, *BOTH)
    RefresherCard.objects.all().delete()
    assert (catch_up(academy.brand), catch_up(academy.brand)) == (2, 0)
    assert RefresherCard.objects.count() == 2


def test_who_has_one_card_already_gets_the_others_too_and_the_one_stays_as_it_is(academy):
    _take(academy, *BOTH)
    RefresherCard.objects.exclude(code="q1").delete()
    RefresherCard.objects.update(stability=77)
    assert catch_up(academy.brand) == 1
    assert dict(RefresherCard.objects.filter(code="q1").values_list("code", "stability")) == {"q1": 77}
    assert RefresherCard.objects.filter(code="q2").exists()


def test_an_erased_persons_attempt_stops_neither_the_catching_up_nor_its_counting(academy):
    _take(academy, *BOTH)
    RefresherCard.objects.all().delete()
    Attempt.objects.update(state={})  # what `learning/privacy.py` leaves of it
    other = make_person(academy.brand)
    academy.enrol(other)
    attempt = begin(other, academy.brand, academy.course, academy.page("quiz"))
    for action in BOTH:
        act(attempt.public_id, other, action)
    RefresherCard.objects.all().delete()
    assert catch_up(academy.brand) == 2
    assert set(RefresherCard.objects.values_list("person", flat=True)) == {other.pk}


def test_the_days_set_holds_five_at_most_and_must_know_first(academy, deck):
    card = deck[0]
    for number in range(8):
        RefresherCard.objects.create(
            person=academy.learner, brand=academy.brand, code=f"x{number}", must_know=number == 7, stability=1,
            difficulty=5, due=card.due - DAY, last_seen=card.due,
        )  # fmt: skip
        BankQuestion.objects.create(
            brand=academy.brand, code=f"x{number}", locale=academy.course.locale, text=f"Question {number} ?",
            options=BankQuestion.objects.get(code="q1").options, live=True,
        )  # fmt: skip
    today = today_of(academy.learner, academy.brand, "fr")
    assert len(today.left) == AT_MOST and today.left[0].code == "x7"


def _answer(learner, card, **data):
    return learner.post(reverse("learning:refresh", args=[card.pk]), data, follow=True).content.decode()


def test_the_set_is_answered_without_javascript_and_explained_at_once(learner, academy, deck):
    page = learner.get(reverse("learning:refreshers")).content.decode()
    assert "Question 1 sur 2" in page
    said = _answer(learner, deck[0], chosen=["bien"], confidence="sure")
    assert "C’est juste." in said and "1 enregistrée" in said and "revient à partir du" in said
    said = _answer(learner, deck[1], chosen=["ceci"])
    assert "C’est juste." not in said
    done = learner.get(reverse("learning:refreshers")).content.decode()
    assert "C’est tout pour aujourd’hui." in done and "1 juste sur 2" in done


def test_with_htmx_the_next_question_comes_alone(learner, deck):
    part = learner.get(reverse("learning:refreshers"), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part and "data-focus" in part and 'id="annonce"' in part


def test_sending_an_answer_twice_counts_once_and_the_first_stands(learner, deck):
    _answer(learner, deck[0], chosen=["bien"])
    due = RefresherCard.objects.get(pk=deck[0].pk).due
    _answer(learner, deck[0], chosen=["rien"])
    assert RefresherAnswer.objects.get().right and RefresherCard.objects.get(pk=deck[0].pk).due == due


@pytest.mark.parametrize("data", [{}, {"chosen": ["nope"]}, {"chosen": ["bien", "rien"]}])
def test_a_forged_or_empty_answer_saves_nothing_and_is_told(learner, deck, data):
    page = _answer(learner, deck[0], **data)
    assert not RefresherAnswer.objects.exists() and "message" in page and "Question 1 sur 2" in page


def test_nobody_else_sees_or_answers_a_card(client, academy, deck):
    client.force_login(make_person(academy.brand, Role.LEADER))
    assert client.post(reverse("learning:refresh", args=[deck[0].pk]), {"chosen": ["bien"]}).status_code == 404
    assert "Rien à revoir" in client.get(reverse("learning:refreshers")).content.decode()


def test_a_question_that_is_no_longer_published_is_not_asked(learner, academy, deck):
    BankQuestion.objects.update(live=False)
    assert today_of(academy.learner, academy.brand, "fr").left == []
    assert "n’est plus posée" in _answer(learner, deck[0], chosen=["bien"])


def test_home_says_what_waits_and_then_that_it_is_done(learner, deck):
    home = learner.get(reverse("site:home")).content.decode()
    assert "La minute du jour" in home and "2 questions sur ce que vous avez appris" in home
    for card, chosen in ((deck[0], ["bien"]), (deck[1], ["ceci", "cela"])):
        _answer(learner, card, chosen=chosen)
    assert "La minute du jour est faite" in learner.get(reverse("site:home")).content.decode()


def test_a_page_of_the_set_costs_few_queries(learner, deck, django_assert_max_num_queries):
    learner.get(reverse("learning:refreshers"))
    with django_assert_max_num_queries(12):  # session, user, brand, membership, and what the page itself asks
        learner.get(reverse("learning:refreshers"))


def test_one_reminder_a_week_at_most_and_none_for_who_was_there(academy, deck, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    now = timezone.now()
    assert [send_refresher_reminders(now + days * DAY) for days in (0, 0, 1, 6)] == [1, 0, 0, 0]
    assert send_refresher_reminders(now + 7 * DAY) == 1 and len(mail.outbox) == 2
    RefresherAnswer.objects.create(card=deck[0], day=timezone.localdate(), at=now + 13 * DAY, right=True)
    assert send_refresher_reminders(now + 14 * DAY) == 0


def test_nobody_is_reminded_of_questions_that_are_no_longer_asked(academy, deck, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    BankQuestion.objects.filter(code="q1").update(live=False)
    RefresherCard.objects.exclude(code="q1").update(due=timezone.now() + 9 * DAY)
    assert send_refresher_reminders() == 0 and mail.outbox == []
    BankQuestion.objects.filter(code="q1").update(live=True)
    assert send_refresher_reminders() == 1


def test_the_reminder_is_switched_off_in_the_profile_or_from_the_mail(client, academy, deck, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    send_refresher_reminders()
    message = mail.outbox[0]
    stop = re.search(r"/fr/courriels/arreter/\S+", message.body)[0]
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "Arrêter ces courriels" in client.get(stop).content.decode()
    academy.learner.refresh_from_db()
    assert academy.learner.refresher_mail  # looking stops nothing
    assert "Plus de ces courriels" in client.post(stop).content.decode()
    assert send_refresher_reminders(timezone.now() + 30 * DAY) == 0
    for forged in ("learning:stop_reminders", "people:stop_mail"):
        assert client.get(reverse(forged, args=["x:y:z"])).status_code == 404
    type(academy.learner).objects.update(refresher_mail=True)
    old = signing.dumps(str(academy.learner.public_id), salt=SALT)  # a mail written before the links had one home
    client.post(reverse("learning:stop_reminders", args=[old]))
    assert not type(academy.learner).objects.get(pk=academy.learner.pk).refresher_mail
    client.force_login(academy.learner)
    assert "courriel quand des questions" in client.get(reverse("people:profile")).content.decode()


def test_the_mail_goes_through_the_queue(academy, deck, settings, django_capture_on_commit_callbacks):
    from django_tasks_db.models import DBTaskResult

    settings.EMAIL_BACKEND = "academy.people.mail.QueuedEmailBackend"
    before = DBTaskResult.objects.count()
    with django_capture_on_commit_callbacks(execute=True):
        send_refresher_reminders()
    assert DBTaskResult.objects.count() == before + 1


def _answers(card, *rights, first_day):
    for number, right in enumerate(rights):
        day = first_day + number * DAY
        RefresherAnswer.objects.create(card=card, day=day, right=right, must_know=True)


def test_the_record_counts_must_know_questions_by_their_latest_answer(academy, deck):
    today = timezone.localdate()
    RefresherCard.objects.update(must_know=True, due=timezone.now() + 30 * DAY)
    assert recall_records(academy.brand, [academy.learner.pk]) == {}
    _answers(deck[0], False, True, first_day=today - 100 * DAY)  # before the window
    _answers(deck[0], False, True, first_day=today - 20 * DAY)
    _answers(deck[1], True, False, first_day=today - 10 * DAY)
    assert recall_records(academy.brand, [academy.learner.pk]) == {academy.learner.pk: Recall(50, 90)}


def test_a_due_must_know_question_left_unanswered_counts_against_the_record(academy, deck):
    RefresherCard.objects.update(must_know=True)
    RefresherCard.objects.filter(pk=deck[0].pk).update(due=timezone.now() + 30 * DAY)
    _answers(deck[0], True, first_day=timezone.localdate() - 30 * DAY)
    assert recall_records(academy.brand, [academy.learner.pk])[academy.learner.pk] == Recall(50, 30)


def test_certification_reads_the_record_as_evidence(academy, deck):
    RefresherCard.objects.update(must_know=True, due=timezone.now() + 30 * DAY)
    _answers(deck[0], True, first_day=timezone.localdate() - 95 * DAY)
    _answers(deck[0], True, first_day=timezone.localdate() - 5 * DAY)
    review = dossier(academy.brand, academy.learner).evidence.review
    assert (review.share, review.days) == (100, 90)


def test_cards_and_answers_are_exported_and_erased_with_the_person(learner, academy, deck):
    _answer(learner, deck[0], chosen=["bien"])
    with zipfile.ZipFile(io.BytesIO(archive_of(academy.learner))) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist() if "refresher" in name}
    assert len(texts) >= 2 and all("q1" in text for name, text in texts.items() if "reminder" not in name)
    erase_person(academy.learner)
    assert not RefresherCard.objects.exists() and not RefresherAnswer.objects.exists()
