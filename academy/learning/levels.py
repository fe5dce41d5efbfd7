"""Names of the levels that courses open. Certification, a room above, knows them: it says so when the site starts."""

from collections.abc import Callable

from academy.people.models import Brand

Namer = Callable[[Brand, str], dict[str, str]]
_namers: list[Namer] = []


def say_level_names(namer: Namer) -> Namer:
    """Registers who knows the levels: (brand, language) → {code: name}."""
    if namer not in _namers:
        _namers.append(namer)
    return namer


def level_names(brand: Brand, language: str) -> dict[str, str]:
    """Codes of the brand's levels with their names in a language."""
    names: dict[str, str] = {}
    for namer in _namers:
        names |= namer(brand, language)
    return names
