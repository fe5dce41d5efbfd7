"""A theme's colours, for what knows no style sheet: mails, the manifest of the site as an app."""

import tomllib
from functools import cache

from django.conf import settings

DEFAULT = "porte-voix"


@cache
def colours_of(theme: str) -> dict[str, str]:
    """paper, surface, ink, muted, line, accent, on_accent …; those of the default theme when there is no such theme."""
    file = settings.THEMES_DIR / theme / "theme.toml"
    return tomllib.loads(file.read_text())["colours"] if file.is_file() else colours_of(DEFAULT)
