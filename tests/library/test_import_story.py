import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db.models.signals import pre_save
from wagtail.images import get_image_model

from academy.library.models import ModulePage, ScenarioPage
from tests.exercises.stories.test_h5p import illustrated, package
from tests.learning.conftest import academy  # noqa: F401
from tests.library.test_bank_files import png

FILES = Path(__file__).resolve().parents[1] / "exercises" / "stories" / "files"
KEYS = ["file", "format", "steps", "choices", "imported", "left_out", "errors"]


def run(*arguments, fails=False) -> list[dict]:
    out = StringIO()
    arguments = ("import_story", *map(str, arguments), "--format", "json")
    if fails:
        with pytest.raises(CommandError) as wrong:
            call_command(*arguments, stdout=out)
        assert wrong.value.returncode == 1
    else:
        call_command(*arguments, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_story_becomes_a_draft_below_the_first_module(academy):  # noqa: F811
    (entry,) = run(FILES / "harlowe.twee")
    assert list(entry) == KEYS
    assert (entry["format"], entry["steps"], entry["choices"], entry["imported"]) == ("twee", 5, 5, True)
    page = ScenarioPage.objects.get(title="Le colis perdu")
    assert not page.live and page.get_parent().specific == ModulePage.objects.descendant_of(academy.course).first()
    scenario, problems = page.get_latest_revision_as_object().read_engine()
    assert not problems and scenario.start == "le-message" and scenario.locale == "fr"


def test_a_dry_run_says_the_same_and_writes_nothing(academy):  # noqa: F811
    before = ScenarioPage.objects.count()
    (entry,) = run(FILES / "sugarcube.twee", "--dry-run")
    assert entry["imported"] and entry["left_out"] and ScenarioPage.objects.count() == before


def test_the_module_is_named_by_its_id_or_its_content_path(academy):  # noqa: F811
    module = ModulePage.objects.descendant_of(academy.course).first()
    run(FILES / "harlowe.twee", "--into", module.pk)
    run(FILES / "harlowe.twee", "--into", "fr/base/01-debut")
    pages = ScenarioPage.objects.filter(title="Le colis perdu").child_of(module)
    assert {page.slug for page in pages} == {"le-colis-perdu", "le-colis-perdu-2"}


@pytest.mark.parametrize("into", ["fr/nulle/part", "999999", "²"])
def test_an_unknown_module_is_an_error_of_each_entry(academy, into):  # noqa: F811
    (entry,) = run(FILES / "harlowe.twee", "--into", into, fails=True)
    assert not entry["imported"] and into in entry["errors"][0]


def test_a_broken_file_is_an_entry_and_the_others_are_imported(academy, tmp_path):  # noqa: F811
    broken = tmp_path / "broken.twee"
    broken.write_bytes(b":: A\n\xff\xfe")
    entries = run(broken, tmp_path / "none.twee", FILES / "harlowe.twee", fails=True)
    assert [entry["imported"] for entry in entries] == [False, False, True]
    assert entries[0]["errors"] and entries[1]["errors"]
    assert ScenarioPage.objects.filter(title="Le colis perdu").exists()


def test_without_a_site_a_dry_run_still_reports(db):
    (entry,) = run(FILES / "harlowe.twee", "--dry-run")
    assert entry["steps"] == 5
    (entry,) = run(FILES / "harlowe.twee", fails=True)
    assert entry["errors"] and not entry["imported"]


def test_a_scenario_exported_for_twine_comes_back_as_the_same_scenario(academy, tmp_path):  # noqa: F811
    page = academy.page("scenario")
    file = tmp_path / "story.twee"
    call_command("export_story", page.pk, "--format", "twee", "--output", file)
    (entry,) = run(file)
    copy = ScenarioPage.objects.exclude(pk=page.pk).latest("pk").get_latest_revision_as_object()
    before, after = page.read_engine()[0], copy.read_engine()[0]
    assert entry["left_out"] == [] and (after.steps, after.meters) == (before.steps, before.meters)


def test_only_scenarios_are_exported(academy):  # noqa: F811
    with pytest.raises(CommandError):
        call_command("export_story", academy.course.pk)


def test_pictures_of_h5p_become_ours_and_a_dry_run_adds_none(academy, tmp_path):  # noqa: F811
    file = tmp_path / "selle.h5p"
    files = {"content/images/selle.png": png(), "content/images/fin.png": b"<svg onload=alert(1)>"}
    file.write_bytes(package(illustrated(), title="La selle", files=files))
    (entry,) = run(file, "--dry-run")
    assert entry["imported"] and "fin.png: image illisible ou trop grande : laissée de côté" in entry["left_out"]
    assert not get_image_model().objects.exists()
    assert run(file) == [entry]
    page = ScenarioPage.objects.get(title="La selle").get_latest_revision_as_object()
    image = get_image_model().objects.get()
    scenario, problems = page.read_engine()
    assert not problems and image.title == "Une selle fendue" and image.filename.endswith(".png")
    (line,) = scenario.step("c0").lines
    assert (line.media, line.alt) == (f"image:{image.pk}", "Une selle fendue")
    assert all(one.text or one.media for step in scenario.steps for one in step.lines)


def test_pictures_of_a_story_that_cannot_be_kept_are_not_kept_either(academy, tmp_path):  # noqa: F811
    file = tmp_path / "selle.h5p"
    file.write_bytes(package(illustrated(), files={"content/images/selle.png": png()}))
    folder = Path(get_image_model()._meta.get_field("file").storage.location)
    before = set(folder.rglob("*"))

    def refuse(**_kwargs):
        raise ValidationError("refusée")

    pre_save.connect(refuse, sender=ScenarioPage)
    try:
        (entry,) = run(file, fails=True)
    finally:
        pre_save.disconnect(refuse, sender=ScenarioPage)
    assert "refusée" in entry["errors"][0] and not get_image_model().objects.exists()
    assert {one for one in folder.rglob("*") if one.is_file()} <= before
