"""The desk in Chromium: by keyboard, without JavaScript, on a phone and a wide screen; axe on every state."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.conftest import PASSWORD, ROOT

pytestmark = pytest.mark.browser
SIZES = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1280, "height": 900}}


@pytest.fixture(scope="module")
def inbox(server) -> str:
    """The id of a published inbox in which a colleague answers one message."""
    code = """from academy.library.authoring.skeletons import new_exercise
from tests.journeys.kinds import own_module
page = new_exercise('inbox', own_module('Un poste de veille'), 'Lundi au poste de veille', None)
page.mentions[1].value['claim'] = '1 min, Sonia'
page.save_revision().publish()
print('id=', page.pk)"""
    return re.search(r"id= (\d+)", server.manage("shell", "-c", code))[1]


def _begun(browser, server, inbox: str, who: str, **options):
    page = browser.new_context(locale="fr-FR", **options).new_page()
    page.goto(f"{server.url}/accounts/login/")
    page.fill("[name=login]", f"{who}@velo-lumiere.example")
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: "login" not in url)
    page.goto(f"{server.url}/fr/playbooks/")
    token = page.locator("input[name=csrfmiddlewaretoken]").first.get_attribute("value")
    answer = page.request.post(
        f"{server.url}/fr/etape/{inbox}/commencer/",
        form={"csrfmiddlewaretoken": token, "again": "1"}, headers={"Referer": server.url},
    )  # fmt: skip
    page.goto(answer.url)
    return page


def _seen(page, name: str) -> None:
    """Kept as a picture to be looked at, and free of accessibility errors."""
    folder = ROOT / "var" / "pictures" / "inbox"
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(folder / f"{name}.png"), full_page=True)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def _handle(page, note: str = "", first: bool = True) -> None:
    """One choice of every set, by the keyboard alone: the space bar ticks, Enter sends."""
    for legend in page.locator(".sheet__set").all():
        option = legend.locator("input")
        (option.first if first else option.last).focus()
        page.keyboard.press("Space")
    if note:
        page.locator("#relais").focus()
        page.keyboard.type(note)
    page.locator(".sheet button[type=submit]").focus()
    seq = page.locator(".sheet [name=seq]").input_value()
    page.keyboard.press("Enter")
    page.wait_for_function(
        "s => { const e = document.querySelector('#maintenant [name=seq]'); return !e || e.value !== s }", arg=seq
    )


def test_a_watch_by_keyboard_alone(browser, server, inbox):
    page = _begun(browser, server, inbox, "lucas.morel", viewport=SIZES["phone"], reduced_motion="reduce")
    _seen(page, "list")
    page.locator(".mail a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".sheet")
    page.wait_for_function("() => document.activeElement.id === 'message-ouvert'")
    _seen(page, "detail")
    page.set_viewport_size(SIZES["desk"])
    _seen(page, "detail-desk")
    page.set_viewport_size(SIZES["phone"])
    _handle(page, "Depuis 9 heures, le nombre de clients touchés est inconnu.")
    _seen(page, "handover")
    for _ in range(3):
        if page.locator(".mail .badge--info").count():
            break
        page.locator("button[name=do][value=wait]").focus()
        page.keyboard.press("Enter")
        page.wait_for_load_state("networkidle")
    claimed = page.locator(".mail a", has=page.locator(".badge--info")).first
    claimed.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".message--info")
    assert "Sonia" in page.inner_text("#maintenant")
    _handle(page)
    _seen(page, "collision")
    page.locator("a[href='?clore=1']").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#cloture")
    _seen(page, "closing")
    page.locator("button[name=do][value=close]").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".result__score")
    _seen(page, "debrief")


@pytest.mark.postgres
def test_a_watch_without_javascript(browser, server, inbox):
    page = _begun(browser, server, inbox, "sarah.lemoine", viewport=SIZES["phone"], java_script_enabled=False)
    page.locator(".mail a").first.click()
    for legend in page.locator(".sheet__set").all():
        legend.locator("label").first.click()
    page.click(".sheet button[type=submit]")
    page.click("button[name=do][value=wait]")
    assert page.locator(".mail").count() >= 2
    page.click("a[href='?clore=1']")
    page.click("button[name=do][value=close]")
    assert page.locator(".result__score").is_visible()
