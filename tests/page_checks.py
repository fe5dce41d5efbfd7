"""What outside tools say of the pages: the Nu checker on their HTML, Lighthouse on seven of them.

`make html` and `make lighthouse` (npm, Java and Chromium are needed). With an address as argument an instance that
already runs is looked at: `python -m tests.page_checks html http://localhost:8000`.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

from tests.page_types import COURSE, LESSON, QUIZ, ROLES, SCENARIO, sign_in, walk
from tests.screenshots import ROOT, serving

TOOLS = ROOT / "var" / "tools"
PACKAGES = ["vnu-jar@26.9.27", "lighthouse@12.8.2"]
CATEGORIES = ["performance", "accessibility", "best-practices"]
LEARNER = "ines.benali"
# Seven pages that matter most: (name, who, address); a scenario and a quiz are looked at while they are played.
MEASURED = {
    "login": ("", "/accounts/login/"),
    "home": (LEARNER, "/fr/"),
    "course": (LEARNER, COURSE),
    "lesson": (LEARNER, LESSON),
    "scenario": (LEARNER, SCENARIO),
    "quiz": (LEARNER, QUIZ),
    "certificate": ("karim.haddad", "/fr/mes-attestations/"),
}


def install() -> None:
    TOOLS.mkdir(parents=True, exist_ok=True)
    if not (TOOLS / "node_modules" / "lighthouse").is_dir():
        subprocess.run(["npm", "install", "--no-save", "--no-audit", "--no-fund", *PACKAGES], cwd=TOOLS, check=True)


def browser_of(play):
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    return play.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)


def html(url: str) -> int:
    """Every kind of page as the server sent it, through the Nu checker; the number of errors."""
    out = ROOT / "var" / "html"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    with sync_playwright() as play:
        browser = browser_of(play)
        for who, kinds in ROLES.items():
            page = browser.new_context(locale="fr-FR").new_page()
            if who:
                sign_in(page, url, who)
            for kind in kinds:
                try:
                    next(walk(page, url, [kind]))
                except Error as problem:
                    print(f"{who} {kind.name}: {problem.message.splitlines()[0]}")
                sent = page.request.get(page.url).text()
                (out / f"{who or 'visitor'}-{kind.name}.html").write_text(sent)
        browser.close()
    jar = TOOLS / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    files = sorted(str(path.relative_to(ROOT)) for path in out.iterdir())
    said = subprocess.run(
        ["java", "-jar", str(jar), "--errors-only", "--format", "gnu", *files], cwd=ROOT, capture_output=True, text=True
    ).stderr.splitlines()
    said = [line for line in said if "“hx-" not in line]  # HTMX's attributes: known, and no browser minds
    print(*said, sep="\n")
    print(f"{len(files)} pages, {len(said)} errors")
    return len(said)


def lighthouse(url: str) -> int:
    """Points of a hundred per page and category, on Lighthouse's own slow phone; the number below 95."""
    low = 0
    with sync_playwright() as play:
        browser = browser_of(play)
        cookies, addresses = {}, {}
        for name, (who, address) in MEASURED.items():
            context = browser.new_context(locale="fr-FR")
            page = context.new_page()
            if who:
                sign_in(page, url, who)
            page.goto(url + address)
            if name in {"scenario", "quiz"}:
                page.locator(".step-end button").first.click()
                page.wait_for_url("**/tentative/**")
            addresses[name] = page.url
            cookies[name] = "; ".join(f"{one['name']}={one['value']}" for one in context.cookies())
        browser.close()
    print(f"{'page':<12}", *(f"{category:>15}" for category in CATEGORIES))
    for name, address in addresses.items():
        points = _points(address, cookies[name])
        low += sum(point < 95 for point in points)
        print(f"{name:<12}", *(f"{point:>15}" for point in points), flush=True)
    return low


def _points(address: str, cookies: str) -> list[int]:
    report = ROOT / "var" / "lighthouse.json"
    subprocess.run(
        [
            str(TOOLS / "node_modules" / ".bin" / "lighthouse"), address, "--quiet", "--output=json",
            f"--output-path={report}", f"--only-categories={','.join(CATEGORIES)}",
            f"--extra-headers={json.dumps({'Cookie': cookies})}",
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-background-networking",
        ],
        env={**os.environ, "CHROME_PATH": shutil.which("chromium") or ""}, check=True,
    )  # fmt: skip
    found = json.loads(Path(report).read_text())["categories"]
    return [round((found[category]["score"] or 0) * 100) for category in CATEGORIES]


if __name__ == "__main__":
    check = {"html": html, "lighthouse": lighthouse}[sys.argv[1]]
    install()
    if len(sys.argv) > 2:
        sys.exit(bool(check(sys.argv[2])))
    with serving() as (address, _manage):
        sys.exit(bool(check(address)))
