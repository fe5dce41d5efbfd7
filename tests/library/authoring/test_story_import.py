"""A leader uploads a story of another tool, sees what is kept and left out, and confirms: all of it or nothing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import UploadedFile

from academy.library.models import ScenarioPage
from academy.people.models import Role
from tests.learning.conftest import academy  # noqa: F401
from tests.people.factories import make_person

TWEE = """:: StoryTitle
Le colis

:: Debut
Que faites-vous ? (live: 2s)[Vite !]
[[Je réponds->Fin]]
[[J'attends->Perdu]]

:: Fin [succès]
Merci.

:: Perdu [échec]
Tant pis.
"""


@pytest.fixture
def leader(client, academy):  # noqa: F811
    client.force_login(make_person(academy.brand, Role.LEADER))
    return client


def _upload(client, url, text, name="colis.twee"):
    return client.post(url, {"file": SimpleUploadedFile(name, text.encode())})


def test_the_preview_writes_nothing_and_the_confirmation_makes_a_draft(leader, academy):  # noqa: F811
    module = academy.page("scenario").get_parent()
    url, before = reverse("import_story", args=[module.pk]), ScenarioPage.objects.count()
    seen = _upload(leader, url, TWEE)
    page = seen.content.decode()
    assert seen.status_code == 200 and "Je réponds" in page and "Laissé de côté" in page
    assert ScenarioPage.objects.count() == before
    confirmed = {"upload": seen.context["upload"].pk, "name": "colis.twee"}
    done = leader.post(url, confirmed)
    draft = ScenarioPage.objects.get(title="Le colis")
    assert done.url == reverse("exercise_report", args=[draft.pk]) and not draft.live
    assert not UploadedFile.objects.exists()
    assert leader.post(url, confirmed).status_code == 302 and ScenarioPage.objects.count() == before + 1


@pytest.mark.parametrize(("text", "name"), [("", "a.twee"), ("{", "a.json"), ("<html>", "a.html"), ("PK", "a.h5p")])
def test_a_broken_file_says_why_and_nothing_is_kept(leader, academy, text, name):  # noqa: F811
    url = reverse("import_story", args=[academy.page("scenario").get_parent().pk])
    answer = _upload(leader, url, text, name)
    assert answer.status_code == 422 and "Rien ne peut encore être importé" in answer.content.decode()
    assert not UploadedFile.objects.exists()


def test_only_who_may_add_pages_there_comes_in(client, academy):  # noqa: F811
    client.force_login(academy.learner)
    url = reverse("import_story", args=[academy.page("scenario").get_parent().pk])
    assert client.get(url).status_code in (302, 403)
