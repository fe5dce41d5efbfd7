"""Tells learning what the levels are called that its courses open."""

from academy.certification.models import Level
from academy.learning.levels import say_level_names
from academy.people.models import Brand


def names(brand: Brand, language: str) -> dict[str, str]:
    return {level.code: level.name_in(language) for level in Level.objects.filter(brand=brand)}


def connect() -> None:
    say_level_names(names)
