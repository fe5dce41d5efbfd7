"""A company of 20,000 comes in within a minute, on either database."""

import pytest

from tests.bench.people import benchmarks

pytestmark = pytest.mark.once


def test_twenty_thousand_people_in_a_minute(db):
    for what, seconds, _limit in benchmarks():
        print(f"{what}: {seconds:.1f} s")
        assert seconds < 60, what
