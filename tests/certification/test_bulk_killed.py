"""A batch killed with -9 in the middle and started again: every certificate once, none missing. Real processes."""

import hashlib
import os
import shutil
import signal
import sqlite3
import time
import traceback
import zipfile
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from tests.certification.awards import make_award
from tests.conftest import sqlite_image
from tests.people.factories import make_brand

COUNT = 6
pytestmark = pytest.mark.once  # the processes have a SQLite file of their own, whatever the others are tested on


@pytest.fixture
def begin(tmp_path, django_db_setup, django_db_blocker):
    """Begins a process with a database of its own, copied from the migrated one; → its id. A process is forked, for
    starting Python and Django anew takes three times as long as the test."""
    database = tmp_path / "db.sqlite3"
    shutil.copy(sqlite_image(), database)

    def fork(act) -> int:
        child = os.fork()
        if child:
            return child
        try:
            django_db_blocker.unblock()
            connection.connection = None
            connection.settings_dict["NAME"] = str(database)
            act()
            os._exit(0)
        except BaseException:
            traceback.print_exc()
        os._exit(1)

    return fork


def make() -> None:
    brand, today = make_brand("Banc", "banc.exemple"), timezone.localdate()
    for number in range(COUNT):
        make_award(brand, holder=f"Personne {number}", issued=today, expires=today + timedelta(days=300))


def printed(tmp_path: Path) -> dict[str, str]:
    """Number of each certificate with a paper → the hash of it."""
    with sqlite3.connect(tmp_path / "db.sqlite3") as database:
        rows = database.execute("SELECT number, paper_hash FROM certification_award WHERE pdf <> ''")
        return dict(rows.fetchall())


def test_killed_in_the_middle_it_goes_on_without_a_double_or_a_gap(begin, tmp_path):
    out = tmp_path / "all.zip"

    def export() -> None:
        call_command("export_certificates", "--out", str(out), stdout=StringIO())

    first = begin(lambda: (make(), export()))
    while len(printed(tmp_path)) < 2:
        assert os.waitpid(first, os.WNOHANG) == (0, 0), "it ended before it could be killed"
        time.sleep(0.01)
    os.kill(first, signal.SIGKILL)
    _, ended = os.waitpid(first, 0)
    before = printed(tmp_path)
    assert os.WTERMSIG(ended) == signal.SIGKILL
    assert not out.exists() and 2 <= len(before) < COUNT

    _, ended = os.waitpid(begin(export), 0)

    after = printed(tmp_path)
    assert ended == 0 and len(after) == COUNT
    assert {number: after[number] for number in before} == before  # what was made was not made again
    with zipfile.ZipFile(out) as archive:
        names = archive.namelist()
        assert len(names) == len(set(names)) == COUNT
        for number, known in after.items():
            (name,) = [one for one in names if number in one]
            assert hashlib.sha256(archive.read(name)).hexdigest() == known
