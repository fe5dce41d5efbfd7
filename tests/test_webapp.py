"""The site as an app: what may be kept on a device, for whom, and what empties it."""

import json

from tests.learning.conftest import academy, learner  # noqa: F401  the small academy


def test_the_manifest_is_the_brands(client, academy):  # noqa: F811
    manifest = json.loads(client.get("/manifest.webmanifest").content)
    assert manifest["name"].startswith("Vélo Lumière")
    assert manifest["icons"][0]["src"].endswith("logo.svg") and manifest["display"] == "standalone"


def test_the_service_worker_rules_the_whole_site(client, db):
    answer = client.get("/sw.js")
    assert answer["Content-Type"].startswith("text/javascript") and answer["Cache-Control"] == "no-cache"


def test_only_lessons_and_playbooks_of_courses_taken_up_may_be_kept(learner, academy):  # noqa: F811
    lesson = academy.page("lesson")
    assert "X-Offline" not in learner.get(lesson.url)
    academy.enrol()
    assert learner.get(lesson.url)["X-Offline"] == "keep"
    assert learner.get(academy.course.url)["X-Offline"] == "keep"
    for address in (academy.page("scenario").url, "/fr/", "/fr/catalogue/", "/fr/profil/"):
        assert "X-Offline" not in learner.get(address)


def test_a_copy_fetched_ahead_does_not_move_the_place_where_one_resumes(learner, academy):  # noqa: F811
    progress = academy.enrol()
    learner.get(academy.page("lesson").url, headers={"X-Keep-Offline": "1"})
    progress.refresh_from_db()
    assert progress.last_step is None


def test_every_page_names_its_reader_without_saying_who_it_is(client, academy):  # noqa: F811
    assert client.get("/fr/")["X-Reader"] == "nobody"
    client.force_login(academy.learner)
    reader = client.get("/fr/")["X-Reader"]
    assert reader != "nobody" and str(academy.learner.public_id) not in reader


def test_signing_out_empties_the_device(learner, academy):  # noqa: F811
    assert learner.post("/accounts/logout/")["Clear-Site-Data"] == '"storage"'


def test_the_other_language_leads_to_the_same_page_or_says_there_is_none(learner, academy):  # noqa: F811
    academy.enrol()
    course = learner.get(academy.course.url).content.decode()
    assert 'value="/en/courses/' in course or 'value="/en/' in course.split("language")[1]
    scene = academy.page("scenario")  # exists in French only
    page = learner.get(scene.url).content.decode()
    assert f'value="/en/pas-encore-traduit/{scene.pk}/"' in page
    told = learner.get(f"/en/pas-encore-traduit/{scene.pk}/").content.decode()
    assert "Not translated yet" in told and "in French only" in told


def test_the_accessibility_statement_is_in_both_languages_and_in_the_footer(client, academy):  # noqa: F811
    assert "partiellement conforme" in client.get("/fr/accessibilite/").content.decode()
    assert "partially conformant" in client.get("/en/accessibilite/").content.decode()
    assert "/fr/accessibilite/" in client.get("/fr/").content.decode()
