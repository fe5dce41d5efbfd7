"""Replies in Chromium: written by keyboard alone, without JavaScript, with the line cut; reviewed by the leader."""

import re

import pytest

from tests.journeys.steps import accessible
from tests.page_types import sign_in

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}
STEP = "/fr/cours/fondamentaux/qui-je-suis-quand-je-parle/la-prospecte-hesite/"
FIRST = "Salut Agathe, le Grand Large est bien meilleur que le Rova !! Appelle-moi au 06 12 34 56 78, foncez."
BETTER = (
    "Bonjour Agathe, je travaille chez Vélo Lumière, prends donc mon avis pour ce qu’il est. À plat et sans charge, le "
    "Rova est plus léger. Avec un siège enfant et une côte, essaie les deux avec ton enfant dessus."
)


@pytest.fixture(autouse=True)
def _leave(browser):
    """Each test closes its windows: those left open hold their connections."""
    yield
    for context in browser.contexts:
        context.close()


def _page(browser, **options):
    return browser.new_context(viewport=PHONE, locale="fr-FR", **options).new_page()


def _begin(page, server) -> None:
    page.goto(server.url + STEP)
    for _ in range(2):
        if "/tentative/" not in page.url:
            page.locator(".step-end button").first.click()
            page.wait_for_load_state("networkidle")
        if "/tentative/" not in page.url:
            page.goto(server.url + STEP)
    page.wait_for_url(re.compile("/tentative/"))


def _tab_to(page, selector: str, most: int = 60) -> None:
    """Only the keyboard: Tab until the wanted element has the focus."""
    for _ in range(most):
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {selector}")


def test_a_reply_is_written_checked_and_sent_by_keyboard_alone(browser, server):
    page = _page(browser, reduced_motion="reduce")
    sign_in(page, server.url, "lucas.morel")
    _begin(page, server)
    accessible(page)
    _tab_to(page, "#reponse")
    page.keyboard.type(FIRST)
    page.get_by_text(re.compile(r"^Brouillon enregistré à")).wait_for()
    _tab_to(page, "button[value=check]")
    page.keyboard.press("Enter")
    page.locator("#verification").wait_for()
    page.wait_for_function("document.activeElement.id === 'verification'")
    assert page.get_by_text("La réponse ne peut pas partir en l’état.").is_visible()
    accessible(page)
    _tab_to(page, "a[href^='#passage-']")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.matches('mark')")
    assert "06 12 34 56 78" in page.evaluate("document.activeElement.textContent")
    _tab_to(page, "button[value=pseudonymise]")
    page.keyboard.press("Enter")
    page.locator("#donnees").wait_for(state="detached")
    assert "[téléphone]" in page.input_value("#reponse")
    _tab_to(page, "#reponse")
    page.keyboard.press("Control+A")
    page.keyboard.type(BETTER)
    _tab_to(page, "button[value=send]")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/bilan/"))
    assert page.get_by_text("Envoyée, en attente de relecture").is_visible() and page.get_by_text(BETTER[:60]).count()
    accessible(page)
    page.goto(f"{server.url}/fr/reponses/")
    assert page.get_by_role("link", name="Elle hésite entre deux marques").is_visible()
    accessible(page)


def test_a_reply_without_javascript_is_found_again_on_another_device(browser, server):
    page = _page(browser, java_script_enabled=False)
    sign_in(page, server.url, "karim.haddad")
    page.goto(server.url + STEP)
    page.locator(".step-end button").first.click()
    if "/tentative/" not in page.url:
        page.goto(server.url + STEP)
        page.locator(".step-end button").first.click()
    page.fill("#reponse", FIRST)
    page.click("button[value=save]")
    address = page.url.partition("#")[0]
    page.context.close()
    other = _page(browser, java_script_enabled=False)
    sign_in(other, server.url, "karim.haddad")
    other.goto(address)
    assert other.input_value("#reponse") == FIRST
    other.click("button[value=check]")
    assert other.locator("mark").count() and other.get_by_text("Nos qualités, jamais les défauts de l’autre.").count()
    other.click("button[value=send]")
    assert "/bilan/" not in other.url and other.input_value("#reponse") == FIRST
    other.click("button[value=pseudonymise]")
    assert "[téléphone]" in other.input_value("#reponse")
    other.fill("#reponse", BETTER)
    other.click("button[value=send]")
    assert "/bilan/" in other.url and other.get_by_text("Envoyée, en attente de relecture").is_visible()


def test_a_text_written_while_the_line_is_cut_is_saved_when_it_returns(browser, server):
    page = _page(browser)
    context = page.context
    sign_in(page, server.url, "sarah.lemoine")
    _begin(page, server)
    context.set_offline(True)
    page.fill("#reponse", BETTER)
    page.get_by_text("Non enregistré", exact=False).first.wait_for()
    context.set_offline(False)
    page.get_by_text(re.compile(r"^Brouillon enregistré à")).wait_for(timeout=20_000)
    page.reload()
    assert page.input_value("#reponse") == BETTER


def test_the_leader_reviews_by_keyboard_and_sees_how_reviewers_agree(browser, server):
    page = _page(browser, reduced_motion="reduce")
    sign_in(page, server.url, "camille.rey")
    page.goto(f"{server.url}/fr/reponses/a-relire/")
    accessible(page)
    before = page.locator(".reply-row").count()
    page.locator("section[aria-labelledby=comptent] .reply-row a").first.click()
    accessible(page)
    _tab_to(page, ".passage summary")
    page.keyboard.press("Enter")
    _tab_to(page, ".passage textarea")
    page.keyboard.type("Ici, on se sent lu.")
    names = page.evaluate("[...new Set([...document.querySelectorAll('.criterion input')].map(one => one.name))]")
    for name in names:
        _tab_to(page, f"[name='{name}']")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
    _tab_to(page, "#essai")
    page.keyboard.type("Donnez l’heure exacte du prochain message.")
    accessible(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Merci : votre relecture est enregistrée.", exact=False).wait_for()
    assert page.locator(".reply-row").count() == before - 1
    page.goto(f"{server.url}/fr/reponses/accord/")
    assert page.get_by_text("kappa pondéré", exact=False).first.is_visible()
    accessible(page)
    page.locator(".reply-row a").first.click()
    accessible(page)
    page.goto(f"{server.url}/fr/reponses/")
    accessible(page)
