"""The preview beside the editor works for every page a leader writes, before its first save too."""

import pytest
from django.urls import reverse

from academy.learning.models import Progress
from academy.library.models import CharterPage, CoursePage, LessonPage, PlaybookPage, QuizPage, ScenarioPage
from academy.people.models import Role
from tests.learning.conftest import academy  # noqa: F401
from tests.people.factories import make_person

KINDS = {"scenario": ScenarioPage, "quiz": QuizPage, "lesson": LessonPage, "course": CoursePage}


@pytest.fixture
def leader(client, academy):  # noqa: F811
    person = make_person(academy.brand, Role.LEADER)
    client.force_login(person)
    return person


def _page(academy, kind):  # noqa: F811
    return academy.course if kind == "course" else academy.page(kind)


@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_is_previewed_and_counts_as_no_reading(client, leader, academy, kind):  # noqa: F811
    page = _page(academy, kind)
    page.title = "Titre du brouillon"
    page.save_revision()
    shown = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert shown.status_code == 200 and "Titre du brouillon" in shown.content.decode()
    assert not Progress.objects.exists()


@pytest.mark.parametrize("model", [*KINDS.values(), PlaybookPage, CharterPage], ids=lambda model: model.__name__)
def test_a_page_never_saved_is_previewed_too(client, leader, academy, model):  # noqa: F811
    home = academy.course.get_parent()
    parents = {CoursePage: home, PlaybookPage: home, CharterPage: home}
    parent = parents.get(model) or academy.course.get_children().first()
    page = model(title="Toute neuve", slug="toute-neuve", locale=academy.course.locale)
    page.depth, page.path = parent.depth + 1, parent.path + "0099"
    page.set_url_path(parent)
    asked = client.get("/").wsgi_request
    asked.user = leader
    shown = page.make_preview_request(asked, page.default_preview_mode)
    if hasattr(shown, "render"):
        shown.render()
    assert shown.status_code == 200 and "Toute neuve" in shown.content.decode()


def test_places_without_a_page_of_their_own_lead_where_people_see_them(client, leader, academy):  # noqa: F811
    places = [*academy.course.get_ancestors().specific()[1:], *academy.course.get_children().specific()]
    assert len(places) >= 2
    for place in places:
        place.save_revision()
        shown = client.get(reverse("wagtailadmin_pages:view_draft", args=[place.pk]))
        assert shown.status_code == 302, place
        assert "/gestion/" not in shown["location"]
