"""Rows that many tests begin with, made once for all tests in a row that ask for them.

A fixture registered here by name, and asked for by a test, gets its rows in a transaction around those of the tests:
pytest-django rolls back each test to them. Tests of one file stand in a row, so a file pays once, not once a test.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path

MAKERS: dict[str, Callable[[Path], None]] = {}
_open: dict = {"name": None, "atomic": None}


def stage(name: str, make: Callable[[Path], None]) -> None:
    """Makes the rows, given an empty folder, when a test asks for the fixture `name`."""
    MAKERS[name] = make


def turn_to(name: str | None) -> None:
    """Takes the rows of another stage away and makes those of `name`; nothing when they stand already."""
    from django.db import transaction

    if _open["name"] == name:
        return
    leave()
    if name:
        atomic = transaction.atomic()
        atomic.__enter__()
        _open.update(name=name, atomic=atomic)
        with tempfile.TemporaryDirectory() as folder:
            MAKERS[name](Path(folder))


def leave() -> None:
    from django.db import transaction

    if _open["atomic"]:
        transaction.set_rollback(True)
        _open["atomic"].__exit__(None, None, None)
        _open.update(name=None, atomic=None)
