"""A real site, made by the same commands as `make run`, served by the same command, on its own database and port."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import postgres_image, sqlite_image

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "porte-voix-demo"


@dataclass
class Server:
    url: str
    env: dict
    process: subprocess.Popen

    def manage(self, *arguments: str) -> str:
        """What `manage.py …` prints; what it says of an error goes to pytest's own output."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT, env=self.env, check=True, stdout=subprocess.PIPE, text=True,
        ).stdout  # fmt: skip


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(env: dict, port: int) -> subprocess.Popen:
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--port", str(port)],
        cwd=ROOT, env=env, start_new_session=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"http://localhost:{port}/healthz", timeout=2)
            return process
        except OSError:
            if process.poll() is not None:
                raise RuntimeError("manage.py serve stopped") from None
            time.sleep(0.3)
    raise RuntimeError("the site did not answer within 90 seconds")


def stop(process: subprocess.Popen) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def _begin_migrated(folder: Path, env: dict) -> str:
    """The name of a PostgreSQL database made for this site, "" on SQLite.

    The image that the other tests have made saves half a minute of migrations, on either.
    """
    server = env.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        if sqlite_image().exists():
            shutil.copy(sqlite_image(), folder / "db.sqlite3")
        return ""
    name, image = f"journey_{os.getpid()}", postgres_image()
    known = subprocess.run(
        ["psql", server, "-Atqc", f"SELECT 1 FROM pg_database WHERE datname = '{image}'"],
        check=True, stdout=subprocess.PIPE,
    ).stdout.strip()  # fmt: skip
    template = f' TEMPLATE "{image}"' if known else ""
    subprocess.run(["psql", server, "-qc", f"CREATE DATABASE {name}{template}"], check=True)
    return name


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    port = _free_port()
    url = f"http://localhost:{port}"
    env = {**os.environ, "PORTE_VOIX": "local", "VAR_DIR": str(folder), "BASE_URL": url, "PYTHONUNBUFFERED": "1"}
    env["DJANGO_SETTINGS_MODULE"] = "academy.settings"  # pytest's own are those of the tests
    if created := _begin_migrated(folder, env):
        env["DATABASE_URL"] = f"{env['DATABASE_URL'].rsplit('/', 1)[0]}/{created}"
    else:
        env.pop("DATABASE_URL", None)
    fonts = ROOT / "var" / "build"
    if fonts.is_dir():
        shutil.copytree(fonts, folder / "build")
    subprocess.run([sys.executable, "manage.py", "prepare"], cwd=ROOT, env=env, check=True)
    site = Server(url, env, start(env, port))
    yield site
    stop(site.process)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    chromium = shutil.which("chromium")
    if not chromium:
        pytest.fail("Chromium is missing. Type: apt-get install chromium")
    return {
        **browser_type_launch_args,
        "executable_path": chromium,
        "args": [
            "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync",
        ],
    }  # fmt: skip
