"""Pictures of the pages, for looking at: `make screenshots` → var/screenshots/. Serves its own demo site.

Every kind of page, on a phone and at a desk, in the two themes, light and dark; and the README's two pictures.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Error, sync_playwright

from tests.journeys.conftest import ROOT, _free_port, start, stop
from tests.page_types import SCENARIO, WITH_WORKSHOP, sign_in, walk

SIZES = {390: 844, 1280: 900}
THEMES = ["velo-lumiere", "porte-voix"]


def shoot(browser: Browser, url: str, out: Path, mark: str = "", colours: str = "light", only: str = "") -> None:
    """One picture per page and width, <who>-<page>-<mark>-<colours>-<width>.png; `only`: a part of a page's name."""
    out.mkdir(parents=True, exist_ok=True)
    for who, kinds in WITH_WORKSHOP.items():
        wanted = [kind for kind in kinds if only in f"{who}-{kind.name}"]
        for width, height in SIZES.items() if wanted else ():
            context = browser.new_context(
                viewport={"width": width, "height": height}, locale="fr-FR", color_scheme=colours
            )
            page = context.new_page()
            page.set_default_timeout(20_000)
            if who:
                sign_in(page, url, who)
            for kind in wanted:
                name = "-".join(filter(None, [who or "visitor", kind.name, mark, colours, str(width)]))
                try:
                    next(walk(page, url, [kind]))
                except Error as problem:  # the other pictures are still wanted
                    print(f"{name}: {problem.message.splitlines()[0]}")
                page.screenshot(path=out / f"{name}.png", full_page=True)
            context.close()


def shoot_for_readme(browser: Browser, url: str, out: Path) -> None:
    """The home page at a desk and a scenario on a phone: small, kept in git."""
    out.mkdir(parents=True, exist_ok=True)
    for name, width, height, who, address in (
        ("home-1280", 1280, 800, "ines.benali", "/fr/"),
        ("scenario-390", 390, 844, "ines.benali", SCENARIO),
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


def main(url: str, choose_theme=None, only: str = "") -> None:
    out = ROOT / "var" / "screenshots"
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        if not only:
            shoot_for_readme(browser, url, ROOT / "docs" / "pictures")
        for theme in THEMES if choose_theme else [""]:
            if choose_theme:
                choose_theme(theme)
            for colours in ("light", "dark"):
                shoot(browser, url, out, theme, colours, only)
        browser.close()
    print(f"Pictures are in {out}")


@contextmanager
def serving() -> Iterator[tuple[str, Callable]]:
    """A demo site of its own: its address, and its `manage.py`."""
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

        manage("prepare")
        process = start(env, port)
        try:
            yield f"http://localhost:{port}", manage
        finally:
            stop(process)


def _serve_and_shoot() -> None:
    with serving() as (url, manage):

        def choose_theme(theme: str) -> None:
            change = f"from academy.people.models import Brand; Brand.objects.update(theme={theme!r})"
            manage("shell", "-v", "0", "-c", change)

        main(url, choose_theme)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(sys.argv[1], only="".join(sys.argv[2:3]))
    else:
        _serve_and_shoot()
