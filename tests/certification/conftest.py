import pytest

from tests.learning.exam_world import academy  # noqa: F401
from tests.people.conftest import brand, community_manager, employee, leader, other_brand, shops  # noqa: F401


@pytest.fixture(autouse=True)
def _own_keys(tmp_path, monkeypatch, settings):
    """Private keys and certificates of a test go to its own folder."""
    monkeypatch.setenv("KEYS_DIR", str(tmp_path / "keys"))
    private = {**settings.STORAGES["private"], "OPTIONS": {"location": tmp_path / "private", "base_url": None}}
    settings.STORAGES = {**settings.STORAGES, "private": private}
