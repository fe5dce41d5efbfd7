"""What certificates have to do with regrades: the marks levels ask of a quiz, and which certificates rest on it."""

from uuid import UUID

from academy.certification.evidence import key_of
from academy.certification.models import Award, Requirement
from academy.learning.signals import marks_wanted
from academy.people.models import Brand


def asking(brand: Brand, step_key: UUID) -> list[Requirement]:
    """Requirements of the brand's levels that this exercise meets."""
    rows = Requirement.objects.filter(level__brand=brand, kind__in=("quiz", "scenario")).select_related("level__brand")
    return [row for row in rows if key_of(brand, row.kind, row.ref) == str(step_key)]


def marks_of(sender, brand: Brand, step_key: UUID, **kwargs) -> set[int]:
    return {row.pass_mark for row in asking(brand, step_key) if row.pass_mark}


def resting_on(brand: Brand, step_key: UUID, people: set[int]) -> dict[int, list[Award]]:
    """Person → certificates in force of levels that ask for this exercise."""
    levels = {row.level_id for row in asking(brand, step_key)}
    found: dict[int, list[Award]] = {}
    awards = Award.objects.filter(brand=brand, level__in=levels, person__in=people).in_force_on()
    for award in awards.select_related("level"):
        found.setdefault(award.person_id, []).append(award)
    return found


def connect() -> None:
    marks_wanted.connect(marks_of, dispatch_uid="certification: marks of levels")
