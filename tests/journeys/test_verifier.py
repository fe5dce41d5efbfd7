"""The whole way of a certificate in Chromium: earned, printed, verified by a stranger, withdrawn by two people."""

import json
import re
import subprocess
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from playwright.sync_api import expect

from tests.journeys.conftest import PASSWORD
from tests.journeys.steps import accessible

pytestmark = pytest.mark.browser
SIZES = {"width": 390, "height": 844}
WORKER = 90_000  # milliseconds the worker may take on a busy machine; the page asks again by itself

# Who has done everything for the first level but sign the charter; straight from the tables, in the order of the names.
CLOSEST = """
import json
from academy.certification.awards import levels_of, standing_assessment
from academy.certification.evidence import dossiers, rule_of
from academy.certification.models import Award
from academy.people.models import Brand, Membership, User
from django.utils import timezone
brand = Brand.objects.get(); today = timezone.localdate(); first = levels_of(brand)[0]
here = Membership.objects.filter(brand=brand, ends=None, role='employee').values('user')  # asked for one factor only
people = list(User.objects.of_brand(brand).filter(pk__in=here).order_by('email'))
files = dossiers(brand, people, today)
close = []
for person in people:
    held = Award.objects.filter(person=person).exists()
    missing = standing_assessment(rule_of(first), files[person.pk], today).missing
    if not held and [one.ask.kind for one in missing] == ['charter']:
        close.append({'email': person.email, 'name': person.display_name})
print('close=', json.dumps(close))
"""
SEAL = """
from allauth.mfa.totp.internal.auth import TOTP
from academy.people.models import User
TOTP.activate(User.objects.get(email='{email}'), '{secret}')
"""


@pytest.fixture(scope="module", autouse=True)
def _second_factors_go(server):
    """Other journeys on this site sign the same people in with a password alone."""
    yield
    server.manage("shell", "-c", "from allauth.mfa.models import Authenticator; Authenticator.objects.all().delete()")


@pytest.fixture(scope="module")
def learner(server):
    people = json.loads(re.search(r"close= (.*)", server.manage("shell", "-c", CLOSEST))[1])
    assert people, "nobody of the demo is one signature away from the first level"
    return people[0]


def _page(browser, **options):
    return browser.new_context(viewport=SIZES, locale="fr-FR", reduced_motion="reduce", **options).new_page()


def _sign_in(page, server, email: str) -> None:
    page.goto(f"{server.url}/accounts/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: "/accounts/login" not in url)


def _sign_in_with_second_factor(page, server, email: str) -> None:
    secret = generate_totp_secret()
    server.manage("shell", "-c", SEAL.format(email=email, secret=secret))
    _sign_in(page, server, email)
    page.fill("[name=code]", format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: "/accounts/" not in url)


def _verdict(page) -> str:
    return page.inner_text(".verdict__word").strip()


def _drop(page, server, name: str, data: bytes) -> str:
    page.goto(f"{server.url}/v/")
    file = {"name": name, "mimeType": "application/pdf", "buffer": data}
    page.set_input_files("#document", file)
    page.get_by_role("button", name="Vérifier le fichier").click()
    page.wait_for_selector(".verdict__word")
    return _verdict(page)


def _text(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


@pytest.fixture(scope="module")
def certificate(browser, server, learner):
    """Signs the charter as the learner, waits for the worker, downloads; → number and bytes of the PDF.

    One signature may open several levels: the card that comes first is the one looked at.
    """
    page = _page(browser)
    _sign_in(page, server, learner["email"])
    page.goto(f"{server.url}/fr/mes-attestations/")
    assert not page.locator(".certificate-card").count()
    page.goto(f"{server.url}/fr/charte-de-la-marque/")
    page.check("#sign [name=agree]")
    page.click("#sign button[type=submit]")
    expect(page.locator(".signature__name")).to_have_text(learner["name"])
    page.goto(f"{server.url}/fr/mes-attestations/")
    card = page.locator(".certificate-card").first
    expect(card.locator(".certificate-card__holder")).to_have_text(learner["name"])
    button = card.locator("a[href$='/pdf/']")
    button.wait_for(timeout=WORKER)
    accessible(page)
    with page.expect_download() as waiting:
        button.click()
    number = card.get_attribute("id").removeprefix("attestation-")
    assert waiting.value.suggested_filename == f"attestation-{number}.pdf"
    yield number, waiting.value.path().read_bytes()
    page.context.close()


def test_who_signs_the_last_thing_missing_downloads_a_certificate_with_name_and_number(certificate, learner):
    number, pdf = certificate
    text = _text(pdf)
    assert learner["name"] in text and number in text and ("Écouter" in text or "Contribuer" in text)


def test_a_stranger_reads_what_the_number_is_worth_without_an_account(browser, server, certificate, learner):
    number, _pdf = certificate
    page = _page(browser)
    page.goto(f"{server.url}/v/")
    accessible(page)
    page.fill("#number", number.lower().replace("-", " "))
    page.get_by_role("button", name="Vérifier", exact=True).click()
    page.wait_for_url(f"**/v/{number}")
    assert _verdict(page) == "Valide"
    assert learner["name"] in page.inner_text(".verdict__sentence")
    assert learner["email"] not in page.content()
    accessible(page)


def test_a_stranger_verifies_without_javascript_and_learns_when_a_number_is_not_ours(browser, server):
    page = _page(browser, java_script_enabled=False)
    page.goto(f"{server.url}/v/")
    page.fill("#number", "PV-22222-22222-22222")
    page.get_by_role("button", name="Vérifier", exact=True).click()
    assert _verdict(page) == "Inconnue"


def test_the_dropped_file_is_genuine_and_a_retouched_one_never(browser, server, certificate):
    number, pdf = certificate
    page = _page(browser)
    assert _drop(page, server, "attestation.pdf", pdf) == "Valide"
    assert "octet pour octet" in page.inner_text("main")
    accessible(page)
    middle = bytearray(pdf)
    middle[len(pdf) // 2] ^= 1
    for altered in (bytes(middle), pdf + b"\n", pdf.replace(b"%PDF-1.7", b"%PDF-1.6", 1)):
        assert altered != pdf
        assert _drop(page, server, "retouche.pdf", altered) == "Altéré"
        assert "octet pour octet" not in page.inner_text("main")
        accessible(page)
    page.get_by_role("link", name=re.compile(number)).click()
    assert _verdict(page) == "Valide"


def _stop_and_lift(leader, stranger, server, number: str) -> None:
    """The leader's switch: everybody sees it at once, in the registry and behind the number, and when it is lifted."""
    leader.goto(f"{server.url}/gestion/certificates/stop/")
    leader.fill("[name=reason]", "Rappel en cours : le service communication répond seul.")
    leader.click(".pv-report form button.serious")
    assert "un droit" in leader.inner_text(".help-warning")
    stranger.goto(f"{server.url}/v/{number}")
    assert _verdict(stranger) == "Valide", "nothing is stopped before it is confirmed"
    leader.click("form:has([value=confirm]) button.serious")
    leader.locator(".help-critical", has_text="Rappel en cours").wait_for()
    stranger.reload()
    assert _verdict(stranger) == "Suspendue"
    leader.goto(f"{server.url}/fr/registre/")
    assert "Rappel en cours" in leader.inner_text("main") and not leader.locator("#voices .card").count()
    leader.goto(f"{server.url}/gestion/certificates/decisions/")
    leader.locator("[aria-labelledby=stops] a.button").click()
    leader.click("form:has([value=lift]) button")
    leader.locator("#past").wait_for()
    stranger.reload()
    assert _verdict(stranger) == "Valide"


def test_suspended_then_withdrawn_by_two_people_the_stranger_sees_it_at_once(browser, server, certificate):
    number, pdf = certificate
    stranger, leader = _page(browser), _page(browser)
    _sign_in_with_second_factor(leader, server, "camille.rey@velo-lumiere.example")
    _stop_and_lift(leader, stranger, server, number)
    leader.goto(f"{server.url}/gestion/certificates/{number}/")
    leader.click("form:has([value=suspend]) button[type=submit]")
    stranger.goto(f"{server.url}/v/{number}")
    assert _verdict(stranger) == "Suspendue"
    accessible(stranger)
    leader.locator("details summary", has_text=re.compile("retrait|retirer", re.I)).click()
    leader.fill("[name=heard_on]", time.strftime("%Y-%m-%d"))
    leader.click("form:has([value=propose]) button[type=submit]")
    leader.goto(f"{server.url}/gestion/certificates/withdrawals/")
    mine = leader.locator(".pv-case", has_text=number)
    assert not mine.locator("[value=confirm]").count(), "who proposes must not decide"

    second = _page(browser)
    _sign_in_with_second_factor(second, server, "admin@velo-lumiere.example")
    second.goto(f"{server.url}/gestion/certificates/decisions/")
    waiting = second.locator("[aria-labelledby=cases] .pv-item", has=second.locator(f"a[href*='{number}']"))
    waiting.locator("a.button", has_text="Décider").click()
    second.wait_for_url("**/withdrawals/")
    second.locator(".pv-case", has_text=number).locator("[value=confirm]").click()
    second.wait_for_load_state()
    stranger.reload()
    assert _verdict(stranger) == "Retirée"
    accessible(stranger)
    assert _drop(stranger, server, "attestation.pdf", pdf) == "Retirée"
