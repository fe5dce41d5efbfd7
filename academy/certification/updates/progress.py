"""How far each announced change has been confirmed by those it concerns."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from academy.certification.models import Award, AwardEvent, MustKnowUpdate, UpdateConfirmation
from academy.certification.updates.since import concerns
from academy.people.models import Brand, User


@dataclass(frozen=True)
class Progress:
    update: MustKnowUpdate
    concerned: int
    confirmed: int
    waiting: list[User]

    @property
    def percent(self) -> int:
        return 100 * self.confirmed // self.concerned if self.concerned else 100


def progress_of(brand: Brand, updates: Iterable[MustKnowUpdate]) -> list[Progress]:
    """Three queries. Certificates that run count, paused or not: who is paused still has to confirm."""
    updates, today = list(updates), timezone.localdate()
    if not updates:
        return []
    ended = AwardEvent.objects.filter(kind__in=AwardEvent.FINAL, on__lte=today).values("award")
    rows = Award.objects.filter(brand=brand, issued__lte=today, expires__gte=today, person__is_active=True)
    awards = list(rows.exclude(pk__in=ended).select_related("person").order_by("person__name"))
    read = set(UpdateConfirmation.objects.filter(update__in=updates).values_list("update_id", "person_id"))
    found = []
    for update in updates:
        people = {award.person_id: award.person for award in awards if concerns(update, award)}
        waiting = [person for pk, person in people.items() if (update.pk, pk) not in read]
        found.append(Progress(update, len(people), len(people) - len(waiting), waiting))
    return found
