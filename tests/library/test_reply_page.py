"""A reply page from its file to the version attempts pin: loaded, dumped, refused while wrong, put back as text."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from academy.exercises.reply import ReplyBrief
from academy.exercises.reply_text import read_reply
from academy.library.authoring.text_form import put_back, text_of
from academy.library.content.dump import dump
from academy.library.content.load import load_folder
from academy.library.models import CoursePage, ExerciseVersion, ReplyPage
from academy.people.models import Role
from tests.library.content.conftest import FILES
from tests.people.factories import make_brand, make_person

TEXT = (Path(__file__).parents[1] / "exercises/examples/avis.md").read_text(encoding="utf-8")
PLACE = "fr/base/01-debut/04-reponse.md"


@pytest.fixture
def brand(db, tmp_path):
    for name, text in {**FILES, PLACE: TEXT}.items():
        file = tmp_path / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    brand = make_brand()
    load_folder(tmp_path / "content", brand)
    return brand


def _page() -> ReplyPage:
    return ReplyPage.objects.get(locale__language_code="fr")


def test_a_reply_file_becomes_a_step_with_a_version(brand):
    page = _page()
    steps = CoursePage.objects.get(locale__language_code="fr", slug="base").steps()
    assert [step.kind for step in steps][-1] == "reply" and steps[-1].minutes == page.minutes
    exercise = ExerciseVersion.objects.current(page.pk).exercise()
    assert isinstance(exercise, ReplyBrief) and exercise.channel == "avis-google" and not exercise.graded


def test_a_dumped_reply_loads_back_to_the_same_version(brand, tmp_path):
    page = _page()
    page.graded, page.reviewers = True, 2
    page.save_revision().publish()
    report = dump(brand, tmp_path / "out")
    assert report.lossy == [] and report.broken == [] and PLACE in report.written
    text = (tmp_path / "out" / PLACE).read_text(encoding="utf-8")
    assert "relecture: {usage: habilitation, relecteurs: 2}" in text
    load_folder(tmp_path / "out", brand, overwrite=True)
    assert ExerciseVersion.objects.filter(page_id=page.pk).count() == 2
    brief = ExerciseVersion.objects.current(page.pk).exercise()
    assert brief.graded and brief.reviewers == 2


def test_a_reply_without_its_message_is_not_published_and_says_the_line(brand):
    page = _page()
    page.text = page.text.replace("exige:", "exije:", 1)
    with pytest.raises(ValidationError) as refused:
        page.save_revision().publish()
    assert "exije" in str(refused.value) and "ligne" in str(refused.value)
    page.text = TEXT.replace("## reçu", "## autre")
    with pytest.raises(ValidationError, match="reçu"):
        page.save_revision().publish()
    page.text = ""
    with pytest.raises(ValidationError, match="vide"):
        page.save_revision().publish()


def test_the_whole_text_is_put_back_as_a_draft_or_not_at_all(brand):
    page = _page()
    text = text_of(page)
    assert [one.code for one in put_back(page, text.replace("canal:", "canale:"), None)] != []
    assert put_back(page, text.replace("avis-google", "x", 1), None) == []
    assert _page().get_latest_revision_as_object().read_engine()[0].channel == "x"
    assert _page().read_engine()[0].channel == "avis-google"


def test_what_a_reply_counts_for_is_said_in_words():
    brief, problems = read_reply(TEXT.replace("usage: entraînement", "usage: abracadabra"), "a.md")
    assert brief is None and [problem.code for problem in problems] == ["F31"]
    brief, problems = read_reply(TEXT.replace("relecteurs: 1", "relecteurs: 3"), "a.md")
    assert brief is None and [problem.code for problem in problems] == ["F08"]


def test_the_editor_shows_the_checks_and_the_page_shows_its_brief(brand, client):
    leader = make_person(brand, role=Role.LEADER)
    client.force_login(leader)
    editor = client.get(reverse("wagtailadmin_pages:edit", args=[_page().pk]))
    assert editor.status_code == 200 and "## situation" in editor.content.decode()
    assert client.get(reverse("exercise_text", args=[_page().pk])).status_code == 200
    assert client.get(_page().get_url()).status_code == 200
