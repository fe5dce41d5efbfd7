"""At most one mail a week, to who has questions waiting and wants to be told; the mail itself can stop it."""

from datetime import datetime, timedelta

from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone, translation

from academy.learning.refreshers.models import RefresherAnswer, RefresherCard, RefresherReminder
from academy.library.models import Question
from academy.people.mail import send_letter
from academy.people.models import Brand, User
from academy.people.stopping import stop_headers, stop_link

EVERY = timedelta(days=7)
SALT = "academy.learning.refreshers.stop"


def send_refresher_reminders(now: datetime | None = None) -> int:
    """→ how many mails went to the queue. Running twice, or on two machines, sends once."""
    now = now or timezone.now()
    return sum(_remind(brand, now) for brand in Brand.objects.select_related("site"))


def _remind(brand: Brand, now: datetime) -> int:
    asked = Question.objects.filter(
        brand=brand, code=OuterRef("code"), live=True, locale__language_code=OuterRef("person__language")
    )
    waiting = RefresherCard.objects.filter(Exists(asked), brand=brand, due__lte=now)
    here = RefresherAnswer.objects.filter(card__brand=brand, at__gt=now - EVERY)
    told = RefresherReminder.objects.filter(brand=brand, sent__gt=now - EVERY)
    people = (
        User.objects.of_brand(brand)
        .filter(refresher_mail=True, pk__in=waiting.values("person"))
        .exclude(pk__in=here.values("card__person"))
        .exclude(pk__in=told.values("person"))
    )
    sent = 0
    for person in people.order_by("pk").iterator():
        if _claim(person, brand, now):
            _mail(person, brand)
            sent += 1
    return sent


def _claim(person: User, brand: Brand, now: datetime) -> bool:
    """Whether this process is the one that sends it: the row is the promise, written before the mail."""
    mine = RefresherReminder.objects.filter(person=person, brand=brand)
    if mine.filter(sent__lte=now - EVERY).update(sent=now):
        return True
    try:
        with transaction.atomic():
            RefresherReminder.objects.create(person=person, brand=brand, sent=now)
        return True
    except IntegrityError:
        return False


def person_of(token: str) -> User | None:
    """Whose reminders the link of an old mail stops; None for a forged one."""
    try:
        return User.objects.filter(public_id=signing.loads(token, salt=SALT), erased__isnull=True).first()
    except signing.BadSignature:
        return None


def _mail(person: User, brand: Brand) -> None:
    with translation.override(person.language):
        stop = stop_link(person, brand, "refresher_mail")
        url = brand.address + reverse("learning:refreshers")
        context = {"brand": brand, "to": person, "url": url, "stop": stop}
        send_letter(person.email, "learning/refreshers/email/", context, stop_headers(stop), html=False)
