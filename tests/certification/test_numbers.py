"""A number as people type it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.certification.models import new_number
from academy.certification.numbers import read_number


@given(st.integers())
def test_every_number_reads_back_however_it_is_typed(_seed):
    number = new_number()
    for typed in (number, number.lower(), number.replace("-", ""), number.replace("-", " "), number[3:],
                  f"  {number}\n", f"https://exemple.fr/v/{number}?lang=en", number.replace("-", "‑")):  # fmt: skip
        assert read_number(typed) == number


@pytest.mark.parametrize("typed", ["", "PV", "PV-12345-12345-12345", "PV-22222-22222-2222", "../../etc", "é" * 500])
def test_what_cannot_be_a_number_is_none(typed):
    assert read_number(typed) is None
