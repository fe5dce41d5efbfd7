"""Every kind of page, who sees it, and how one gets there: for the pictures, the axe walk and the HTML checker."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from playwright.sync_api import Page

from academy.site.demo.accounts import ACCOUNTS, PASSWORD

ADDRESSES = {address.split("@")[0]: address for address, _what in ACCOUNTS}
COURSE = "/fr/cours/fondamentaux/"
LESSON = f"{COURSE}une-marque-plusieurs-visages/pourquoi-plusieurs-voix/"
SCENARIO = f"{COURSE}qui-je-suis-quand-je-parle/les-cinq-etoiles/"
QUIZ = f"{COURSE}ecouter-et-aiguiller/quiz-final/"
REPLY = f"{COURSE}qui-je-suis-quand-je-parle/la-prospecte-hesite/"
INBOX = "/fr/cours/ecouter/aiguiller/le-poste-de-veille/"

Steps = Callable[[Page], None]


@dataclass(frozen=True)
class Kind:
    """One kind of page: its name, its address, and what to do there before it is looked at."""

    name: str
    address: str
    then: Steps | None = None


def press(selector: str) -> Steps:
    def steps(page: Page) -> None:
        page.locator(selector).first.click()
        page.wait_for_load_state("networkidle")

    return steps


def in_turn(*all_steps: Steps) -> Steps:
    def steps(page: Page) -> None:
        for one in all_steps:
            one(page)

    return steps


def _begin(page: Page) -> None:
    """Take the course up where that is still to be done, then start the exercise or resume it."""
    for _ in range(2):
        if "/tentative/" not in page.url:
            press(".step-end button")(page)


def _answer_scenario(page: Page) -> None:
    press(".exchange--now button.choice")(page)
    page.wait_for_timeout(500)


def _answer_question(page: Page) -> None:
    choice = page.locator("main .choice input").first
    if choice.count():
        choice.check()
    press("main form button[type=submit]")(page)


def _refuse(page: Page) -> None:
    page.fill("input[name=login]", "personne@velo-lumiere.example")
    page.fill("input[name=password]", "pas-le-bon")
    page.press("input[name=password]", "Enter")
    page.wait_for_load_state("networkidle")


def _workshop(address: str) -> Steps:
    """The workshop's page about the page whose title is on the screen."""

    def steps(page: Page) -> None:
        base, title = page.url.split("/fr/")[0], page.locator("h1").first.inner_text()
        page.goto(f"{base}/gestion/pages/search/?{urlencode({'q': title})}")
        link = page.locator("#page-results a[href*='/edit/'], main a[href*='/edit/']").first.get_attribute("href")
        page.goto(base + address.format(re.search(r"/pages/(\d+)/", link)[1]))
        page.wait_for_load_state("networkidle")

    return steps


def _check_draft(page: Page) -> None:
    page.fill("#reponse", "Bonjour Agathe, appelle-moi au 06 12 34 56 78 : le Rova ne vaut rien.")
    press("button[value=check]")(page)
    page.wait_for_timeout(300)


def _if_she_left(page: Page) -> None:
    """The departure of the community leader, who holds the most rights."""
    page.select_option("#without", label="Camille Rey")
    press(".filters button[type=submit]")(page)


def _share_own(page: Page) -> None:
    """A certificate's public page; its holder makes it public first."""
    number = page.locator(".certificate-card").first.get_attribute("id").removeprefix("attestation-")
    base, token = page.url.split("/fr/")[0], page.locator("[name=csrfmiddlewaretoken]").first.get_attribute("value")
    page.request.post(
        f"{base}/fr/mes-attestations/{number}/partager/",
        form={"public": "yes", "csrfmiddlewaretoken": token}, headers={"Referer": page.url},
    )  # fmt: skip
    page.goto(f"{base}/p/{number}")


def _foreign_file(page: Page) -> None:
    page.set_input_files("#document", {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 nothing"})
    press("form:has(#document) button[type=submit]")(page)


def _preview_of_several(page: Page) -> None:
    page.select_option("[name=level]", label="Écouter")
    press(".pv-report form button[type=submit]")(page)


def _verify_own(page: Page) -> None:
    link = page.locator("a[href*='/v/']").first.get_attribute("href")
    page.goto(link if link.startswith("http") else page.url.split("/fr/")[0] + link)


PUBLIC = [
    Kind("landing", "/fr/"),
    Kind("sign-in", "/accounts/login/"),
    Kind("sign-in-refused", "/accounts/login/", _refuse),
    Kind("sign-in-code", "/accounts/login/code/"),
    Kind("password-forgotten", "/accounts/password/reset/"),
    Kind("verify", "/v/"),
    Kind("verify-malformed", "/v/?number=PV-0000"),
    Kind("verify-unknown", "/v/PV-22222-22222-22222"),
    Kind("verify-foreign-file", "/v/", _foreign_file),
    Kind("accessibility", "/fr/accessibilite/"),
    Kind("offline", "/fr/hors-ligne/"),
    Kind("not-found", "/fr/cette-page-n-existe-pas/"),
    Kind("invitation-closed", "/fr/invitation/perdue/"),
]
LEARNER = [
    Kind("home", "/fr/"),
    Kind("home-english", "/en/"),
    Kind("catalogue", "/fr/catalogue/"),
    Kind("catalogue-empty", "/fr/catalogue/?track=nulle-part"),
    Kind("course", COURSE),
    Kind("course-not-begun", "/fr/cours/crise/"),
    Kind("lesson", LESSON),
    Kind("scenario-start", SCENARIO),
    Kind("scenario", SCENARIO, in_turn(_begin, _answer_scenario)),
    Kind("scenario-result", SCENARIO, press("a[href$='/bilan/']")),
    Kind("quiz-start", QUIZ),
    Kind("quiz", QUIZ, _begin),
    Kind("quiz-answered", QUIZ, in_turn(_begin, _answer_question)),
    Kind("inbox-start", INBOX),
    Kind("inbox-result", INBOX, press("a[href$='/bilan/']")),
    Kind("inbox", INBOX, _begin),
    Kind("inbox-message", INBOX, in_turn(_begin, press(".mail a"), lambda page: page.wait_for_timeout(500))),
    Kind("reply-start", REPLY),
    Kind("reply", REPLY, _begin),
    Kind("reply-checked", REPLY, in_turn(_begin, _check_draft)),
    Kind("replies", "/fr/reponses/"),
    Kind("reply-reviewed", "/fr/reponses/", press(".reply-row a")),
    Kind("charter", "/fr/charte-de-la-marque/"),
    Kind("playbooks", "/fr/playbooks/"),
    Kind("playbooks-empty", "/fr/playbooks/?q=introuvable"),
    Kind("playbook", "/fr/guides/repondre-a-un-avis/"),
    Kind("certificates", "/fr/mes-attestations/"),
    Kind("registry", "/fr/registre/"),
    Kind("registry-empty", "/fr/registre/?q=introuvable"),
    Kind("who-does-what", "/fr/registre/qui-fait-quoi/"),
    Kind("profile", "/fr/profil/"),
    Kind("my-data", "/fr/mes-donnees/"),
    Kind("second-factor", "/accounts/2fa/"),
    Kind("sessions", "/accounts/sessions/"),
    Kind("e-mail", "/accounts/email/"),
    Kind("password-change", "/accounts/password/change/"),
    Kind("sign-out", "/accounts/logout/"),
]
NEWCOMER = [
    Kind("home", "/fr/"),
    Kind("certificates", "/fr/mes-attestations/"),
    Kind("course", COURSE),
    Kind("lesson", LESSON),
    Kind("forbidden", "/fr/equipe/"),
]
MANAGER = [
    Kind("home", "/fr/"),
    Kind("team", "/fr/equipe/"),
    Kind("certificates", "/fr/mes-attestations/"),
    Kind("certificate-verified", "/fr/mes-attestations/", _verify_own),
    Kind("certificate-shared", "/fr/mes-attestations/", _share_own),
    Kind("certificate-given-back", "/fr/mes-attestations/", press("a[href$='/rendre/']")),
]
LEADER = [
    Kind("style", "/fr/style/"),
    Kind("home", "/fr/"),
    Kind("team", "/fr/equipe/"),
    Kind("coverage", "/fr/couverture/"),
    Kind("coverage-departure", "/fr/couverture/", _if_she_left),
    Kind("succession", "/fr/couverture/releve/"),
    Kind("targets", "/fr/couverture/cibles/"),
    Kind("quiz-result", QUIZ, press("a[href$='/bilan/']")),
    Kind("registry", "/fr/registre/"),
    Kind("registry-voice", "/fr/registre/", press("#voices .card__title a")),
    Kind("replies-to-review", "/fr/reponses/a-relire/"),
    Kind("reply-review", "/fr/reponses/a-relire/", press("section[aria-labelledby=comptent] .reply-row a")),
    Kind("reply-agreement", "/fr/reponses/accord/"),
]
# The leader's desk inside Wagtail's admin, certification and reports: our part of each page is looked at.
DESK = [
    Kind("desk-decisions", "/gestion/certificates/decisions/"),
    Kind("desk-recognise", "/gestion/certificates/recognise/"),
    Kind("desk-several", "/gestion/certificates/several/"),
    Kind("desk-several-preview", "/gestion/certificates/several/", _preview_of_several),
    Kind("desk-withdrawals", "/gestion/certificates/withdrawals/"),
    Kind("desk-changes", "/gestion/certificates/changes/"),
    Kind("desk-regrades", "/gestion/certificates/regrades/"),
    Kind("desk-stop", "/gestion/certificates/stop/"),
    Kind("desk-stop-confirm", "/gestion/certificates/stop/", press(".pv-report form button.serious")),
    Kind("desk-owners", "/gestion/certificates/owners/"),
    Kind("desk-copies", "/gestion/certificates/copies/"),
    Kind("desk-certificate", "/gestion/certificates/", press("tbody a[href*='/gestion/certificates/']")),
    Kind("desk-export", "/gestion/certificate-export/"),
    Kind("desk-items", "/gestion/reports/questions/"),
    Kind("desk-items-of-a-quiz", "/gestion/reports/questions/", press("tbody a[href*='/reports/questions/']")),
    Kind("desk-health", "/gestion/reports/content-health/"),
]
WORKSHOP = [
    Kind("workshop", "/gestion/"),
    Kind("workshop-report", "/gestion/reports/progress/"),
    Kind("workshop-bank-import", "/gestion/question-bank/import/"),
    Kind("workshop-bank-export", "/gestion/question-bank/export/"),
    Kind("workshop-people-import", "/gestion/people-import/"),
    Kind("workshop-certificates", "/gestion/certificates/"),
    Kind("workshop-shown-elsewhere", "/gestion/registry-embeds/new/"),
    Kind("workshop-sponsorship", "/gestion/sponsorships/new/"),
    Kind("workshop-privacy", "/gestion/privacy/"),
    Kind("workshop-audit", "/gestion/privacy/audit/"),
    Kind("workshop-roles", "/gestion/team-roles/"),
    Kind("workshop-levels", "/gestion/snippets/certification/level/"),
    Kind("workshop-questions", "/gestion/snippets/library/question/"),
    Kind("workshop-scenario", SCENARIO, _workshop("/gestion/pages/{}/edit/")),
    Kind("workshop-report-of-scenario", SCENARIO, _workshop("/gestion/exercises/{}/report/")),
    Kind("workshop-text-of-scenario", SCENARIO, _workshop("/gestion/exercises/{}/text/")),
    Kind("workshop-trial", SCENARIO, _workshop("/gestion/exercises/{}/trial/")),
    Kind("workshop-lesson", LESSON, _workshop("/gestion/pages/{}/edit/")),
]
ROLES: dict[str, list[Kind]] = {
    "": PUBLIC,
    "ines.benali": LEARNER,
    "lucas.morel": NEWCOMER,
    "karim.haddad": MANAGER,
    "camille.rey": LEADER,
}
WITH_WORKSHOP = {**ROLES, "camille.rey": LEADER + DESK + WORKSHOP}


def sign_in(page: Page, url: str, who: str) -> None:
    page.goto(f"{url}/accounts/login/")
    page.fill("input[name=login]", ADDRESSES[who])
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda address: "login" not in address)


def walk(page: Page, url: str, kinds: list[Kind]) -> Iterator[Kind]:
    """Goes to each kind of page in turn and hands it over once it is there."""
    for kind in kinds:
        page.goto(url + kind.address)
        if kind.then:
            kind.then(page)
        yield kind
