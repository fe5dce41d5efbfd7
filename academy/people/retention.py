"""How long things are kept: months per declaration, a brand may set its own; applied every night."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import ModelLogEntry

from academy.people.audit import prune, record
from academy.people.models import Brand, Invitation, PeopleImport
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


LEFT_OVER = timedelta(days=30)


def leftovers(now: datetime | None = None) -> dict[str, QuerySet]:
    """What names people and serves nothing any more: invitations nobody can use, files of people that were imported
    or left lying, sessions that have ended."""
    now = now or timezone.now()
    running = Session.objects.filter(expire_date__gt=now).values("session_key")
    return {
        "people.invitation": Invitation.objects.filter(expires__lt=now - LEFT_OVER),
        "people.peopleimport": PeopleImport.objects.filter(created__lt=now - LEFT_OVER),
        "usersessions.usersession": UserSession.objects.exclude(session_key__in=running),
    }


@transaction.atomic
def forget_leftovers() -> None:
    found = leftovers()
    invited = [str(pk) for pk in found["people.invitation"].values_list("pk", flat=True)]
    model = ContentType.objects.get_for_model(Invitation)
    ModelLogEntry.objects.filter(content_type=model, object_id__in=invited).update(label="", data={})
    for job in found["people.peopleimport"]:
        job.file.delete(save=False)
    for rows in found.values():
        rows.delete()


def prune_audit() -> int:
    return prune(timezone.now() - AUDIT_MONTHS * _MONTH)
