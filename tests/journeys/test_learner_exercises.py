"""A learner in Chromium: by keyboard, with the line cut, with the server killed."""

import os
import re
import signal

import pytest

from tests.journeys.conftest import start
from tests.journeys.steps import accessible, begin, first_of, sign_in

pytestmark = pytest.mark.browser
SIZES = {"width": 390, "height": 844}


def test_a_scenario_by_keyboard_alone(browser, server):
    page = browser.new_context(viewport=SIZES, locale="fr-FR", reduced_motion="reduce").new_page()
    sign_in(page, server, "lucas.morel")
    begin(page, server, first_of(server, "ScenarioPage"))
    for _ in range(60):
        accessible(page)
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
    accessible(page)


def test_answers_given_without_a_line_wait_and_are_saved_when_it_returns(browser, server):
    context = browser.new_context(viewport=SIZES, locale="fr-FR")
    page = context.new_page()
    sign_in(page, server, "karim.haddad")
    begin(page, server, first_of(server, "QuizPage"))
    accessible(page)
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
    sign_in(page, server, "ines.benali")
    begin(page, server, first_of(server, "QuizPage"))
    page.locator("#maintenant .choice input").first.check()
    page.click("#maintenant [data-answer] .actions button")
    page.wait_for_selector(".saved")
    before = re.search(r"(\d+) répondue", page.inner_text("#maintenant"))[0]
    os.killpg(server.process.pid, signal.SIGKILL)
    server.process.wait()
    server.process = start(server.env, int(server.url.rsplit(":", 1)[1]))
    page.reload()
    assert before in page.inner_text("#maintenant")
