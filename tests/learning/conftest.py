"""A small published academy: a brand, one course (lesson, scenario, quiz) and an employee."""

import pytest

from tests.learning.academies import Academy, loads, standing_academy
from tests.stages import stage

stage("academy_rows", loads({}))


@pytest.fixture
def academy(academy_rows) -> Academy:
    return standing_academy()


@pytest.fixture
def learner(client, academy):
    """A browser signed in as the academy's employee."""
    client.force_login(academy.learner)
    return client
