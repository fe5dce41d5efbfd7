"""Permissions follow facts: a membership, a brand, its site or a home page in a new language."""

from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db.models.signals import post_delete, post_save, pre_save
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, Site

from academy.people.middleware import SITES
from academy.people.models import Brand, Membership, User


def _membership_changed(instance: Membership, **kwargs) -> None:
    from academy.people.roles import sync_user_groups

    user = User.objects.filter(pk=instance.user_id).first()  # None while the person is being deleted
    if user and not kwargs.get("raw"):
        sync_user_groups(user)


def _user_changed(instance: User, created: bool, raw: bool, update_fields=None, **kwargs) -> None:
    from academy.people.roles import sync_user_groups

    if not created and not raw and (update_fields is None or "is_active" in update_fields):
        sync_user_groups(instance)


def _brand_changed(instance: Brand, raw: bool, **kwargs) -> None:
    from academy.people.roles import sync_brand_groups

    if not raw:
        sync_brand_groups(instance)


def _sign_in_rules(brand: Brand | None) -> dict:
    """Who must confirm a sign-in and who may sign up: a change leaves its line in the audit log."""
    return {"second_factor": brand.second_factor, "domains": sorted(brand.domains())} if brand else {}


def _sign_in_rules_before(instance: Brand, raw: bool, **kwargs) -> None:
    known = None if raw or not instance.pk else Brand.objects.filter(pk=instance.pk).first()
    instance.rules_before = _sign_in_rules(known)


def _sign_in_rules_changed(instance: Brand, **kwargs) -> None:
    from academy.people.audit import record

    rules = _sign_in_rules(instance)
    if instance.rules_before and instance.rules_before != rules:
        record(get_active_log_context().user, "brand.sign_in_rules", instance, **rules)


def _address_changed(**kwargs) -> None:
    cache.delete(SITES)


def _site_changed(instance: Site, created: bool, raw: bool, **kwargs) -> None:
    brand = None if created else Brand.objects.filter(site=instance).first()
    if brand:
        _brand_changed(brand, raw)


def _home_added(sender, instance, created: bool = False, raw: bool = False, **kwargs) -> None:
    if not created or not isinstance(instance, Page) or instance.depth != 2:
        return
    for brand in Brand.objects.filter(site__root_page__translation_key=instance.translation_key):
        _brand_changed(brand, raw)


def _group_left_behind(instance, **kwargs) -> None:
    Group.objects.filter(pk=instance.group_id).delete()


def connect() -> None:
    from allauth.socialaccount.models import SocialAccount

    from academy.people.models import BrandGroup
    from academy.people.sso.adapter import forget_claims

    pre_save.connect(forget_claims, sender=SocialAccount, dispatch_uid="people.claims_forgotten")

    post_save.connect(_membership_changed, sender=Membership, dispatch_uid="people.membership_saved")
    post_delete.connect(_membership_changed, sender=Membership, dispatch_uid="people.membership_deleted")
    post_save.connect(_user_changed, sender=User, dispatch_uid="people.user_saved")
    pre_save.connect(_sign_in_rules_before, sender=Brand, dispatch_uid="people.brand_rules_before")
    post_save.connect(_sign_in_rules_changed, sender=Brand, dispatch_uid="people.brand_rules_changed")
    post_save.connect(_brand_changed, sender=Brand, dispatch_uid="people.brand_saved")
    post_save.connect(_site_changed, sender=Site, dispatch_uid="people.site_saved")
    post_save.connect(_address_changed, sender=Site, dispatch_uid="people.address_saved")
    post_delete.connect(_address_changed, sender=Site, dispatch_uid="people.address_deleted")
    post_save.connect(_home_added, dispatch_uid="people.home_added")
    post_delete.connect(_group_left_behind, sender=BrandGroup, dispatch_uid="people.group_left_behind")
