"""Pictures of the pages, for looking at: `make screenshots` → var/screenshots/. Serves its own demo site."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.journeys.conftest import PASSWORD, ROOT, _free_port, start, stop

PAGES = {
    "learner": ["/fr/", "/fr/catalogue/", "/fr/playbooks/", "/fr/cours/fondamentaux/", "/fr/mes-attestations/",
                "/fr/profil/"],
    "leader": ["/gestion/", "/gestion/reports/"],
    "manager": ["/fr/equipe/"],
    None: ["/fr/", "/accounts/login/", "/v/"],
}  # fmt: skip
EMAILS = {"learner": "ines@velo-lumiere.example", "leader": "leader@velo-lumiere.example",
          "manager": "manager@velo-lumiere.example"}  # fmt: skip


def shoot(url: str, out: Path, roles=PAGES) -> None:
    out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        for role, pages in roles.items():
            for width, height in ((390, 844), (1280, 900)):
                context = browser.new_context(viewport={"width": width, "height": height}, locale="fr-FR")
                page = context.new_page()
                if role:
                    page.goto(f"{url}/accounts/login/")
                    page.fill("input[name=login]", EMAILS[role])
                    page.fill("input[name=password]", PASSWORD)
                    page.press("input[name=password]", "Enter")
                    page.wait_for_load_state("networkidle")
                for path in pages:
                    page.goto(url + path)
                    name = f"{role or 'visitor'}-{path.strip('/').replace('/', '-') or 'home'}-{width}.png"
                    page.screenshot(path=out / name, full_page=True)
                context.close()
        browser.close()


if __name__ == "__main__":
    out = ROOT / "var" / "screenshots"
    if len(sys.argv) > 1:
        shoot(sys.argv[1], out)
        sys.exit()
    with tempfile.TemporaryDirectory() as folder:
        port = _free_port()
        env = {**os.environ, "PORTE_VOIX": "local", "VAR_DIR": folder, "BASE_URL": f"http://localhost:{port}"}
        import subprocess

        subprocess.run([sys.executable, "manage.py", "prepare"], cwd=ROOT, env=env, check=True)
        process = start(env, port)
        try:
            shoot(f"http://localhost:{port}", out)
        finally:
            stop(process)
    print(f"Pictures are in {out}")
