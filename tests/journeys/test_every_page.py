"""Every kind of page at once: axe in both themes and both modes, 320 px, text at 200 %, forced colours, little motion.

One sign-in per role; theme, mode and width are changed on the page that is open, so that the walk is short.
"""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.journeys.conftest import ROOT
from tests.page_types import DESK, ROLES, sign_in, walk

pytestmark = pytest.mark.browser
THEMES = {name: (ROOT / f"themes/{name}/static/theme/{name}/theme.css").read_text() for name in
          ("velo-lumiere", "porte-voix")}  # fmt: skip
EVERYTHING = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def _axe(page, rules: list[str], kind: str, part: str = "html") -> list[str]:
    options = {"runOnly": {"type": kind, "values": rules}, "resultTypes": ["violations"]}
    found = page.evaluate("([part, options]) => axe.run(part, options)", [part, options])["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


def _put_on(page, theme: str) -> None:
    """A theme is tokens: the sheet that comes last in its layer is the one that counts."""
    page.evaluate(
        """css => { const sheet = document.getElementById('tried') || document.head.appendChild(
          Object.assign(document.createElement('style'), {id: 'tried'})); sheet.textContent = css }""",
        THEMES[theme],
    )


def _sideways(page, width: int, name: str) -> list[str]:
    page.set_viewport_size({"width": width, "height": 800})
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [f"{name}: {wide} px wide on a screen of {width}"] if wide > width else []


def _problems(page) -> list[str]:
    page.set_viewport_size({"width": 1280, "height": 900})
    found = _axe(page, EVERYTHING, "tag")
    for theme in THEMES:
        _put_on(page, theme)
        for mode in ("light", "dark"):
            page.emulate_media(color_scheme=mode, reduced_motion="reduce")
            found += [f"{theme}, {mode}: {one}" for one in _axe(page, ["color-contrast"], "rule")]
    found += _sideways(page, 320, "narrow")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    found += _sideways(page, 1280, "text at 200 %")
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.emulate_media(color_scheme="light", forced_colors="active", reduced_motion="reduce")
    edges = (
        "[...document.querySelectorAll('.button')].filter(b => getComputedStyle(b).borderTopStyle === 'none').length"
    )
    found += ["forced colours: a button without an edge"] if page.evaluate(edges) else []
    moving = "getComputedStyle(document.documentElement).getPropertyValue('--calm').trim()"
    found += [f"moves in spite of the wish for little motion: {page.evaluate(moving)}"] * (
        page.evaluate(moving) not in {"0ms", "0s"}
    )
    page.emulate_media(color_scheme="light", forced_colors="none", reduced_motion="reduce")
    return found


def _desk_problems(page) -> list[str]:
    """Our part of a page of Wagtail's admin; the frame around it is Wagtail's, and so are its colours."""
    page.set_viewport_size({"width": 1280, "height": 900})
    found = _axe(page, EVERYTHING, "tag", ".pv-report")
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.wait_for_timeout(200)  # Wagtail's buttons change colour slowly
    found += [f"dark: {one}" for one in _axe(page, ["color-contrast"], "rule", ".pv-report")]
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    return found + _sideways(page, 320, "narrow")


@pytest.mark.parametrize("who", ROLES, ids=lambda who: who or "visitor")
def test_every_kind_of_page_is_for_everybody(browser, server, who):
    context = browser.new_context(locale="fr-FR", reduced_motion="reduce", bypass_csp=True)
    page = context.new_page()
    page.set_default_timeout(90_000)  # a busy machine
    if who:
        sign_in(page, server.url, who)
    found = {}
    for kind in walk(page, server.url, ROLES[who] + (DESK if who == "camille.rey" else [])):
        page.evaluate(AXE_SCRIPT)
        problems = _desk_problems(page) if kind in DESK else _problems(page)
        if problems:
            found[kind.name] = problems
    context.close()
    said = "\n".join(f"{name}\n  " + "\n  ".join(problems) for name, problems in found.items())
    assert not found, said
