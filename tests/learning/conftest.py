"""A small published academy: a brand, one course (lesson, scenario, quiz) and an employee."""

from pathlib import Path

import pytest

from tests.learning.academies import Academy, loads, standing_academy
from tests.stages import stage

INBOX = (Path(__file__).parents[1] / "exercises/examples/paiement.md").read_text(encoding="utf-8")

stage("academy_rows", loads({}))
stage("inbox_rows", loads({"fr/base/01-debut/04-veille.md": INBOX}))


@pytest.fixture
def academy(academy_rows) -> Academy:
    return standing_academy()


@pytest.fixture
def learner(client, academy):
    """A browser signed in as the academy's employee."""
    client.force_login(academy.learner)
    return client
