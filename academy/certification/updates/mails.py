"""Mails about changes to confirm: when announced, and a week before the deadline; one mail for several changes."""

from collections import defaultdict
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone, translation

from academy.certification.models import Award, MustKnowUpdate, UpdateConfirmation
from academy.certification.updates.since import concerns
from academy.people.mail import send_letter
from academy.people.models import Brand, User

LAST_CALL = timedelta(days=7)


def tell_updates(today: date | None = None) -> int:
    """→ how many people were written to."""
    today = today or timezone.localdate()
    return sum(_tell(brand, today) for brand in Brand.objects.select_related("site"))


def _tell(brand: Brand, today: date) -> int:
    open_ones = MustKnowUpdate.objects.filter(brand=brand, withdrawn=None, deadline__gte=today)
    fresh = [update for update in open_ones.filter(told=None) if _claim(update, "told", today)]
    # Both at once for a short deadline: one mail is enough.
    pressing = open_ones.filter(reminded=None, deadline__lte=today + LAST_CALL)
    pressing = [update for update in pressing if _claim(update, "reminded", today)]
    told = list({update.pk: update for update in [*fresh, *pressing]}.values())
    if not told:
        return 0
    held = Award.objects.for_brand(brand).valid_on(today).select_related("person")
    read = set(UpdateConfirmation.objects.filter(update__in=told).values_list("update_id", "person_id"))
    wanted: dict[User, dict[int, MustKnowUpdate]] = defaultdict(dict)
    for award in held:
        for update in told:
            if (update.pk, award.person_id) not in read and concerns(update, award):
                wanted[award.person][update.pk] = update
    for person, updates in wanted.items():
        _mail(brand, person, list(updates.values()))
    return len(wanted)


def _claim(update: MustKnowUpdate, field: str, today: date) -> bool:
    """Whether this process is the one that sends it: the day is the promise, written before the mail."""
    return bool(MustKnowUpdate.objects.filter(pk=update.pk, **{field: None}).update(**{field: today}))


def _mail(brand: Brand, to: User, updates: list[MustKnowUpdate]) -> None:
    with translation.override(to.language):
        url = brand.address + reverse("certification:mine")
        context = {"brand": brand, "brand_name": brand.name, "to": to, "updates": updates, "url": url}
        send_letter(to.email, "certification/email/update_", context)
