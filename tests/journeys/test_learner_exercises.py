"""A learner in Chromium: by keyboard, without JavaScript, with the line cut, with the server killed."""

import os
import re
import signal

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.conftest import PASSWORD, start

pytestmark = pytest.mark.browser
SIZES = {"width": 390, "height": 844}


def _page_id(server, model: str) -> str:
    """The first exercise of a kind in the course that asks for no other course first."""
    code = f"""from academy.library.models import CoursePage, {model}
course = CoursePage.objects.get(slug='fondamentaux', locale__language_code='fr')
print('id=', {model}.objects.live().descendant_of(course).order_by('path').first().pk)"""
    return re.search(r"id= (\d+)", server.manage("shell", "-c", code))[1]


def _sign_in(page, server, who: str) -> None:
    page.goto(f"{server.url}/accounts/login/")
    page.fill("[name=login]", f"{who}@velo-lumiere.example")
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: "login" not in url)


def _begin(page, server, page_id: str) -> None:
    """Posts the button of the intro page, which belongs to another room's journey."""
    page.goto(f"{server.url}/fr/playbooks/")
    token = page.locator("input[name=csrfmiddlewaretoken]").first.get_attribute("value")
    answer = page.request.post(
        f"{server.url}/fr/etape/{page_id}/commencer/",
        form={"csrfmiddlewaretoken": token, "again": "1"},
        headers={"Referer": server.url},
    )
    page.goto(answer.url)


def _accessible(page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_a_scenario_by_keyboard_alone(browser, server):
    page = browser.new_context(viewport=SIZES, locale="fr-FR", reduced_motion="reduce").new_page()
    _sign_in(page, server, "lucas.morel")
    _begin(page, server, _page_id(server, "ScenarioPage"))
    for _ in range(60):
        _accessible(page)
        choice = page.locator(".exchange--now button.choice")
        if not choice.count():
            break
        seq = page.locator(".exchange--now [name=seq]").first.input_value()
        choice.first.focus()
        page.keyboard.press("Enter")
        page.wait_for_function(
            "s => { const e = document.querySelector('.exchange--now [name=seq]'); return !e || e.value !== s }",
            arg=seq,
        )
        page.wait_for_function("() => document.activeElement.closest('.exchange--now')")
    page.locator(".reflection button").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/bilan/")
    assert page.locator(".result__score").is_visible() and page.locator(".decision").count() > 2
    _accessible(page)


@pytest.mark.postgres
def test_a_scenario_without_javascript(browser, server):
    page = browser.new_context(viewport=SIZES, locale="fr-FR", java_script_enabled=False).new_page()
    _sign_in(page, server, "sarah.lemoine")
    _begin(page, server, _page_id(server, "ScenarioPage"))
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


def test_answers_given_without_a_line_wait_and_are_saved_when_it_returns(browser, server):
    context = browser.new_context(viewport=SIZES, locale="fr-FR")
    page = context.new_page()
    _sign_in(page, server, "karim.haddad")
    _begin(page, server, _page_id(server, "QuizPage"))
    _accessible(page)
    context.set_offline(True)
    for waiting in ("1", "2"):
        page.locator("#maintenant .choice input").first.check()
        page.click("#maintenant [data-answer] .actions button")
        page.wait_for_function("n => document.querySelector('[data-count]').textContent === n", arg=waiting)
    assert page.locator("[data-waiting]").is_visible() and not page.locator(".saved").count()
    context.set_offline(False)
    page.wait_for_function("() => document.querySelector('[data-waiting]').hidden", timeout=30_000)
    page.reload()
    assert "2 répondues" in page.inner_text("#maintenant")


def test_a_killed_server_loses_no_acknowledged_answer(browser, server):
    page = browser.new_context(viewport=SIZES, locale="fr-FR").new_page()
    _sign_in(page, server, "ines.benali")
    _begin(page, server, _page_id(server, "QuizPage"))
    page.locator("#maintenant .choice input").first.check()
    page.click("#maintenant [data-answer] .actions button")
    page.wait_for_selector(".saved")
    before = re.search(r"(\d+) répondue", page.inner_text("#maintenant"))[0]
    os.killpg(server.process.pid, signal.SIGKILL)
    server.process.wait()
    server.process = start(server.env, int(server.url.rsplit(":", 1)[1]))
    page.reload()
    assert before in page.inner_text("#maintenant")
