"""Catalogue, course, lesson, exercise brief and charter, as a learner meets them: by plain HTTP, without JavaScript."""

from urllib.parse import urlsplit

from wagtail.models import Page

from academy.learning.charter import text_hash
from academy.learning.models import CharterSignature, Progress, StepCompletion
from academy.learning.signals import charter_signed
from academy.library.models import CharterPage, CoursePage
from tests.people.factories import make_brand, make_person


def _path(page) -> str:
    return urlsplit(page.url).path


def _course_url(academy, name):
    return f"/fr/parcours/{academy.course.translation_key}/{name}/"


def _read(client, academy, **extra):
    return client.post(f"/fr/lecons/{academy.page('lesson').pk}/lue/", **extra)


def _with_prerequisite(academy) -> CoursePage:
    """A second course that has to be finished first."""
    first = CoursePage(title="Avant tout", slug="avant", summary="Court.", locale=academy.course.locale, minutes=5)
    academy.course.get_parent().add_child(instance=first)
    academy.course.prerequisites.add(first)
    academy.course.save()
    return first


def test_the_catalogue_says_what_a_course_is_and_what_it_opens(learner, academy):
    text = learner.get("/fr/catalogue/").content.decode()
    assert "Les bases" in text and "3 étapes" in text
    assert "ouvre «\u202fÉcouter\u202f»" in text


def test_the_catalogue_costs_the_same_however_many_courses(learner, academy, django_assert_max_num_queries):
    learner.get("/fr/catalogue/")
    for number in range(4):
        course = CoursePage(title=f"Cours {number}", slug=f"c{number}", summary="…", locale=academy.course.locale)
        academy.course.get_parent().add_child(instance=course)
    with django_assert_max_num_queries(14):  # session, user, brand, membership, and nine about courses
        learner.get("/fr/catalogue/")


def test_filters_show_only_when_they_tell_courses_apart(learner, academy):
    assert b"<select" not in learner.get("/fr/catalogue/").content
    long = CoursePage(title="Long", slug="long", summary="…", minutes=90, locale=academy.course.locale)
    academy.course.get_parent().add_child(instance=long)
    text = learner.get("/fr/catalogue/").content.decode()
    assert 'name="duration"' in text and 'name="track"' not in text
    only_long = learner.get("/fr/catalogue/?duration=long").content.decode()
    assert "Long" in only_long and "Les bases" not in only_long


def test_beginning_a_course_leads_to_its_first_lesson_and_doing_it_twice_changes_nothing(learner, academy):
    for _time in range(2):
        answer = learner.post(_course_url(academy, "commencer"))
        assert answer.status_code == 302
        assert answer["Location"] == _path(academy.page("lesson"))
    assert Progress.objects.filter(person=academy.learner).count() == 1


def test_a_course_that_builds_on_another_says_so_with_a_link_and_does_not_enrol(learner, academy):
    first = _with_prerequisite(academy)
    assert learner.post(_course_url(academy, "commencer")).status_code == 302
    assert not Progress.objects.exists()
    page = learner.get(academy.course.url).content.decode()
    assert _path(first) in page and "Terminez d’abord" in page
    catalogue = learner.get("/fr/catalogue/").content.decode()
    assert "Terminez d’abord" in catalogue and _path(first) in catalogue


def test_the_course_page_shows_states_and_one_way_on(learner, academy):
    academy.enrol()
    _read(learner, academy)
    page = learner.get(academy.course.url).content.decode()
    assert page.count("step--done") == 1 and page.count("step--current") == 1
    assert "1 étape faite sur 3" in page
    assert f'href="{_path(academy.page("scenario"))}"' in page


def test_a_read_lesson_leads_to_the_next_step_and_stays_read(learner, academy):
    academy.enrol()
    answer = _read(learner, academy)
    assert answer["Location"] == _path(academy.page("scenario"))
    _read(learner, academy)
    assert StepCompletion.objects.filter(person=academy.learner).count() == 1
    assert "Vous avez lu cette leçon" in learner.get(academy.page("lesson").url).content.decode()


def test_marking_a_lesson_read_takes_up_the_course_when_need_be(learner, academy):
    _read(learner, academy)
    assert Progress.objects.get(person=academy.learner).steps_done == 1


def test_a_lesson_is_resumed_where_one_was_on_any_device(learner, academy):
    academy.enrol()
    learner.get(academy.page("scenario").url)
    assert learner.get(_course_url(academy, "continuer"))["Location"] == _path(academy.page("scenario"))


def test_progress_is_the_same_in_both_languages(learner, academy):
    academy.enrol()
    _read(learner, academy)
    english = CoursePage.objects.get(locale__language_code="en", slug="base")
    assert "step--done" in learner.get(english.url).content.decode()


def test_the_brief_of_an_exercise_says_what_awaits(learner, academy):
    academy.enrol()
    page = learner.get(academy.page("scenario").url).content.decode()
    assert "Karim" in page and "collègue" in page and "courage" in page.lower()
    assert "Réussi à partir de 70" in page
    quiz = learner.get(academy.page("quiz").url).content.decode()
    assert "2 questions" in quiz and "Courage." in quiz


def test_lesson_and_course_pages_ask_few_queries(learner, academy, django_assert_max_num_queries):
    academy.enrol()
    lesson = academy.page("lesson").url
    learner.get(lesson)
    learner.get(academy.course.url)
    with django_assert_max_num_queries(30):
        learner.get(lesson)
    with django_assert_max_num_queries(24):
        learner.get(academy.course.url)


def test_visitors_are_asked_to_sign_in_and_drafts_do_not_exist(client, learner, academy):
    lesson = academy.page("lesson")
    client.logout()
    assert "/accounts/login/" in client.get(lesson.url)["Location"]
    client.force_login(academy.learner)
    address = lesson.url
    lesson.unpublish()
    assert client.get(address).status_code == 404
    assert client.post(f"/fr/lecons/{lesson.pk}/lue/").status_code == 404


def test_pages_of_one_brand_do_not_exist_for_another(client, academy):
    other = make_brand("Autre", hostname="autre.example")
    stranger = make_person(other)
    client.force_login(stranger)
    lesson = academy.page("lesson")
    posted = client.post(f"/fr/lecons/{lesson.pk}/lue/", headers={"host": "autre.example"})
    assert posted.status_code == 404
    taken = client.post(_course_url(academy, "commencer"), headers={"host": "autre.example"})
    assert taken.status_code == 404
    assert not Progress.objects.exists()


def test_a_page_that_says_nothing_about_its_readers_is_for_members(client, academy):
    home = academy.brand.site.root_page
    plain = home.add_child(instance=Page(title="Sans classe", slug="sans-classe", locale=home.locale))
    assert "/accounts/login/" in client.get(plain.url)["Location"]


def _charter(academy) -> CharterPage:
    return CharterPage.objects.get(locale__language_code="fr")


def _sign(client, charter, **fields):
    data = {"agree": "yes", "read": text_hash(charter), **fields}
    return client.post(f"/fr/charte-de-la-marque/{charter.pk}/signer/", data, follow=True)


def test_the_charter_is_signed_once_per_version_with_the_text_that_was_read(learner, academy):
    charter, heard = _charter(academy), []

    def listen(sender, person, brand, version, **kwargs):
        heard.append((person, version))

    charter_signed.connect(listen)
    try:
        _sign(learner, charter)
        _sign(learner, charter)
    finally:
        charter_signed.disconnect(listen)
    signature = CharterSignature.objects.get()
    assert (signature.version, signature.text_hash) == (1, text_hash(charter))
    assert heard == [(academy.learner, 1)]
    assert "Vous avez signé cette version" in learner.get(charter.url).content.decode()


def test_a_new_version_of_the_charter_asks_again(learner, academy):
    charter = _charter(academy)
    _sign(learner, charter)
    charter.version = 2
    charter.save_revision().publish()
    page = learner.get(charter.url).content.decode()
    assert "La charte a changé depuis votre signature" in page and "Signer la charte" in page


def test_a_charter_that_changed_while_it_was_read_is_not_signed(learner, academy):
    answer = _sign(learner, _charter(academy), read="0" * 64)
    assert not CharterSignature.objects.exists()
    assert "La charte a changé pendant votre lecture" in answer.content.decode()


def test_the_charter_is_not_signed_without_the_tick(learner, academy):
    _sign(learner, _charter(academy), agree="")
    assert not CharterSignature.objects.exists()
