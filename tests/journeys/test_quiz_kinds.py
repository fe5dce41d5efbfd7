"""All ten kinds of question in Chromium: by keyboard, without JavaScript, at 320 px, with axe; exams under stress."""

import re

import pytest

from tests.exercises.quiz.samples import ALL
from tests.journeys.steps import accessible, begin, sign_in

pytestmark = pytest.mark.browser
NARROW = {"width": 320, "height": 720}


@pytest.fixture(scope="module")
def quizzes(server) -> dict[str, str]:
    """Mode → page id of a quiz with a question of every kind."""
    made = {}
    for mode in ("practice", "exam"):
        code = f"from tests.journeys.kinds import make; make('{mode}', 'Tous les genres')"
        made[mode] = re.search(r"page= (\d+)", server.manage("shell", "-c", code))[1]
    return made


def _open(browser, server, page_id: str, who: str, **options):
    context = browser.new_context(viewport=NARROW, locale="fr-FR", reduced_motion="reduce", **options)
    page = context.new_page()
    sign_in(page, server, who)
    begin(page, server, page_id)
    return page


def _question(page, number: int) -> None:
    page.goto(page.url.partition("?")[0].partition("#")[0] + f"?question={number}")


def _answer_by_tab(page) -> None:
    """Tab through the question, answering what has the focus, up to the button; Enter sends."""
    page.locator("#maintenant .question__text").focus()
    place = 0
    for _ in range(40):
        page.keyboard.press("Tab")
        here = page.evaluate("""() => { const e = document.activeElement;
            return {form: !!e.closest('[data-answer]'), tag: e.tagName, type: e.type, name: e.name} }""")
        if not here["form"] or here["name"] == "confidence":
            continue
        if here["tag"] == "BUTTON":
            page.keyboard.press("Enter")
            return
        if here["tag"] == "SELECT":
            place += 1
            for _down in range(place):
                page.keyboard.press("ArrowDown")
        elif here["type"] in ("radio", "checkbox"):
            page.keyboard.press("Space")
            if here["name"] == "chosen:worst":  # the best reaction is not the worst one
                page.keyboard.press("ArrowDown")
        else:
            page.keyboard.type("24")
    raise AssertionError("the button was not reached")


def _give(page, turn: int = 0) -> None:
    """Answers the question on show with the mouse and plain fields, as a browser without JavaScript would.

    Another `turn` gives another answer; never a refused one (the best reaction is the worst,
    two at one place).
    """
    form = page.locator("#maintenant form[data-play]")
    for place, field in enumerate(form.locator("fieldset.choices").all()):
        boxes = field.locator("input:is([type=radio], [type=checkbox])")
        if count := boxes.count():
            boxes.nth((place + turn) % count).check()
    for place, select in enumerate(form.locator("select").all()):
        select.select_option(index=1 + (place + turn) % (select.locator("option").count() - 1))
    for text in form.locator("input:is([type=text], :not([type]))").all():
        text.fill(str(24 + turn))
    form.locator(".actions button").click()


def test_every_kind_is_answered_by_keyboard_alone(browser, server, quizzes):
    page = _open(browser, server, quizzes["practice"], "lucas.morel")
    for number in range(1, len(ALL) + 1):
        _question(page, number)
        accessible(page)
        _answer_by_tab(page)
        page.wait_for_selector("#maintenant .verdict-line")
        assert page.evaluate("!!document.activeElement.closest('#maintenant')")  # the focus is not lost
        accessible(page)
    assert re.search(rf"{len(ALL)} répondues", page.inner_text("#maintenant"))


def test_every_kind_is_answered_without_javascript(browser, server, quizzes):
    page = _open(browser, server, quizzes["exam"], "sarah.lemoine", java_script_enabled=False)
    for number in range(1, len(ALL) + 1):
        _question(page, number)
        with page.expect_navigation():
            _give(page)
        assert re.search(rf"\b{number} répondue", page.inner_text("#maintenant"))
    page.locator("[name=submit] + button").click()
    assert page.locator(".result__score").is_visible() and "Par objectif" in page.inner_text("main")
    assert not page.locator(".choice__verdict").count()  # an exam shows no key


def test_the_result_of_an_exam_is_sound_on_a_narrow_phone(browser, server, quizzes):
    page = _open(browser, server, quizzes["exam"], "karim.haddad")
    _question(page, 1)
    _give(page)
    page.wait_for_selector(".saved")
    page.goto(page.url.partition("?")[0] + "?question=envoi")
    accessible(page)
    page.locator("[name=submit] + button").click()
    page.wait_for_url("**/bilan/")
    accessible(page)


def test_the_line_is_cut_in_the_middle_of_an_exam_and_nothing_is_lost(browser, server, quizzes):
    page = _open(browser, server, quizzes["exam"], "ines.benali")
    _question(page, 1)
    _give(page)
    page.wait_for_selector(".saved")
    page.context.set_offline(True)
    for waiting in ("1", "2"):
        _give(page)
        page.wait_for_function("n => document.querySelector('[data-count]').textContent === n", arg=waiting)
    assert page.locator("[data-waiting]").is_visible()
    assert (
        "1 répondue" in page.inner_text("#maintenant") or not page.locator(".saved").count()
    )  # saved is what is saved
    page.context.set_offline(False)
    page.wait_for_function("() => document.querySelector('[data-waiting]').hidden", timeout=30_000)
    page.reload()
    assert "3 répondues" in page.inner_text("#maintenant")


def test_a_second_tab_does_not_overwrite_a_newer_answer(browser, server, quizzes):
    page = _open(browser, server, quizzes["exam"], "ines.benali")
    _question(page, 5)
    other = page.context.new_page()
    other.goto(page.url)
    _give(page)
    page.wait_for_selector(".saved")
    before = _fields(page, 5)
    _give(other, turn=1)
    other.wait_for_selector("#maintenant .message--info")
    assert "rien n’est perdu" in other.inner_text("#maintenant")
    assert _fields(page, 5) == before


def _fields(page, number: int) -> list:
    _question(page, number)
    return page.evaluate("""() => [...document.querySelectorAll('#maintenant [data-answer] [name^=chosen]')]
        .map(e => [e.name, e.value, e.checked])""")


def test_the_five_of_the_day_on_a_narrow_phone_without_javascript(browser, server):
    server.manage("shell", "-c", "from django.utils import timezone; from academy.learning.models import RefresherCard;"
                  "RefresherCard.objects.update(due=timezone.now())")  # fmt: skip
    context = browser.new_context(viewport=NARROW, locale="fr-FR", java_script_enabled=False)
    page = context.new_page()
    sign_in(page, server, "camille.rey")
    page.goto(f"{server.url}/fr/")
    page.locator("a[href*='cinq-du-jour']").first.click()
    given = 0
    while "C’est tout pour aujourd’hui." not in page.inner_text("main"):
        _give(page)
        page.locator(".verdict-line").wait_for()
        page.locator("#maintenant .actions a").click()
        given += 1
    assert 1 <= given <= 5  # as many as can be read in a minute


def test_the_five_of_the_day_are_sound_by_axe(browser, server):
    due = """from django.utils import timezone; from academy.learning.models import RefresherCard
from academy.people.models import Membership
RefresherCard.objects.update(due=timezone.now())
here = Membership.objects.valid_on().filter(role="employee", user__refresher_cards__isnull=False)
print("who=", here.order_by("user__email").first().user.email.split("@")[0])"""
    who = re.search(r"who= (\S+)", server.manage("shell", "-c", due))[1]  # whom the demo's lots gave cards
    page = browser.new_context(viewport=NARROW, locale="fr-FR", reduced_motion="reduce").new_page()
    sign_in(page, server, who)
    page.goto(f"{server.url}/fr/cinq-du-jour/")
    accessible(page)
    _give(page)
    page.wait_for_selector("#maintenant .verdict-line")
    accessible(page)
