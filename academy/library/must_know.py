"""Announces a must-know change when its page is published, and takes the tick away: one tick, one announcement."""

from django.db import transaction
from wagtail.models import Revision
from wagtail.signals import page_published

from academy.library.models import CharterPage, PlaybookPage
from academy.library.signals import must_know_announced


def on_published(sender, instance, revision=None, **kwargs) -> None:
    if not instance.must_know or not instance.what_changed.strip():
        return
    with transaction.atomic():
        taken = sender.objects.filter(pk=instance.pk, must_know=True).update(must_know=False, what_changed="")
        if not taken:
            return  # published twice at once: the other one announced it
        _untick_drafts(instance, revision)
        must_know_announced.send(sender=sender, page=instance, by=getattr(revision, "user", None))
    instance.must_know, instance.what_changed = False, ""


def _untick_drafts(page, revision) -> None:
    """The editor opens the latest revision: there, too, the change is announced and done."""
    keys = {pk for pk in (page.latest_revision_id, getattr(revision, "pk", None)) if pk}
    for one in Revision.objects.filter(pk__in=keys):
        if one.content.get("what_changed") == page.what_changed:
            one.content = {**one.content, "must_know": False, "what_changed": ""}
            one.save(update_fields=["content"])


def connect() -> None:
    for model in (PlaybookPage, CharterPage):
        page_published.connect(on_published, sender=model, dispatch_uid=f"must-know change of {model.__name__}")
