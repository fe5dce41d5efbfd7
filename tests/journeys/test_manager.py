"""A manager at a laptop: three questions without scrolling, then the table; no answers of anybody."""

import pytest

from tests.journeys.steps import accessible, sign_in

pytestmark = pytest.mark.browser
LAPTOP = {"width": 1280, "height": 800}


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_three_questions_are_answered_without_scrolling(browser, server, colours):
    page = browser.new_context(viewport=LAPTOP, locale="fr-FR", color_scheme=colours).new_page()
    sign_in(page, server, "karim.haddad")
    page.click("text=Suivre mon équipe")
    for question in page.locator(".question-card").all():
        box = question.bounding_box()
        assert box["y"] + box["height"] <= LAPTOP["height"]
    assert page.locator(".question-card").count() == 3
    accessible(page)


def test_the_team_is_readable_on_a_phone(browser, server):
    page = browser.new_context(viewport={"width": 390, "height": 844}, locale="fr-FR").new_page()
    sign_in(page, server, "karim.haddad")
    page.goto(server.url + "/fr/equipe/")
    accessible(page)
    with page.expect_download() as download:
        page.locator("[aria-labelledby=shares] >> text=Télécharger (CSV)").click()
    assert download.value.suggested_filename.startswith("services-")


def test_the_leader_finds_the_workshop_and_the_teams_from_home(browser, server):
    page = browser.new_context(viewport=LAPTOP, locale="fr-FR").new_page()
    sign_in(page, server, "camille.rey")
    accessible(page)
    assert page.locator("text=Suivre les équipes").is_visible()
    page.click("text=Ouvrir l’atelier")
    assert "/gestion/" in page.url
