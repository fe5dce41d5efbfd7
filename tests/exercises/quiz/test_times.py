"""Quartiles read from counts per bucket, against numpy on the times themselves."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.exercises.times import LONGEST, bucket_of, quartiles


def histogram(times) -> dict[int, int]:
    found: dict[int, int] = {}
    for seconds in times:
        found[bucket_of(seconds)] = found.get(bucket_of(seconds), 0) + 1
    return found


@pytest.mark.parametrize("seed", range(5))
def test_quartiles_are_those_of_numpy_within_a_tenth(seed):
    times = np.random.default_rng(seed).lognormal(3, 0.8, 400)
    found = quartiles(histogram(times))
    assert (found.quick, found.median, found.slow) == pytest.approx(np.quantile(times, [0.25, 0.5, 0.75]), rel=0.1)


def test_a_phone_put_down_does_not_move_the_median_as_it_moves_a_mean():
    times = [20.0] * 40
    calm, left = quartiles(histogram(times)), quartiles(histogram([*times, 40_000, 50_000]))
    assert left.median == pytest.approx(calm.median, rel=0.02) and np.mean([*times, 3_600, 3_600]) > 180


@given(st.lists(st.floats(0, 1e6), min_size=1))
def test_any_times_give_quartiles_in_order_and_whoever_is_added_first(times):
    found = quartiles(histogram(times))
    assert 1 <= found.quick <= found.median <= found.slow <= LONGEST * 2**0.25
    assert quartiles(histogram(reversed(times))) == found and quartiles({}) is None
