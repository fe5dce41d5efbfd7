"""Certification listens: to learning (something was achieved), to people (somebody left or is to be forgotten)."""

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from django.utils import timezone

from academy.certification.acts import end_with_contract
from academy.certification.awards import award_if_earned, window_of
from academy.certification.models import Award, RevocationCase
from academy.certification.ownership import hand_over
from academy.certification.privacy import leave_tombstones
from academy.certification.regrades import asking
from academy.certification.tasks import award_people
from academy.certification.transfers import follow_transfer
from academy.certification.updates import acts as updates
from academy.learning import signals
from academy.learning.models import Attempt
from academy.library.signals import must_know_announced
from academy.people.models import Brand, Membership, User


def _achieved(sender, person, brand, **kwargs) -> None:
    """After the commit, so that a certificate never hangs on an answer that was rolled back, nor the reverse."""
    transaction.on_commit(lambda: award_if_earned(person, brand), robust=True)


def _passed(sender, instance: Attempt, created: bool, **kwargs) -> None:
    """An exercise passed again, or a quiz about what changed: what renewing waits for, or the mark a level asks above
    the exercise's own. The first pass of a step is announced by learning itself."""
    if created or instance.status != Attempt.Status.DONE or not instance.passed:
        return
    held, today = Award.objects.filter(brand=instance.brand_id, person=instance.person_id), timezone.localdate()
    if any(window_of(award) <= today for award in held.with_life()) or asking(instance.brand, instance.step_key):
        transaction.on_commit(lambda: award_if_earned(instance.person, instance.brand), robust=True)


def _raised(sender, brand: Brand, people: list[int], **kwargs) -> None:
    """A corrected key may have earned many a level: the worker looks."""
    transaction.on_commit(lambda: award_people.enqueue(brand.pk, people), robust=True)


def _charter_signed(sender, person, brand, version, **kwargs) -> None:
    updates.charter_signed(person, brand, version)


def _must_know(sender, page, by, **kwargs) -> None:
    updates.announce(page, by)


def _membership_changed(sender, instance: Membership, **kwargs) -> None:
    """Somebody came, moved or left. Looked at once all of it is written: a move is often one row gone, one come."""
    if kwargs.get("raw"):
        return
    today = timezone.localdate()
    leaving = kwargs.get("signal") is post_delete or (instance.ends is not None and instance.ends < today)
    held = Award.objects.filter(brand=instance.brand_id, person=instance.user_id).exists()
    if held or leaving:
        _follow(instance.brand_id, instance.user_id)
        transaction.on_commit(lambda: _moved(instance.brand_id, instance.user_id), robust=True)


def _follow(brand_id: int, user_id: int) -> None:
    """Who has left loses their rights in the same transaction; what they answered for passes on."""
    memberships = Membership.objects.filter(user=user_id, brand=brand_id)
    if memberships.valid_on().exists() or memberships.filter(starts__isnull=False, ends__isnull=True).exists():
        return
    person, brand = User.objects.filter(pk=user_id).first(), Brand.objects.filter(pk=brand_id).first()
    if person and brand:
        end_with_contract(brand, person)
        hand_over(brand, person)


def _moved(brand_id: int, user_id: int) -> None:
    person = User.objects.filter(pk=user_id, is_active=True).first()
    if person and Membership.objects.valid_on().filter(user=user_id, brand=brand_id).exists():
        follow_transfer(Brand.objects.select_related("site").get(pk=brand_id), person)


def _account_closed(sender, instance: User, created: bool, update_fields=None, **kwargs) -> None:
    if created or instance.is_active or (update_fields is not None and "is_active" not in update_fields):
        return
    for brand in Brand.objects.filter(awards__person=instance).distinct():
        end_with_contract(brand, instance)
    for brand in Brand.objects.filter(pk__in=Membership.objects.filter(user=instance).values("brand")):
        hand_over(brand, instance)


def _deleted(sender, instance: User, **kwargs) -> None:
    """A tombstone stays: the number answers that the holder was erased, and says nothing about who it was."""
    for brand in Brand.objects.filter(pk__in=Membership.objects.filter(user=instance).values("brand")):
        hand_over(brand, instance)
    RevocationCase.objects.filter(award__person=instance).delete()
    leave_tombstones(Award.objects.filter(person=instance))


def connect() -> None:
    for signal in (signals.step_completed, signals.course_completed, signals.charter_signed):
        signal.connect(_achieved, dispatch_uid="certification: award if earned")
    signals.grades_raised.connect(_raised, dispatch_uid="certification: grades raised")
    signals.charter_signed.connect(_charter_signed, dispatch_uid="certification: charter signed")
    must_know_announced.connect(_must_know, dispatch_uid="certification: must-know change")
    post_save.connect(_passed, sender=Attempt, dispatch_uid="certification: exercise passed")
    post_save.connect(_membership_changed, sender=Membership, dispatch_uid="certification: membership saved")
    post_delete.connect(_membership_changed, sender=Membership, dispatch_uid="certification: membership deleted")
    post_save.connect(_account_closed, sender=User, dispatch_uid="certification: account closed")
    pre_delete.connect(_deleted, sender=User, dispatch_uid="certification: person deleted")
