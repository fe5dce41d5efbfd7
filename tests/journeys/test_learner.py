"""A newcomer in Chromium, on a phone: from home to the first scenario, with and without a network."""

import time

import pytest

from tests.journeys.steps import accessible, newcomer, sign_in
from tests.page_types import COURSE

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}
LIMIT = 150_000  # bytes of a lesson, cold, without its own images

KEPT = """async () => {
    const names = (await caches.keys()).filter(name => name.startsWith("pages-"));
    const requests = await Promise.all(names.map(async name => (await caches.open(name)).keys()));
    return requests.flat().map(request => new URL(request.url).pathname);
}"""


def until(condition, seconds: int = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.5)


@pytest.fixture
def phone(browser):
    context = browser.new_context(viewport=PHONE, locale="fr-FR", reduced_motion="reduce")
    yield context.new_page()
    context.close()


def test_a_newcomer_goes_from_home_to_the_first_scenario(phone, server):
    page = phone
    sign_in(page, server, newcomer(server, "awa.ndiaye"))
    assert page.inner_text("h1") == "Bonjour Awa"
    accessible(page)
    page.click(".tabbar >> text=Cours")
    accessible(page)
    page.click(".course-card >> text=Parler pour la marque")
    accessible(page)
    page.click("text=Commencer ce cours")
    accessible(page)
    page.evaluate("window.sameDocument = true")
    for _lesson in range(4):
        title = page.inner_text("h1")
        page.click("text=J’ai lu, continuer")
        page.wait_for_function("before => document.querySelector('h1').innerText !== before", arg=title)
    assert page.evaluate("window.sameDocument"), "with HTMX the page is not loaded anew"
    page.wait_for_function("document.activeElement === document.querySelector('h1')")  # the new title takes the focus
    assert "Les cinq étoiles" in page.inner_text("h1")
    accessible(page)
    page.goto(server.url + "/fr/")
    assert "4 étapes faites sur" in page.inner_text(".card--next")
    page.click(".card--next >> text=Continuer")
    assert "Les cinq étoiles" in page.inner_text("h1")
    page.click(".step-end button")
    assert "/tentative/" in page.url


def test_the_charter_is_read_and_signed(phone, server):
    page = phone
    sign_in(page, server, newcomer(server, "noe.blanc", "Noé Blanc"))
    page.click("text=Lisez et signez la charte")
    accessible(page)
    page.check("[name=agree]")
    page.click("text=Signer >> nth=-1")
    assert "Vous avez signé cette version" in page.inner_text("main")
    accessible(page)


def test_lessons_and_playbooks_of_a_course_are_readable_without_a_network(browser, server):
    context = browser.new_context(viewport=PHONE, locale="fr-FR")
    page = context.new_page()
    sign_in(page, server, newcomer(server, "paul.vidal", "Paul Vidal"))
    page.click("main >> text=Commencer ce cours")
    page.goto(server.url + COURSE)
    wanted = page.locator("a[data-keep-offline]").evaluate_all("links => links.map(link => link.pathname)")
    assert len(wanted) >= 8
    until(lambda: set(wanted) <= set(page.evaluate(KEPT)))
    lesson = page.locator("a.step__title[data-keep-offline]").nth(1)
    address, title = lesson.evaluate("link => link.href"), lesson.inner_text()
    playbook = page.locator(".at-hand a").first.evaluate("link => link.href")
    page.goto(server.url + "/fr/playbooks/")  # never kept
    context.set_offline(True)
    page.goto(address)
    assert page.inner_text("h1") == title
    page.goto(playbook)
    assert "Aiguiller" in page.inner_text("h1"), page.inner_text("main")
    page.goto(server.url + "/fr/mes-attestations/")
    assert "Pas de réseau" in page.inner_text("h1")
    context.set_offline(False)
    page.goto(server.url + "/fr/")
    page.click(".menu__toggle")
    page.click(".menu__panel button[type=submit]")
    page.wait_for_load_state("networkidle")
    assert page.evaluate(KEPT) == []
    context.close()


def test_a_lesson_weighs_little_cold(browser, server):
    first = browser.new_context(viewport=PHONE, locale="fr-FR")
    page = first.new_page()
    sign_in(page, server, "ines.benali")
    page.goto(server.url + COURSE)
    lesson = page.locator("a.step__title").first.evaluate("link => link.href")
    cookies = first.cookies()
    first.close()
    cold = browser.new_context(viewport=PHONE, locale="fr-FR", service_workers="block")
    cold.add_cookies(cookies)
    page = cold.new_page()
    devtools = cold.new_cdp_session(page)
    weights: list[int] = []
    devtools.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))
    devtools.send("Network.enable")
    page.goto(lesson, wait_until="networkidle")
    cold.close()
    assert weights and sum(weights) <= LIMIT, f"{sum(weights)} bytes in {len(weights)} requests"
