"""Whatever the bytes: an entry with errors or with a scenario that can be written and linted, never an exception."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from academy.exercises.canonical import to_json
from academy.exercises.lint import lint
from academy.exercises.scenario_writer import write_scenario
from academy.exercises.stories.read import read_stories
from academy.exercises.stories.twee_writer import write_twee
from tests.exercises.stories.test_h5p import package
from tests.exercises.stories.test_twee import FILES

SAMPLES = [(path.name, path.read_bytes()) for path in sorted(FILES.iterdir())] + [("colis.h5p", package())]
NAMES = ["x.twee", "x.html", "x.json", "x.h5p", "x.bin"]
HANGS = 30.0  # seconds of processor time: a blink, unless a reader goes square


def survives(data: bytes, name: str) -> None:
    found = read_stories(data, name, "fr")
    assert found
    for one in found:
        assert (one.scenario is None) == bool(one.errors)
        if one.scenario is not None:
            to_json(one.scenario).encode()
            write_scenario(one.scenario)
            write_twee(one.scenario)


@settings(max_examples=150)
@given(st.binary(max_size=400), st.sampled_from(NAMES))
def test_random_bytes(data, name):
    survives(data, name)


@settings(max_examples=150)
@given(st.text(alphabet=":[]|<>-(){}\"'$ \n/ab=+1:*&", max_size=200), st.sampled_from(NAMES))
def test_random_signs(text, name):
    survives(b":: A\n" + text.encode(), name)


@settings(max_examples=300)
@given(st.sampled_from(SAMPLES), st.data())
def test_files_with_a_piece_cut_out_or_put_in(sample, draw):
    name, data = sample
    start = draw.draw(st.integers(0, len(data)))
    end = draw.draw(st.integers(start, min(len(data), start + 40)))
    survives(data[:start] + draw.draw(st.binary(max_size=20)) + data[end:], name)


@pytest.mark.parametrize(
    "text",
    ["[[" * 40_000, "(a:" * 30_000, "<<a " * 20_000, "<<if>>" * 15_000, "[" * 90_000, "<a" * 40_000, "/*" * 40_000,
     "(set: $x to it + 1)" * 4_000, "<script " * 10_000, "{" * 90_000, "<!--" * 20_000,
     '(a:"' * 20_000, "(a:)[" * 15_000],
)  # fmt: skip
def test_a_passage_of_one_repeated_sign_is_read_in_a_moment(text):
    began = time.process_time()
    for name in ("x.twee", "x.html"):
        survives(b":: A\n" + text[:99_000].encode(), name)
    assert time.process_time() - began < HANGS


def test_imported_stories_can_be_linted():
    for name, data in SAMPLES:
        for found in read_stories(data, name, "fr"):
            assert lint(found.scenario) is not None
