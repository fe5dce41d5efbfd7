"""Every learner page works as plain forms. The journeys that PostgreSQL repeats: one file, so that one site is made."""

import pytest

from tests.journeys.steps import begin, first_of, new_inbox, newcomer, sign_in
from tests.page_types import COURSE

pytestmark = [pytest.mark.browser, pytest.mark.postgres]


@pytest.fixture
def plain(browser):
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="fr-FR", java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_a_newcomer_reads_the_first_lessons(plain, server):
    page = plain
    sign_in(page, server, newcomer(server, "lise.roux", "Lise Roux"))
    page.click("main >> text=Commencer ce cours")
    for _lesson in range(4):
        page.click("text=J’ai lu, continuer")
    assert "Les cinq étoiles" in page.inner_text("h1")
    page.goto(server.url + COURSE)
    assert page.locator(".step--done").count() == 4
    page.click("text=English")
    assert "/en/" in page.url and page.locator(".step--done").count() == 4


def test_a_scenario_is_played_to_its_debrief(plain, server):
    page = plain
    sign_in(page, server, "sarah.lemoine")
    begin(page, server, first_of(server, "ScenarioPage"))
    for _ in range(60):
        choice = page.locator(".exchange--now button.choice")
        if not choice.count():
            break
        with page.expect_navigation():
            choice.first.click()
        assert page.url.endswith("#maintenant")
    page.fill("#reflexion", "Au tour deux.")
    page.click(".reflection button")
    assert "Au tour deux." in page.inner_text(".own-words")


def test_a_watch_is_kept_and_closed(plain, server):
    page = plain
    sign_in(page, server, "sarah.lemoine")
    begin(page, server, new_inbox(server))
    page.locator(".mail a").first.click()
    for legend in page.locator(".sheet__set").all():
        legend.locator("label").first.click()
    page.click(".sheet button[type=submit]")
    page.click("button[name=do][value=wait]")
    assert page.locator(".mail").count() >= 2
    page.click("a[href='?clore=1']")
    page.click("button[name=do][value=close]")
    assert page.locator(".result__score").is_visible()
