"""Certification listens: to learning (something was achieved), to people (somebody left or is to be forgotten)."""

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete

from academy.certification.acts import end_with_contract
from academy.certification.awards import award_if_earned
from academy.certification.models import Award, AwardEvent, SharedAward
from academy.learning import signals
from academy.people.models import Brand, Membership, User


def _achieved(sender, person, brand, **kwargs) -> None:
    """After the commit, so that a certificate never hangs on an answer that was rolled back, nor the reverse."""
    transaction.on_commit(lambda: award_if_earned(person, brand), robust=True)


def _membership_changed(sender, instance: Membership, **kwargs) -> None:
    if kwargs.get("raw") or not Award.objects.filter(brand=instance.brand_id, person=instance.user_id).exists():
        return
    if not Membership.objects.valid_on().filter(user=instance.user_id, brand=instance.brand_id).exists():
        future = Membership.objects.filter(user=instance.user_id, brand=instance.brand_id)
        person = User.objects.filter(pk=instance.user_id).first()
        if person and not future.filter(starts__isnull=False, ends__isnull=True).exists():
            end_with_contract(instance.brand, person)


def _account_closed(sender, instance: User, created: bool, update_fields=None, **kwargs) -> None:
    if created or instance.is_active or (update_fields is not None and "is_active" not in update_fields):
        return
    for brand in Brand.objects.filter(awards__person=instance).distinct():
        end_with_contract(brand, instance)


def forget(person: User) -> int:
    """A tombstone stays: the number answers that the holder was erased, and says nothing about who it was."""
    awards = list(Award.objects.filter(person=person))
    for award in awards:
        for paper in (award.pdf, award.transcript):
            if paper:
                paper.delete(save=False)
        award.holder, award.evidence, award.pdf, award.transcript, award.credential = "", {}, "", "", None
        award.scope = {**award.scope, "department": None}
    Award.objects.bulk_update(
        awards, ["holder", "evidence", "pdf", "transcript", "credential", "scope"], batch_size=100
    )
    SharedAward.objects.filter(award__in=awards).delete()
    AwardEvent.objects.filter(award__in=awards).update(reason="")
    AwardEvent.objects.bulk_create(AwardEvent(award=award, kind=AwardEvent.Kind.ERASED) for award in awards)
    for award in awards:
        award.cases.all().delete()
    return len(awards)


def _deleted(sender, instance: User, **kwargs) -> None:
    forget(instance)


def connect() -> None:
    for signal in (signals.step_completed, signals.course_completed, signals.charter_signed):
        signal.connect(_achieved, dispatch_uid="certification: award if earned")
    post_save.connect(_membership_changed, sender=Membership, dispatch_uid="certification: membership saved")
    post_delete.connect(_membership_changed, sender=Membership, dispatch_uid="certification: membership deleted")
    post_save.connect(_account_closed, sender=User, dispatch_uid="certification: account closed")
    pre_delete.connect(_deleted, sender=User, dispatch_uid="certification: person deleted")
