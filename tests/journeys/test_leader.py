"""Whoever writes, in Chromium: from a skeleton to a learner, an edit in mid-attempt, a draft that is reviewed."""

import re

import pytest

from tests.journeys.conftest import PASSWORD

pytestmark = pytest.mark.browser
DESK = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def module(server) -> tuple[str, str]:
    """(id of a French module, address of its course). The second factor has journeys of its own."""
    code = """from academy.library.models import ModulePage
from academy.people.models import Brand, SecondFactor
Brand.objects.update(second_factor=SecondFactor.NOBODY)
page = ModulePage.objects.live().get(slug='une-marque-plusieurs-visages', locale__language_code='fr')
print('module=', page.pk, page.get_parent().get_url())"""
    found = re.search(r"module= (\d+) (\S+)", server.manage("shell", "-c", code))
    path = re.sub(r"^https?://[^/]+", "", found[2])
    return found[1], server.url + path


def _signed_in(browser, server, who: str):
    page = browser.new_context(viewport=DESK, locale="fr-FR").new_page()
    page.goto(f"{server.url}/accounts/login/")
    page.fill("[name=login]", f"{who}@velo-lumiere.example")
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: "login" not in url)
    return page


def _from_skeleton(page, server, module_id: str, title: str) -> str:
    """The first clicks of docs/first-scenario.md. → the address of the new draft's form."""
    page.goto(f"{server.url}/gestion/")
    page.click("text=Écrire un scénario ou un autre exercice")
    page.fill("#title", title)
    page.select_option("#module", module_id)
    page.locator("form.pv-report button[type=submit]").click()
    page.wait_for_url("**/edit/**")
    return page.url


def _do(page, action: str) -> None:
    """An action of the form's menu, by its attribute."""
    button = page.locator(f"footer {action}, [data-tippy-root] {action}").first
    if not button.is_visible():
        page.locator("footer [data-w-dropdown-target=toggle]").last.click()
    page.locator(f"{action}:visible").first.click()
    page.wait_for_load_state("networkidle")


def _begin(page, server, page_id: str) -> None:
    token = page.locator("input[name=csrfmiddlewaretoken]").first.get_attribute("value")
    answer = page.request.post(
        f"{server.url}/fr/etape/{page_id}/commencer/",
        form={"csrfmiddlewaretoken": token},
        headers={"Referer": server.url},
    )
    page.goto(answer.url)


def test_a_scenario_goes_from_a_skeleton_to_learners_and_an_edit_spares_who_is_playing(browser, server, module):
    module_id, course_url = module
    leader, learner = _signed_in(browser, server, "camille.rey"), _signed_in(browser, server, "lucas.morel")
    form = _from_skeleton(leader, server, module_id, "Un casque fendu")
    page_id = re.search(r"/(\d+)/edit", form)[1]
    assert "Prêt à être publié" in leader.inner_text(".pv-checks")
    learner.goto(course_url)
    assert "Un casque fendu" not in learner.inner_text("main")
    leader.click(".pv-checks >> text=Jouer comme un apprenant")
    assert "rien n’est enregistré" in leader.inner_text(".trial-banner")
    before = leader.url
    leader.locator(".exchange--now button.choice").first.click()
    leader.wait_for_url(lambda url: url.split("#")[0] != before.split("#")[0])
    leader.goto(form)
    _do(leader, "[name=action-publish]")

    learner.goto(course_url)
    assert "Un casque fendu" in learner.inner_text("main")
    _begin(learner, server, page_id)
    offered = learner.locator(".exchange--now button.choice").first.inner_text().strip()
    leader.goto(f"{server.url}/gestion/exercises/{page_id}/text/")
    text = leader.input_value("#text")
    plain = max(re.split(r"[^\w ]", offered), key=len).strip()
    assert plain in text
    leader.fill("#text", text.replace(plain, "Tout autre chose"))
    leader.locator(".pv-report form button[type=submit]").click()
    leader.wait_for_url("**/edit/**")
    _do(leader, "[name=action-publish]")

    learner.reload()
    assert offered in learner.inner_text(".exchange--now")
    learner.locator(".exchange--now button.choice").first.click()
    learner.wait_for_selector(".turn--own")
    assert plain in learner.inner_text(".turn--own")


def test_a_community_managers_draft_waits_for_the_leader(browser, server, module):
    module_id, course_url = module
    author, leader = _signed_in(browser, server, "sarah.lemoine"), _signed_in(browser, server, "camille.rey")
    form = _from_skeleton(author, server, module_id, "Une photo sans accord")
    assert not author.locator("[name=action-publish]").count()
    _do(author, "[name=action-submit]")
    leader.goto(course_url)
    assert "Une photo sans accord" not in leader.inner_text("main")
    leader.goto(form)
    _do(leader, "[data-workflow-action-name=approve]")
    leader.goto(course_url)
    assert "Une photo sans accord" in leader.inner_text("main")
