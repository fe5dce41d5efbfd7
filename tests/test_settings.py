"""Production refuses what would hurt it, in a sentence that names the remedy."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
GOOD = {
    "PORTE_VOIX": "production",
    "SECRET_KEY": "k7#Zq" * 12 + "abcdefgh",
    "DATABASE_URL": "postgres://u:p@db.example/n",
    "ALLOWED_HOSTS": "learn.example.org",
    "BASE_URL": "https://learn.example.org",
}


def check(tmp_path, *arguments: str, command=("check",), **changes: str | None) -> subprocess.CompletedProcess:
    env = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), **GOOD, **changes}
    return subprocess.run(
        [sys.executable, "manage.py", *command, *arguments],
        cwd=ROOT,
        env={k: v for k, v in env.items() if v is not None},
        capture_output=True,
        text=True,
    )


def test_check_deploy_is_clean(tmp_path):
    done = check(tmp_path, "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("changes", "remedy"),
    [
        ({"DEBUG": "1"}, "Remove DEBUG"),
        ({"SECRET_KEY": None}, "SECRET_KEY is missing or weak"),
        ({"SECRET_KEY": "django-insecure-" + "x1y2z3" * 10}, "SECRET_KEY is missing or weak"),
        ({"DATABASE_URL": None}, "ALLOW_SQLITE=1"),
        ({"PORTE_VOIX": "prod"}, "Set it to production, local or test"),
    ],
)
def test_it_refuses_and_names_the_remedy(tmp_path, changes, remedy):
    done = check(tmp_path, **changes)
    assert done.returncode != 0
    assert remedy in done.stderr


def test_sqlite_is_allowed_when_meant(tmp_path):
    assert check(tmp_path, DATABASE_URL=None, ALLOW_SQLITE="1").returncode == 0


def test_what_one_process_counts_another_process_sees(tmp_path):
    for code in ("cache.set('guesses', 4, 60)", "assert cache.incr('guesses') == 5, cache.get('guesses')"):
        done = check(tmp_path, f"from django.core.cache import cache; {code}", command=("shell", "--no-imports", "-c"))
        assert done.returncode == 0, done.stderr
