"""Every icon a template names exists: a missing one fails only on the page that shows it, perhaps months later."""

import re
from pathlib import Path

import lucide
import pytest

ACADEMY = Path(__file__).resolve().parents[1] / "academy"
NAMED = re.compile(r'\{% lucide "([^"]+)"')


def icons() -> dict[str, str]:
    """Name of an icon → a template that uses it."""
    return {
        name: str(template.relative_to(ACADEMY))
        for template in sorted(ACADEMY.rglob("templates/**/*.html"))
        for name in NAMED.findall(template.read_text())
    }


@pytest.mark.parametrize(("name", "template"), sorted(icons().items()))
def test_the_icon_exists(name, template):
    assert lucide._load_icon(name) is not None
