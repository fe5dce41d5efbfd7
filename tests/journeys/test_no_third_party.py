"""No page asks anybody but the site itself, and none breaks its own content policy: Chromium, page by page."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error

from tests.journeys.steps import sign_in

pytestmark = pytest.mark.browser
MOST = 40
VISITOR = ["/", "/fr/", "/en/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/v/",
           "/fr/accessibilite/", "/fr/rien/"]  # fmt: skip
ADMIN = [
    "/gestion/", "/gestion/pages/", "/gestion/images/", "/gestion/documents/", "/gestion/team-roles/",
    "/gestion/team-invitations/new/", "/gestion/people-import/", "/gestion/privacy/", "/gestion/privacy/audit/",
    "/gestion/account/",
]  # fmt: skip
STAY_IN = ("/accounts/logout", "/gestion/", "/documents/", "/i18n/", "/media/", "/static/")


@pytest.fixture
def watched(browser, server):
    """A page, and what went elsewhere or against the policy while it was open."""
    context = browser.new_context(locale="fr-FR", reduced_motion="reduce")
    context.set_default_timeout(90_000)
    page = context.new_page()
    wrong: list[str] = []
    home = urlsplit(server.url).netloc

    def asked(request):
        where = urlsplit(request.url)
        if where.scheme in {"http", "https", "ws", "wss"} and where.netloc != home:
            wrong.append(f"{page.url} asks {request.url}")

    def said(message):
        if "Content Security Policy" in message.text or "Content-Security-Policy" in message.text:
            wrong.append(f"{page.url}: {message.text}")

    context.on("request", asked)
    page.on("console", said)
    yield page, wrong
    context.close()


def links(page) -> list[str]:
    """Paths of the site that this page leads to, and foreign things it would load."""
    found = page.eval_on_selector_all("a[href]", "all => all.map(one => one.href)")
    return [urlsplit(href).path for href in found if urlsplit(href).netloc == urlsplit(page.url).netloc]


def visit(page, url: str):
    """The answer; None for what the browser saves instead of showing it."""
    try:
        return page.goto(url)
    except Error as error:
        if "Download is starting" in str(error) or "ERR_ABORTED" in str(error):
            return None
        raise


def shape(path: str) -> str:
    """Pages of one kind look alike: enough to see two of each."""
    parts = [part for part in path.split("/") if part]
    return "/".join(parts[:2]) + f"/{len(parts)}"


def test_no_page_asks_anybody_else(watched, server):
    page, wrong = watched
    for path in VISITOR:
        page.goto(server.url + path)
    sign_in(page, server, "camille.rey")
    waiting, seen, shapes = ["/fr/", "/en/"], set(), {}
    while waiting and len(seen) < MOST:
        path = waiting.pop(0)
        shapes[shape(path)] = shapes.get(shape(path), 0) + 1
        if path in seen or path.startswith(STAY_IN) or shapes[shape(path)] > 2:
            continue
        seen.add(path)
        answer = visit(page, server.url + path)
        if answer and "text/html" in answer.headers.get("content-type", ""):
            waiting += links(page)
    assert len(seen) > 15, seen
    for path in ADMIN:
        answer = page.goto(server.url + path)
        assert answer.status == 200, path
    page.goto(server.url + "/gestion/pages/")
    edits = page.eval_on_selector_all("a[href*='/edit/']", "all => all.map(one => one.href)")
    page.goto(edits[0])  # the editor, which has the most scripts
    assert not wrong, "\n".join(sorted(set(wrong)))
