"""Pictures of the pages, for looking at: `make screenshots` → var/screenshots/. Serves its own demo site.

Every kind of page, on a phone and at a desk, in the two themes, light and dark; and the README's two pictures.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from academy.site.demo.accounts import ACCOUNTS, PASSWORD
from tests.journeys.conftest import ROOT, _free_port, start, stop

COURSE = "/fr/cours/fondamentaux/"
PAGES = {
    "ines.benali": [
        "/fr/", "/fr/catalogue/", COURSE, f"{COURSE}une-marque-plusieurs-visages/pourquoi-plusieurs-voix/",
        f"{COURSE}qui-je-suis-quand-je-parle/les-cinq-etoiles/", "/fr/charte-de-la-marque/", "/fr/playbooks/",
        "/fr/guides/repondre-a-un-avis/", "/fr/mes-attestations/", "/fr/profil/",
    ],
    "lucas.morel": ["/fr/"],
    "karim.haddad": ["/fr/", "/fr/equipe/"],
    "camille.rey": ["/fr/", "/gestion/", "/gestion/reports/"],
    None: ["/fr/", "/accounts/login/", "/v/", "/fr/accessibilite/", "/fr/hors-ligne/", "/fr/cette-page-n-existe-pas/"],
}  # fmt: skip
SIZES = {390: 844, 1280: 900}
THEMES = ["velo-lumiere", "porte-voix"]
ADDRESSES = {address.split("@")[0]: address for address, _what in ACCOUNTS}


def sign_in(page: Page, url: str, who: str) -> None:
    page.goto(f"{url}/accounts/login/")
    page.fill("input[name=login]", ADDRESSES[who])
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_load_state("networkidle")


def shoot(browser: Browser, url: str, out: Path, mark: str = "", colours: str = "light", roles=PAGES) -> None:
    """One picture per page and width, named <who>-<page>-<mark>-<colours>-<width>.png."""
    out.mkdir(parents=True, exist_ok=True)
    for who, addresses in roles.items():
        for width, height in SIZES.items():
            context = browser.new_context(
                viewport={"width": width, "height": height}, locale="fr-FR", color_scheme=colours
            )
            page = context.new_page()
            if who:
                sign_in(page, url, who)
            for address in addresses:
                page.goto(url + address)
                name = address.strip("/").replace("/", "-")
                parts = [who or "visitor", name, mark, colours, str(width)]
                page.screenshot(path=out / ("-".join(filter(None, parts)) + ".png"), full_page=True)
            context.close()


def shoot_for_readme(browser: Browser, url: str, out: Path) -> None:
    """The home page at a desk and a scenario on a phone: small, kept in git."""
    out.mkdir(parents=True, exist_ok=True)
    for name, width, height, who, address in (
        ("home-1280", 1280, 800, "ines.benali", "/fr/"),
        ("scenario-390", 390, 844, "ines.benali", f"{COURSE}qui-je-suis-quand-je-parle/les-cinq-etoiles/"),
    ):
        context = browser.new_context(viewport={"width": width, "height": height}, locale="fr-FR")
        page = context.new_page()
        sign_in(page, url, who)
        page.goto(url + address)
        if name.startswith("scenario"):
            page.click(".step-end button")
            page.wait_for_load_state("networkidle")
            page.evaluate("document.activeElement.blur()")
            page.evaluate("scrollTo(0, 0)")
        page.screenshot(path=out / f"{name}.png")
        context.close()


def main(url: str, choose_theme=None) -> None:
    out = ROOT / "var" / "screenshots"
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        shoot_for_readme(browser, url, ROOT / "docs" / "pictures")
        for theme in THEMES if choose_theme else [""]:
            if choose_theme:
                choose_theme(theme)
            for colours in ("light", "dark"):
                shoot(browser, url, out, theme, colours)
        browser.close()
    print(f"Pictures are in {out}")


def _serve_and_shoot() -> None:
    with tempfile.TemporaryDirectory() as folder:
        port = _free_port()
        env = {
            **os.environ, "PORTE_VOIX": "local", "VAR_DIR": folder, "BASE_URL": f"http://localhost:{port}",
            "DJANGO_SETTINGS_MODULE": "academy.settings",
        }  # fmt: skip
        fonts = ROOT / "var" / "build"
        if fonts.is_dir():
            shutil.copytree(fonts, Path(folder) / "build")

        def manage(*arguments: str) -> None:
            subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=env, check=True)

        def choose_theme(theme: str) -> None:
            change = f"from academy.people.models import Brand; Brand.objects.update(theme={theme!r})"
            manage("shell", "-v", "0", "-c", change)

        manage("prepare")
        process = start(env, port)
        try:
            main(f"http://localhost:{port}", choose_theme)
        finally:
            stop(process)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(sys.argv[1])
    else:
        _serve_and_shoot()
