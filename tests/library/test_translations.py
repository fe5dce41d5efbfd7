"""A scenario in two languages: the translation knows which blocks of its source have changed since."""

import pytest
from django.urls import reverse

from academy.library.content.dump import dump
from academy.library.content.files import read_content
from academy.library.content.load import load_folder
from academy.library.content.marking import mark_translations
from academy.library.models import ScenarioPage
from academy.library.translations import marks_for
from academy.people.models import Role
from tests.learning.academies import loads, standing_academy
from tests.library.content.conftest import FILES
from tests.people.factories import make_brand, make_person
from tests.stages import stage

SCENE = "base/01-debut/02-scene.md"
ENGLISH = {
    **FILES,
    "en/base/course.md": FILES["fr/base/course.md"].replace("ouvre: ecouter\n", ""),
    "en/base/01-debut/module.md": FILES["fr/base/01-debut/module.md"],
    f"en/{SCENE}": FILES[f"fr/{SCENE}"].replace("langue: fr", "langue: en").replace("Il fait nuit.", "It is night."),
}


stage("translated_rows", loads(ENGLISH))


@pytest.fixture
def translated_rows(db):
    """The rows of the stage above."""


@pytest.fixture
def academy(translated_rows):
    return standing_academy()


@pytest.fixture
def leader(client, academy):
    client.force_login(make_person(academy.brand, Role.LEADER))
    return client


def _scene(language: str) -> ScenarioPage:
    return ScenarioPage.objects.get(locale__language_code=language)


def _publish(language: str, change) -> None:
    page = _scene(language).get_latest_revision_as_object()
    change(page)
    page.save_revision().publish()


def _say(step: int, text: str):
    def change(page) -> None:
        page.steps[step].value["lines"][-1]["text"] = text

    return change


def _side_by_side(leader, language="en") -> str:
    return leader.get(reverse("exercise_translation", args=[_scene(language).pk])).content.decode()


def test_a_change_of_the_source_makes_its_block_out_of_date_until_that_block_is_translated_again(leader, academy):
    assert "Source changée" not in _side_by_side(leader)
    _publish("fr", _say(0, "Il fait nuit noire."))
    _publish("fr", _say(2, "Fin heureuse."))
    assert _side_by_side(leader).count("Source changée") == 2
    _publish("en", _say(0, "It is a dark night."))
    page = _side_by_side(leader)
    assert page.count("Source changée") == 1 and "It is a dark night." in page and "Fin heureuse." in page
    editor = leader.get(reverse("wagtailadmin_pages:edit", args=[_scene("en").pk])).content.decode()
    assert "W62" in editor, "the same is said in the editor"


def test_a_translation_that_still_holds_is_confirmed_block_by_block(leader, academy):
    _publish("fr", _say(0, "Il fait nuit noire."))
    url = reverse("exercise_translation", args=[_scene("en").pk])
    assert leader.post(url, {"confirm": "gagne"}).status_code == 302
    assert "Source changée" in _side_by_side(leader)
    leader.post(url, {"confirm": "debut"})
    assert "Source changée" not in _side_by_side(leader)


def test_texts_that_are_missing_or_still_the_source_are_marked_and_lead_to_their_block(leader, academy):
    for language in ("fr", "en"):
        _publish(language, _say(2, "Une fin heureuse."))
    _publish("en", lambda page: page.steps[0].value["choices"][0].update(feedback=""))
    page = _side_by_side(leader)
    assert "Pas encore traduit" in page and "Identique à la source" in page
    assert f"#block-{_scene('en').steps[0].id}-section" in page
    assert "Identique à la source" in _side_by_side(leader, "fr"), "the source leads to the same pair"


def test_a_page_without_translation_says_how_to_make_one(leader, academy):
    _scene("en").delete()
    page = leader.get(reverse("exercise_translation", args=[academy.page("scenario").pk]))
    assert page.status_code == 200 and "pas encore de traduction" in page.content.decode()


def test_what_is_out_of_date_survives_a_dump_and_a_load(academy, tmp_path):
    _publish("fr", _say(0, "Il fait nuit noire."))
    dump(academy.brand, tmp_path / "out")
    assert "source:\n  debut: " in (tmp_path / "out" / "en" / SCENE).read_text(encoding="utf-8")
    assert [p.where for p in read_content(tmp_path / "out")[1] if p.code == "W62"] == ["debut"]
    other = make_brand("Autre", "autre.example")
    load_folder(tmp_path / "out", other)
    twin = ScenarioPage.objects.filter(locale__language_code="en").order_by("pk").last()
    assert marks_for(twin)["debut"] == marks_for(_first("en"))["debut"]


def _first(language: str) -> ScenarioPage:
    return ScenarioPage.objects.filter(locale__language_code=language).order_by("pk").first()


def test_files_are_marked_by_the_command_and_name_later_changes_with_their_line(tmp_path):
    for name, text in ENGLISH.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert len(mark_translations(tmp_path)) == 1 and mark_translations(tmp_path) == []
    assert not [p for p in read_content(tmp_path)[1] if p.code == "W62"]
    french = tmp_path / "fr" / SCENE
    french.write_text(french.read_text("utf-8").replace("Bien vu.", "Très bien vu."), encoding="utf-8")
    stale = [p for p in read_content(tmp_path)[1] if p.code == "W62"]
    english = (tmp_path / "en" / SCENE).read_text("utf-8").split("\n")
    assert [english[p.line - 1] for p in stale] == ["## debut : Le début"]
