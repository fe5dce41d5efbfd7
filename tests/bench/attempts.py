"""Complete attempts over HTTP at 1, 8 and 32 learners at once, on SQLite and on PostgreSQL, against a yardstick view
that does one session read and one insert in the same run. Errors and lost answers are counted.

The site is gunicorn as `manage.py serve` starts it; learners share the machine's cores with it. Seconds per figure:
BENCH_SECONDS (5). PostgreSQL is the throw-away one of .ci/postgres (no fsync), on TEST_PG_PORT.
"""

import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench import Line
from tests.bench.site import DECISIONS, QUESTIONS

ROOT = Path(__file__).resolve().parents[2]
SECONDS = float(os.environ.get("BENCH_SECONDS", "5"))
LEARNERS = (1, 8, 32)
TOKEN = "b" * 32  # any token does, sent in the cookie and in the header


@dataclass
class Tally:
    whole: int = 0  # attempts finished
    actions: int = 0  # acknowledged as saved
    errors: int = 0
    taken: list[float] = field(default_factory=list)  # seconds of each action

    def p95(self) -> float:
        return 1000 * statistics.quantiles(self.taken, n=20)[-1] if len(self.taken) > 1 else 0.0


class Learner:
    """A browser's least: one connection that stays, a session, a token."""

    def __init__(self, port: int, session: str):
        self.connection = http.client.HTTPConnection("localhost", port, timeout=60)
        self.headers = {
            "Cookie": f"sessionid={session}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN, "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
        }  # fmt: skip

    def post(self, path: str, **data: object) -> tuple[int, str, bytes]:
        try:
            self.connection.request("POST", path, urllib.parse.urlencode(data), self.headers)
            answer = self.connection.getresponse()
            return answer.status, answer.headers.get("Location", ""), answer.read()
        except (OSError, http.client.HTTPException):
            self.connection.close()
            return 0, "", b""


def _act(learner: Learner, tally: Tally, path: str, **data: object) -> dict:
    began = time.perf_counter()
    status, _where, body = learner.post(path, **data)
    tally.taken.append(time.perf_counter() - began)
    found = json.loads(body) if status == 200 else {}
    tally.actions += bool(found.get("saved"))
    tally.errors += not found.get("saved")
    return found


def _attempt_at(learner: Learner, tally: Tally, page: int) -> str:
    status, where, _body = learner.post(f"/fr/etape/{page}/commencer/", again="1")
    if status != 303 or "/tentative/" not in where:
        tally.errors += 1
        return ""
    return where.partition("#")[0] + "agir/"


def quiz(learner: Learner, tally: Tally, pages: dict) -> None:
    path = _attempt_at(learner, tally, pages["quiz"])
    if not path:
        return
    for number in range(QUESTIONS):
        _act(learner, tally, path, item=f"q{number}", chosen="a", seq=number)
    tally.whole += _act(learner, tally, path, submit="1", seq=QUESTIONS).get("status") == "done"


def scenario(learner: Learner, tally: Tally, pages: dict) -> None:
    path = _attempt_at(learner, tally, pages["scenario"])
    if not path:
        return
    status = ""
    for number in range(DECISIONS):
        status = _act(learner, tally, path, choice="a", seq=number).get("status")
    tally.whole += status == "done"


def yardstick(learner: Learner, tally: Tally, pages: dict) -> None:
    began = time.perf_counter()
    status, _where, _body = learner.post("/yardstick/", chosen="a")
    tally.taken.append(time.perf_counter() - began)
    tally.errors += status != 200
    tally.actions += status == 200


def measure(port: int, made: dict, learners: int, work: Callable) -> tuple[Tally, float]:
    """Everybody works for SECONDS and finishes what they began; → sums, and seconds it took."""
    tallies, began = [Tally() for _ in range(learners)], time.perf_counter()

    def live(tally: Tally, session: str) -> None:
        learner = Learner(port, session)
        while time.perf_counter() - began < SECONDS:
            work(learner, tally, made)

    threads = [
        threading.Thread(target=live, args=(tally, session))
        for tally, session in zip(tallies, made["sessions"], strict=False)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    total = Tally()
    for one in tallies:
        total.whole, total.actions = total.whole + one.whole, total.actions + one.actions
        total.errors, total.taken = total.errors + one.errors, total.taken + one.taken
    return total, time.perf_counter() - began


@contextmanager
def site(database: str | None) -> Iterator[tuple[int, dict, Callable]]:
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        env = {
            **os.environ, "PORTE_VOIX": "local", "VAR_DIR": folder, "BASE_URL": f"http://localhost:{port}",
            "DJANGO_SETTINGS_MODULE": "tests.bench.site.settings",
        }  # fmt: skip
        env.pop("DATABASE_URL", None)
        if database:
            env["DATABASE_URL"] = database

        def run(*arguments: str) -> str:
            return subprocess.run(
                [sys.executable, *arguments], cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE, text=True
            ).stdout

        run("manage.py", "migrate", "--verbosity", "0")
        made = json.loads(run("-m", "tests.bench.site.make").splitlines()[-1])
        web = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "academy.wsgi", "--bind", f"127.0.0.1:{port}", "--worker-class",
             "gthread", "--workers", "2", "--threads", "2", "--log-level", "warning"],
            cwd=ROOT, env=env,
        )  # fmt: skip
        try:
            _until_it_answers(port)
            yield port, made, lambda: json.loads(run("-m", "tests.bench.site.make", "saved").splitlines()[-1])
        finally:
            web.terminate()
            web.wait(timeout=30)


def _until_it_answers(port: int) -> None:
    for _ in range(300):
        try:
            connection = http.client.HTTPConnection("localhost", port, timeout=5)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the site did not answer")


@contextmanager
def databases() -> Iterator[list[tuple[str, str | None]]]:
    """SQLite, and PostgreSQL with a database that is thrown away."""
    env = {**os.environ, "TEST_PG_PORT": os.environ.get("TEST_PG_PORT", "54331")}
    started = subprocess.run(
        [".ci/postgres", "start"], cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, check=True
    )
    url, name = started.stdout.strip(), f"bench_{os.getpid()}"
    subprocess.run(["psql", url, "-qc", f"CREATE DATABASE {name}"], check=True)
    try:
        yield [("SQLite", None), ("PostgreSQL", f"{url.rpartition('/')[0]}/{name}")]
    finally:
        subprocess.run(["psql", url, "-qc", f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"], check=False)
        if "TEST_PG_PORT" not in os.environ:
            subprocess.run([".ci/postgres", "stop"], cwd=ROOT, env=env, check=False)


def lines() -> Iterator[Line]:
    with databases() as found:
        for name, url in found:
            with site(url) as (port, made, saved):
                yield from _of_site(name, port, made, saved)


def _of_site(name: str, port: int, made: dict, saved: Callable) -> Iterator[Line]:
    sums = {"quiz": Tally(), "scenario": Tally()}
    measure(port, made, 2, quiz)  # warm
    base = saved()
    for learners in LEARNERS:
        least, spent = measure(port, made, learners, yardstick)
        least_rate, least_p95 = least.actions / spent, least.p95()
        yield Line(f"{name}, {learners:>2} at once: yardstick", least_rate, f"/s, p95 {least_p95:.0f} ms")
        for kind, work in (("quiz", quiz), ("scenario", scenario)):
            tally, spent = measure(port, made, learners, work)
            sums[kind].whole += tally.whole
            sums[kind].actions += tally.actions
            what = "attempts of 10 questions" if kind == "quiz" else f"scenarios of {DECISIONS} decisions"
            yield Line(f"  {what}", tally.whole / spent, f"whole/s, {tally.errors} errors")
            rate, p95 = tally.actions / spent, tally.p95()
            yield Line(f"  {kind} actions", rate, "/s", "yardsticks each", least_rate / rate if rate else 0)
            yield Line(f"  {kind} actions, p95", p95, "ms", "p95 of the yardstick", p95 / least_p95)
    after = saved()
    for kind, tally in sums.items():
        lost = tally.actions - (after[kind][1] - base[kind][1])
        lost_whole = tally.whole - (after[kind][0] - base[kind][0])
        yield Line(f"{name}: {kind} answers acknowledged and not in the database", lost, f"lost of {tally.actions}")
        yield Line(f"{name}: {kind} attempts finished and not in the database", lost_whole, f"lost of {tally.whole}")
