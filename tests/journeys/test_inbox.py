"""The desk in Chromium: by keyboard, on a phone and a wide screen; axe on every state."""

import pytest

from tests.journeys.conftest import ROOT
from tests.journeys.steps import accessible, begin, new_inbox, sign_in

pytestmark = pytest.mark.browser
SIZES = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1280, "height": 900}}


@pytest.fixture(scope="module")
def inbox(server) -> str:
    return new_inbox(server)


def _begun(browser, server, inbox: str, who: str, **options):
    page = browser.new_context(locale="fr-FR", **options).new_page()
    sign_in(page, server, who)
    begin(page, server, inbox)
    return page


def _seen(page, name: str) -> None:
    """Kept as a picture to be looked at, and free of accessibility errors."""
    folder = ROOT / "var" / "pictures" / "inbox"
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(folder / f"{name}.png"), full_page=True)
    accessible(page)


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
