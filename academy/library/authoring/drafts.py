"""The latest draft of an exercise page, for people who may edit it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from wagtail.models import Page

from academy.library.models.exercise_page import ExercisePage


def draft_for(request: HttpRequest, page_id: int) -> ExercisePage:
    """The draft as the editor shows it. Raises Http404 for other pages, PermissionDenied for other people."""
    page = get_object_or_404(Page, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    draft = page.get_latest_revision_as_object()
    if not isinstance(draft, ExercisePage):
        raise Http404
    return draft


def block_anchors(page: ExercisePage) -> dict[str, str]:
    """Step id → '#block-…-section', the place of its block in the editor."""
    steps = getattr(page, "steps", None) or getattr(page, "mentions", None) or ()
    return {block.value.get("id") or "": f"#block-{block.id}-section" for block in steps if block.id}
