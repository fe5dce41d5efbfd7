"""The question bank's list: where a question is used, its twins, its translations, filters, tags on many at once."""

import re

import pytest
from django.urls import reverse
from wagtail.models import Locale

from academy.library.authoring.bank_tagging import retag
from academy.library.bank_usage import about, twins_of
from academy.library.models import ExerciseVersion, PlaybookPage, Question
from academy.people.models import Role
from tests.people.factories import make_brand, make_person

LIST = "wagtailsnippets_library_question:list"


@pytest.fixture
def bank(academy):
    academy.questions = {one.code: one for one in Question.objects.filter(brand=academy.brand)}
    return academy


def another(brand, text: str, code="copie", **fields) -> Question:
    locale = Locale.objects.get(language_code="fr")
    return Question.objects.create(brand=brand, locale=locale, code=code, text=text, live=False, **fields)


def listed(client, **query) -> str:
    return client.get(reverse(LIST), query).content.decode()


def test_usage_tells_quizzes_that_list_it_and_those_that_may_draw_it(bank, django_assert_max_num_queries):
    questions = list(Question.objects.prefetch_related("tags"))
    with django_assert_max_num_queries(8):
        known = about(bank.brand, questions)
    q1, q2 = bank.questions["q1"], bank.questions["q2"]
    assert [page.title for page in known[q2.pk].listed] == ["Le quiz"] and known[q2.pk].drawn == []
    assert [page.title for page in known[q1.pk].drawn] == ["Le quiz"] and known[q1.pk].listed == []
    assert known[q1.pk].translations == [("en", "missing")]


@pytest.mark.parametrize("text", ["QUE  FAITES-VOUS?", "Que faites vous…", "« Qué faitês-vous » ?"])
def test_twins_are_found_whatever_the_accents_case_and_typography(bank, text):
    copy = another(bank.brand, text)
    assert [one.code for one in twins_of(copy)] == ["q1"]
    assert about(bank.brand, [bank.questions["q1"]])[bank.questions["q1"].pk].twins == [copy]


def test_another_text_language_or_brand_is_no_twin(bank):
    other = make_brand("Autre", "autre.exemple")
    assert twins_of(another(bank.brand, "Que ferez-vous ?")) == []
    assert twins_of(another(other, "Que faites-vous ?")) == []
    english = Question.objects.create(
        brand=bank.brand, locale=Locale.objects.get(language_code="en"), code="en", text="Que faites-vous ?", live=False
    )
    assert twins_of(english) == []


def test_the_list_shows_and_filters(client, bank):
    client.force_login(make_person(bank.brand, Role.LEADER))
    page = listed(client)
    assert "Le quiz" in page and "(tirage possible)" in page and "EN : manquante" in page
    assert "Même énoncé" in page
    tag = bank.questions["q1"].tags.get(name="base").pk
    for query, seen, unseen in (
        ({"tag": tag}, "Que faites-vous", "Et encore"),
        ({"difficulty": 2}, "Et encore", "Que faites-vous"),
        ({"kind": "single"}, "Que faites-vous", "Et encore"),
    ):
        page = listed(client, **query)
        assert seen in page and unseen not in page, query
    assert "Que faites-vous" not in listed(client, twins="true")
    another(bank.brand, "que faites vous")
    page = listed(client, twins="true")
    assert "Que faites-vous" in page and "copie" in page and "Et encore" not in page
    english = Locale.objects.get(language_code="en").pk
    assert "Que faites-vous" in listed(client, untranslated=english)


def test_filters_offer_this_brands_tags_only(client, bank):
    other = make_brand("Autre", "autre.exemple")
    foreign = another(other, "Ailleurs ?")
    foreign.tags.add("secret-d-ailleurs")
    foreign.save()
    client.force_login(make_person(bank.brand, Role.LEADER))
    assert "secret-d-ailleurs" not in listed(client)


def test_tags_are_put_on_and_taken_off_and_each_quiz_gets_one_version(bank):
    questions = list(bank.questions.values())
    quiz = bank.page("quiz")
    before = ExerciseVersion.objects.filter(page_id=quiz.pk).count()
    assert retag(questions, ["sécurité"], ["base"]) == 2
    assert retag(questions, ["sécurité"], ["base"]) == 0
    assert {tag.name for tag in Question.objects.get(code="q1").tags.all()} == {"calme", "sécurité"}
    assert all(one.live and not one.has_unpublished_changes for one in Question.objects.filter(brand=bank.brand))
    assert ExerciseVersion.objects.filter(page_id=quiz.pk).count() <= before + 1


def test_a_draft_stays_a_draft(bank):
    question = bank.questions["q1"]
    draft = question.get_latest_revision_as_object() if question.latest_revision else question
    draft.text = "Autrement dit ?"
    draft.save_revision()
    question.refresh_from_db()
    retag([Question.objects.get(pk=question.pk)], ["neuf"], [])
    question = Question.objects.get(pk=question.pk)
    assert question.text == "Que faites-vous ?" and question.has_unpublished_changes
    latest = question.get_latest_revision_as_object()
    assert latest.text == "Autrement dit ?" and "neuf" in {tag.name for tag in latest.tags.all()}
    assert "neuf" in {tag.name for tag in question.tags.all()}


def test_bulk_tagging_in_the_admin_stays_within_the_brand(client, bank):
    client.force_login(make_person(bank.brand, Role.LEADER))
    address = reverse("wagtail_bulk_action", args=["library", "question", "tag"])
    q1 = bank.questions["q1"]
    assert "Pour 1 question" in client.get(address, {"id": q1.pk}).content.decode()
    asked = {"add": "urgence, calme", "remove": "base"}
    seen = client.post(f"{address}?id={q1.pk}", asked)
    assert "base, calme" in seen.content.decode() and "calme, urgence" in seen.content.decode()
    assert "urgence" not in {tag.name for tag in Question.objects.get(pk=q1.pk).tags.all()}
    other_words = client.post(f"{address}?id={q1.pk}", {"add": "tout autre", "seen": seen.context["seal"]})
    assert other_words.status_code == 200  # what was seen is not what is asked: shown anew
    answer = client.post(f"{address}?id={q1.pk}", asked | {"seen": seen.context["seal"]})
    assert answer.status_code == 302
    assert "urgence" in {tag.name for tag in Question.objects.get(pk=q1.pk).tags.all()}
    foreign = another(make_brand("Autre", "autre.exemple"), "Ailleurs ?")
    client.post(f"{address}?id={foreign.pk}", {"add": "volé"})
    assert not Question.objects.get(pk=foreign.pk).tags.exists()
    delete = reverse("wagtail_bulk_action", args=["library", "question", "delete"])
    client.post(f"{delete}?id={foreign.pk}")
    assert Question.objects.filter(pk=foreign.pk).exists()


def test_many_questions_are_published_at_once_and_incomplete_ones_are_named(client, bank):
    client.force_login(make_person(bank.brand, Role.LEADER))
    whole, broken = bank.questions["q1"], another(bank.brand, "Sans réponse ?", "sans")
    whole.unpublish()
    address = reverse("wagtail_bulk_action", args=["library", "question", "publish_questions"])
    answer = client.post(f"{address}?id={whole.pk}&id={broken.pk}", {"next": reverse(LIST)}, follow=True)
    assert "1 question publiée" in answer.content.decode() and "sans" in answer.content.decode()
    assert Question.objects.get(pk=whole.pk).live and not Question.objects.get(pk=broken.pk).live


def test_a_community_manager_publishes_no_questions(client, bank):
    client.force_login(make_person(bank.brand, Role.COMMUNITY_MANAGER))
    whole = bank.questions["q1"]
    whole.unpublish()
    client.post(f"{reverse('wagtail_bulk_action', args=['library', 'question', 'publish_questions'])}?id={whole.pk}")
    assert not Question.objects.get(pk=whole.pk).live


def test_situations_go_on_many_playbooks_and_drafts_stay_drafts(client, bank):
    client.force_login(make_person(bank.brand, Role.LEADER))
    page = PlaybookPage.objects.get(slug="avis")
    address = f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'situations'])}?id={page.pk}"
    asked = {"add": "colère", "remove": "avis positif"}
    seen = client.post(address, asked)
    assert "avis négatif, colère" in seen.content.decode()
    client.post(address, asked | {"seen": seen.context["seal"]})
    page.refresh_from_db()
    assert page.situation_list() == ["avis négatif", "colère"] and not page.has_unpublished_changes
    page.summary = "Autre règle"
    page.save_revision()
    asked = {"add": "urgence"}
    client.post(address, asked | {"seen": client.post(address, asked).context["seal"]})
    page = PlaybookPage.objects.get(pk=page.pk)
    assert "urgence" not in page.situation_list() and page.get_latest_revision_as_object().summary == "Autre règle"
    assert "urgence" in page.get_latest_revision_as_object().situation_list()


def test_the_form_of_a_question_shows_what_its_kind_uses(client, bank):
    client.force_login(make_person(bank.brand, Role.LEADER))
    form = client.get(reverse("wagtailsnippets_library_question:add")).content.decode()
    assert "library/question-form" in form and re.search(r'<link[^>]*question-form[^"]*css', form)
