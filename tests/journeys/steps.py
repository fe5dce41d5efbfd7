"""What several journeys do: sign in, begin an exercise, look whether a page is accessible."""

import re

from axe_playwright_python.sync_playwright import Axe

from tests.journeys.conftest import PASSWORD

NEWCOMER = """
from allauth.account.models import EmailAddress
from academy.people.models import Brand, Membership, User
user = User.objects.create_user("{who}@velo-lumiere.example", "{password}", name="{name}")
EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
Membership.objects.create(user=user, brand=Brand.objects.get(), role="employee")
"""


def newcomer(server, who: str, name: str = "Awa N’Diaye") -> str:
    server.manage("shell", "-c", NEWCOMER.format(who=who, password=PASSWORD, name=name))
    return who


def sign_in(page, server, who: str) -> None:
    page.goto(f"{server.url}/accounts/login/")
    page.fill("[name=login]", f"{who}@velo-lumiere.example")
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: "login" not in url)


def begin(page, server, page_id: str) -> None:
    """Posts the button of the intro page, which has a journey of its own."""
    page.goto(f"{server.url}/fr/playbooks/")
    token = page.locator("input[name=csrfmiddlewaretoken]").first.get_attribute("value")
    answer = page.request.post(
        f"{server.url}/fr/etape/{page_id}/commencer/",
        form={"csrfmiddlewaretoken": token, "again": "1"},
        headers={"Referer": server.url},
    )
    page.goto(answer.url)


def first_of(server, model: str) -> str:
    """The id of the first exercise of a kind in the course that asks for no other course first."""
    code = f"""from academy.library.models import CoursePage, {model}
course = CoursePage.objects.get(slug='fondamentaux', locale__language_code='fr')
print('id=', {model}.objects.live().descendant_of(course).order_by('path').first().pk)"""
    return re.search(r"id= (\d+)", server.manage("shell", "-c", code))[1]


def new_inbox(server) -> str:
    """The id of a published inbox in which a colleague answers one message."""
    code = """from academy.library.authoring.skeletons import new_exercise
from tests.journeys.kinds import own_module
page = new_exercise('inbox', own_module('Un poste de veille'), 'Lundi au poste de veille', None)
page.mentions[1].value['claim'] = '1 min, Sonia'
page.save_revision().publish()
print('id=', page.pk)"""
    return re.search(r"id= (\d+)", server.manage("shell", "-c", code))[1]


def accessible(page) -> None:
    """axe finds nothing, and nothing is wider than the screen."""
    found = Axe().run(page)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], page.url
