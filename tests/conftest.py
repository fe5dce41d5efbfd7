"""One migrated image of the database, made once and copied: a single test starts in seconds, on both databases."""

import fcntl
import hashlib
import os
import sqlite3
from pathlib import Path

import pytest
from hypothesis import settings

from tests import stages

# Time never decides a test: on a busy machine an example may take longer than hypothesis's 200 ms.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's sync API keeps an event loop
CACHE = Path(__file__).resolve().parents[1] / "var" / "test"
_BLOCKER: dict = {}  # how a hook reaches the database once pytest-django has set it up


def pytest_collection_modifyitems(config, items):
    """The longest file first, so that two workers end together; the journey that publishes in a course last.

    On PostgreSQL only what reads or writes a database and can differ there: the rest has run on SQLite already.
    """
    items.sort(key=lambda item: ("access" not in item.path.parts, item.path.name == "test_leader.py"))
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return
    stays = [item for item in items if _touches_a_database(item) and not item.get_closest_marker("once")]
    config.hook.pytest_deselected(items=[item for item in items if item not in stays])
    items[:] = stays


def _touches_a_database(item) -> bool:
    asked = {"db", "transactional_db", "django_db_setup", "live_server", "server"} & set(item.fixturenames)
    return bool(asked) or item.get_closest_marker("django_db") is not None


def _migrations_key() -> str:
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(None, ignore_no_migrations=True)
    digest = hashlib.sha256()
    for app, name in sorted(loader.disk_migrations):
        module = __import__(loader.disk_migrations[app, name].__module__, fromlist=["_"])
        digest.update(f"{app}.{name}".encode() + Path(module.__file__).read_bytes())
    return digest.hexdigest()[:16]


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker):
    from django.db import connection

    _BLOCKER["unblock"] = django_db_blocker.unblock
    CACHE.mkdir(parents=True, exist_ok=True)
    with django_db_blocker.unblock(), (CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # of two workers one makes the image, the other waits and copies it
        setup = _set_up_postgres if connection.vendor == "postgresql" else _set_up_sqlite
        tear_down = setup(connection)
    yield
    with django_db_blocker.unblock():
        stages.leave()
        tear_down()


def sqlite_image() -> Path:
    return CACHE / f"migrated-{_migrations_key()}.sqlite3"


def _set_up_sqlite(connection):
    from django.test.utils import setup_databases

    image = sqlite_image()
    if image.exists():
        connection.close()
        connection.settings_dict["NAME"] = connection.creation._get_test_db_name()
        connection.ensure_connection()
        _load_image(connection, image)
    else:
        setup_databases(verbosity=0, interactive=False)
        for old in CACHE.glob("migrated-*.sqlite3"):
            old.unlink()
        target = sqlite3.connect(image.with_suffix(".making"))
        connection.connection.backup(target)
        target.close()
        os.replace(image.with_suffix(".making"), image)
    return lambda: None


def _load_image(connection, image: Path) -> None:
    source = sqlite3.connect(image)
    source.backup(connection.connection)
    source.close()


def postgres_image() -> str:
    return f"image_{_migrations_key()}"


def _set_up_postgres(connection):
    from django.db import connections
    from django.test.utils import setup_databases

    image = postgres_image()
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [image])
        known = cursor.fetchone()
    if not known:
        connection.settings_dict["TEST"]["NAME"] = f"{image}_making"
        setup_databases(verbosity=0, interactive=False)
        connections.close_all()
        with connection.creation.connection._nodb_cursor() as cursor:
            cursor.execute(f'ALTER DATABASE "{image}_making" RENAME TO "{image}"')
    name = f"test_{os.getpid()}"
    _copy_postgres_image(connection, image, name)
    connection.settings_dict["NAME"] = name
    connection.close()
    return lambda: (connections.close_all(), _drop(connection, name))


def _drop(connection, name: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _copy_postgres_image(connection, image: str, name: str) -> None:
    _drop(connection, name)
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{image}"')


@pytest.hookimpl(tryfirst=True)
def pytest_fixture_setup(fixturedef, request):
    """The rows of the stage that a test asks for stand before its own transaction begins."""
    if fixturedef.argname == "_django_db_helper":
        wanted = next((name for name in stages.MAKERS if name in request.fixturenames), None)
        with _BLOCKER["unblock"]():
            stages.turn_to(wanted)


@pytest.fixture
def academy_rows(db):
    """The course of `tests/learning/conftest.py`."""


@pytest.fixture
def replies_rows(db):
    """The same with two reply exercises (`tests/learning/replies.py`)."""


@pytest.fixture
def inbox_rows(db):
    """The same with an inbox (`tests/learning/test_inbox_player.py`)."""


@pytest.fixture
def exam_rows(db):
    """The same with an exam (`tests/learning/exam_world.py`)."""


def _flushes(item) -> bool:
    marker = item.get_closest_marker("django_db")
    asked = {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return bool((marker and marker.kwargs.get("transaction")) or asked)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item):
    """Transactional tests flush the rows that data migrations made: give the image back to the next test.

    A fixture would be too early: pytest-django's own, which flushes, was set up before ours and so ends after it.
    """
    yield
    if not _flushes(item) or "unblock" not in _BLOCKER:
        return
    from django.db import connection

    with _BLOCKER["unblock"]():
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            _load_image(connection, sqlite_image())
        else:
            name = connection.settings_dict["NAME"]
            connection.close()
            _copy_postgres_image(connection, postgres_image(), name)


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path):
    """Files that a test makes go to its own folder; the cache starts empty."""
    from django.core.cache import cache

    settings.MEDIA_ROOT = tmp_path / "media"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    cache.clear()
