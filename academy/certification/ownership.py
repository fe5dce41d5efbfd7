"""Every channel, topic and department has an owner and a deputy: what lacks one, and what a departure passes on."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from academy.library.models import Channel, Topic
from academy.people.audit import record
from academy.people.models import Brand, Department, Membership, Role, User

OWNED = {"channel": Channel, "topic": Topic, "department": Department}


@dataclass(frozen=True)
class Vacancy:
    """Something without an owner or a deputy; whoever has left counts as nobody."""

    kind: str
    thing: Channel | Topic | Department
    owner: User | None
    deputy: User | None

    @property
    def ownerless(self) -> bool:
        return self.owner is None

    @property
    def kind_name(self) -> str:
        return {"channel": _("channel"), "topic": _("topic"), "department": _("department")}[self.kind]


def vacancies(brand: Brand) -> list[Vacancy]:
    """What has no owner comes first. Four queries."""
    here = set(
        Membership.objects.valid_on().filter(brand=brand, user__is_active=True).values_list("user_id", flat=True)
    )
    found = []
    for kind, model in OWNED.items():
        for thing in model.objects.filter(brand=brand).select_related("owner", "deputy"):
            owner = thing.owner if thing.owner_id in here else None
            deputy = thing.deputy if thing.deputy_id in here and thing.deputy_id != thing.owner_id else None
            if owner is None or deputy is None:
                found.append(Vacancy(kind, thing, owner, deputy))
    return sorted(found, key=lambda one: not one.ownerless)


@transaction.atomic
def hand_over(brand: Brand, leaver: User) -> int:
    """What somebody who leaves answered for passes to the deputy, failing that to a leader; → how many things.

    The place of the deputy stays empty then, and shows as such until a leader fills it.
    """
    moved = 0
    heir = None
    for model in OWNED.values():
        for thing in model.objects.filter(Q(owner=leaver) | Q(deputy=leaver), brand=brand).select_related("deputy"):
            if thing.owner_id == leaver.pk:
                deputy = thing.deputy if thing.deputy_id != leaver.pk and _stays(brand, thing.deputy) else None
                heir = heir or _leader(brand, leaver)
                thing.owner = deputy or heir
                thing.deputy = None
                record(None, "owner.departed", thing, to=getattr(thing.owner, "public_id", None))
                moved += 1
            else:
                thing.deputy = None
                record(None, "deputy.departed", thing)
            thing.save(update_fields=["owner", "deputy"])
    return moved


def _stays(brand: Brand, person: User | None) -> bool:
    return bool(person and person.is_active and Membership.objects.valid_on().filter(brand=brand, user=person).exists())


def _leader(brand: Brand, leaver: User) -> User | None:
    led = Membership.objects.valid_on().filter(brand=brand, role=Role.LEADER, user__is_active=True)
    first = led.exclude(user=leaver).select_related("user").order_by("pk").first()
    return first.user if first else None
