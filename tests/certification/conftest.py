import time
from types import SimpleNamespace

import pytest

from academy.certification import rate_limit
from tests.learning.exam_world import academy  # noqa: F401
from tests.people.conftest import brand, community_manager, employee, leader, other_brand, shops  # noqa: F401


@pytest.fixture(autouse=True)
def _own_keys(tmp_path, monkeypatch, settings):
    """Private keys and certificates of a test go to its own folder."""
    monkeypatch.setenv("KEYS_DIR", str(tmp_path / "keys"))
    private = {**settings.STORAGES["private"], "OPTIONS": {"location": tmp_path / "private", "base_url": None}}
    settings.STORAGES = {**settings.STORAGES, "private": private}


@pytest.fixture
def one_minute(monkeypatch):
    """Requests are counted by the minute: however slow the machine, all of a test fall into the same one."""
    now = time.time()
    monkeypatch.setattr(rate_limit, "time", SimpleNamespace(time=lambda: now))
