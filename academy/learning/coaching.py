"""Coaching talks: when one falls due, who may hold it, and what recording it does."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from academy.learning.exam_rules import May, Past, Rules, may_begin
from academy.learning.models import Attempt, CoachingTalk, ExtraTime
from academy.people.audit import record
from academy.people.models import Brand, Department, Membership, User
from academy.people.permissions import Standing


def past_of(attempts) -> list[Past]:
    """Closed attempts (in any order) as the rules see them, in the order of time."""
    closed = sorted((one for one in attempts if one.status != Attempt.Status.RUNNING), key=lambda one: one.number)
    now = timezone.now()
    return [
        Past(one.counts_as_passed, one.finished or now, one.status == Attempt.Status.ABANDONED) for one in closed
    ]  # fmt: skip


def standing_of(person: User, step_key, rules: Rules, attempts) -> May:
    """Whether the person may begin, from their attempts at the exercise: one query where talks may matter."""
    past = past_of(attempts)
    talks = CoachingTalk.objects.opening(person, step_key) if rules.mode == "exam" and past else []
    return may_begin(rules, past, timezone.now(), talks)


def ask_for_talk(person: User, brand: Brand, course_key, step_key) -> CoachingTalk:
    """The talk that is due, made when there is none. Twice makes one."""
    talk, _new = CoachingTalk.objects.get_or_create(
        person=person, step_key=step_key, held=None, defaults={"brand": brand, "course_key": course_key}
    )
    return talk


def drop_due_talk(person: User, step_key) -> None:
    """Who has passed needs no talk (the author may have allowed more attempts meanwhile)."""
    CoachingTalk.objects.due().filter(person=person, step_key=step_key).delete()


def due_talks(brand: Brand, standing: Standing):
    """Talks that wait for this leader or manager: of the people they lead, never their own."""
    return _led(CoachingTalk.objects.due().filter(brand=brand), brand, standing).select_related("person")


def held_talks(brand: Brand, standing: Standing):
    """The record, newest first."""
    found = _led(CoachingTalk.objects.filter(brand=brand, held__isnull=False), brand, standing)
    return found.select_related("person", "by").order_by("-recorded")


def _led(talks, brand: Brand, standing: Standing):
    talks = talks.exclude(person=standing.user).filter(person__is_active=True)
    departments: list[Department] | None = standing.led_departments()
    if departments is None:
        return talks
    members = Membership.objects.valid_on().filter(brand=brand, department__in=departments)
    return talks.filter(person__in=members.values("user"))


@transaction.atomic
def hold(talk: CoachingTalk, coach: User, day: date, agreed: str) -> bool:
    """Records the talk, which opens one more attempt at once. → False when somebody else was faster."""
    locked = CoachingTalk.objects.select_for_update().get(pk=talk.pk)
    if locked.held is not None:
        return False
    locked.held, locked.by, locked.agreed, locked.recorded = day, coach, agreed, timezone.now()
    locked.save(update_fields=["held", "by", "agreed", "recorded"])
    record(
        coach,
        "learning.talk_held",
        locked.person,
        brand=locked.brand,
        exercise=str(locked.step_key),
        day=day.isoformat(),
    )
    return True


def extra_percent(person: User, brand: Brand) -> int:
    return ExtraTime.objects.percent_of(person, brand)
