"""Identifiers made from what people write."""

import re

from academy.exercises.wording import fold


def slug_of(text: str, default: str = "x") -> str:
    """Lower case without accents, digits and hyphens: "Écoute active" → "ecoute-active"."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text).text).strip("-")[:60].strip("-") or default
