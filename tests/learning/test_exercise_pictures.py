"""Pictures in scenarios and inboxes: from a file beside the text to what a learner sees, and back."""

import io

import pytest
from django.urls import reverse
from PIL import Image as Picture
from wagtail.images import get_image_model

from academy.exercises.pictures import pictures_of
from academy.learning.models import Attempt
from academy.library.content.dump import dump
from academy.library.content.files import read_content
from academy.library.content.load import load_folder
from academy.library.models import ExerciseVersion
from academy.people.models import Role
from tests.learning.academies import standing_academy
from tests.learning.conftest import INBOX as TEXT
from tests.library.content.conftest import FILES
from tests.people.factories import make_brand, make_person

ALT = "Une selle déchirée [photo de M. Roy]"
WRITTEN = r"![Une selle déchirée [photo de M. Roy\]](selle.png)"
SCENE, DESK = "fr/base/01-debut/02-scene.md", "fr/base/01-debut/04-veille.md"
PICTURED = {
    **FILES,
    SCENE: FILES[SCENE].replace("Karim : On y va ?", f"Karim : On y va ? {WRITTEN}"),
    DESK: TEXT.replace("un conseil au top !", f"un conseil au top ! {WRITTEN}"),
}


def _written(folder, files=PICTURED):
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    out = io.BytesIO()
    Picture.new("RGB", (40, 30), "red").save(out, "PNG")
    (folder / "fr/base/01-debut/selle.png").write_bytes(out.getvalue())
    return folder


@pytest.fixture
def academy(db, tmp_path):
    """Loaded for each test: a picture's file lies in the folder of its test."""
    load_folder(_written(tmp_path / "in"), make_brand())
    return standing_academy()


def test_a_picture_is_shown_with_its_words_in_a_scenario_and_an_inbox(client, academy):
    client.force_login(academy.learner)
    for kind, query in (("scenario", ""), ("inbox", "?message=m2")):
        client.post(reverse("learning:begin", args=[academy.page(kind).pk]))
        url = reverse("learning:attempt", args=[Attempt.objects.last().public_id])
        if kind == "inbox":
            act = reverse("learning:act", args=[Attempt.objects.last().public_id])
            client.post(act, {"do": "wait", "seq": 0})
        shown = client.get(url + query).content.decode()
        assert f'alt="{ALT}"' in shown and ".webp" in shown, kind


def test_the_same_files_come_out_of_a_dump(academy, tmp_path):
    assert get_image_model().objects.count() == 1, "one file, one picture of the library"
    report = dump(academy.brand, tmp_path / "out")
    assert not report.lossy and WRITTEN in (tmp_path / "out" / SCENE).read_text(encoding="utf-8")
    assert WRITTEN in (tmp_path / "out" / DESK).read_text(encoding="utf-8")
    assert (tmp_path / "out/fr/base/01-debut/selle.png").read_bytes()[:4] == b"\x89PNG"


def test_a_missing_file_and_a_missing_alternative_text_are_named_with_their_line(tmp_path):
    spoilt = {
        **PICTURED,
        DESK: PICTURED[DESK].replace("selle.png", "perdue.png"),
        SCENE: FILES[SCENE].replace("> Un message", "> Un message ![](selle.png)"),
    }
    found = read_content(_written(tmp_path, spoilt))[1]
    (missing,) = [p for p in found if "perdue.png" in p.message("fr")]
    assert "perdue.png" in spoilt[DESK].split("\n")[missing.line - 1] and missing.path.endswith(DESK)
    assert [p.where for p in found if p.code == "E50"] == ["debut"]


def test_the_text_in_the_admin_takes_pictures_of_ones_own_library_only(client, academy):
    client.force_login(make_person(academy.brand, Role.LEADER))
    page = academy.page("scenario")
    url = reverse("exercise_text", args=[page.pk])
    text = client.get(url).context["text"]
    own = pictures_of(ExerciseVersion.objects.current(page.pk).exercise())[0][0]
    assert f"({own})" in text
    make_brand("Autre", "autre.example")
    for strange in ("image:999999", "rue.png"):
        refused = client.post(url, {"text": text.replace(own, strange)})
        assert refused.status_code == 422 and "F36" in refused.content.decode()
    assert client.post(url, {"text": text.replace("On y va", "Alors, on y va")}).status_code == 302
    draft = page.get_latest_revision_as_object()
    assert draft.steps[0].value["lines"][0]["image"].pk == int(own.removeprefix("image:"))
