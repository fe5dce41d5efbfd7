"""docs/security.md names tests: each of them is there, and each chapter of the standard has an answer."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "security.md").read_text()
REFERENCE = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


def test_every_test_it_names_exists():
    named = set(REFERENCE.findall(TEXT))
    gone = []
    for file, name in named:
        path = ROOT / file
        if not path.is_file() or (name and f"\ndef {name}(" not in path.read_text()):
            gone.append(f"{file}::{name}")
    assert len(named) > 50 and not gone, sorted(gone)


def test_every_reference_is_one_that_this_test_reads():
    loose = [word for word in re.findall(r"`([^`]*test_[^`]*)`", TEXT) if not REFERENCE.fullmatch(f"`{word}`")]
    assert not [word for word in loose if word != "file::test"]


def test_every_chapter_of_asvs_5_has_an_answer():
    chapters = re.findall(r"^### V(\d+) .+: (yes|partly|not used)", TEXT, re.MULTILINE)
    assert [int(number) for number, _state in chapters] == list(range(1, 18))
