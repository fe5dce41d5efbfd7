"""What is held about people, why and how long: declared by each room beside its models, and everything made from it.

The page «My data», the register of processing, the export, the erasure and the nightly retention all read these
declarations; a model with a person in it and no declaration fails a test.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models
from django.db.models import QuerySet

from academy.people.models import User

Eraser = Callable[[QuerySet], object]


@dataclass(frozen=True)
class Declaration:
    """One kind of record. `person` is the lookup that leads to the user; texts are lazy translations."""

    model: type[models.Model]
    person: str
    title: str
    purpose: str
    basis: str
    retention: str
    fields: tuple[str, ...]
    erase: Eraser
    months: int | None = None  # default of the retention setting; None: as long as the account
    since: str = ""  # the date that the months count from
    expire: Eraser | None = None  # what retention does; deleting unless said otherwise
    files: tuple[str, ...] = ()  # file fields that go into the export

    @property
    def key(self) -> str:
        return self.model._meta.label_lower

    def rows(self, user: User) -> QuerySet:
        return self.model._default_manager.filter(**{self.person: user.pk})

    def as_rows(self, user: User) -> list[dict]:
        return list(self.rows(user).values(*self.fields))


_declared: dict[str, Declaration] = {}


def delete_rows(rows: QuerySet) -> None:
    rows.delete()


def keep_rows(rows: QuerySet) -> None:
    """The rows stay; they point to an account that is nobody any more."""


def declare(model, *, person="person", erase: Eraser = delete_rows, fields, **texts) -> Declaration:
    """Say what a model holds about a person. Called once per model, from a room's `privacy.py`, when apps are ready."""
    found = Declaration(model=model, person=person, erase=erase, fields=tuple(fields), **texts)
    _declared[found.key] = found
    return found


def declarations() -> list[Declaration]:
    return [_declared[key] for key in sorted(_declared)]


def undeclared() -> list[str]:
    """Models of ours that point to a user and that nobody declared, except those that only say who acted."""
    from django.apps import apps

    missing = []
    for model in apps.get_models():
        ours = model.__module__.startswith("academy.")
        names = [f.name for f in model._meta.get_fields() if f.many_to_one and f.related_model is User]
        names = [name for name in names if name not in ACTORS]
        if ours and names and model._meta.label_lower not in _declared:
            missing.append(model._meta.label_lower)
    return missing


# Fields that say who did something to a record of another subject: emptied by on_delete or by a nameless account.
ACTORS = {"by", "created_by", "invited_by", "owner", "deputy", "locked_by", "proposed_by", "decided_by", "started_by",
          "lifted_by", "opened_by", "sponsor"}  # fmt: skip
