"""How long things are kept: months per declaration, a brand may set its own; applied every night."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models, transaction
from django.db.models import QuerySet
from django.utils import timezone

from academy.people.audit import prune, record
from academy.people.models import Brand
from academy.people.privacy import Declaration, declarations, delete_rows

AUDIT_MONTHS = 36
_MONTH = timedelta(days=30.44)


@dataclass(frozen=True)
class Due:
    """What one declaration owes to time in one brand."""

    declaration: Declaration
    brand: Brand
    months: int
    rows: QuerySet


def months_of(declaration: Declaration, brand: Brand) -> int:
    return int(brand.retention.get(declaration.key, declaration.months))


def due(brand: Brand, now: datetime | None = None) -> list[Due]:
    found = []
    for declaration in declarations():
        if declaration.months is None:
            continue
        months = months_of(declaration, brand)
        limit = (now or timezone.now()) - months * _MONTH
        field = declaration.model._meta.get_field(declaration.since.partition("__")[0])
        if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
            limit = limit.date()
        conditions = {f"{declaration.since}__lt": limit, _brand_of(declaration): brand}
        rows = declaration.model._default_manager.filter(**conditions)
        found.append(Due(declaration, brand, months, rows))
    return found


def _brand_of(declaration: Declaration) -> str:
    names = {field.name for field in declaration.model._meta.get_fields()}
    return "brand" if "brand" in names else f"{declaration.person.rpartition('__')[0]}__brand"


@transaction.atomic
def apply(brand: Brand) -> dict[str, int]:
    """Do what is due; → {declaration: rows}. Safe to repeat."""
    counts = {}
    for item in due(brand):
        count = item.rows.count()
        if count:
            (item.declaration.expire or delete_rows)(item.rows)
            counts[item.declaration.key] = count
    if counts:
        record(None, "retention.applied", brand, **{key.replace(".", "_"): n for key, n in counts.items()})
    return counts


def prune_audit() -> int:
    return prune(timezone.now() - AUDIT_MONTHS * _MONTH)
