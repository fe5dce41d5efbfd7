"""Catalogue, taking up a course, going on, marking a lesson read, signing the charter."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from academy.learning.catalogue import cards_for, filters_for, matching
from academy.learning.charter import CharterChanged, charter_of
from academy.learning.charter import sign as sign_charter
from academy.learning.course_view import following_step
from academy.learning.enrolment import PrerequisitesMissing, enrol
from academy.learning.models import Progress
from academy.learning.progress import complete_step, done_keys, next_step
from academy.library.models import CharterPage, CoursePage, LessonPage
from academy.library.tree import brand_page, page_by_key
from academy.people.middleware import require_brand
from academy.people.permissions import members_only


@members_only
def catalogue(request: HttpRequest) -> HttpResponse:
    cards = cards_for(request.user, require_brand(request), get_language() or "fr")
    chosen = {name: request.GET.get(name, "") for name in ("track", "state", "duration")}
    context = {
        "cards": matching(cards, chosen),
        "any": bool(cards),
        "filters": filters_for(cards, chosen),
        "narrowed": any(chosen.values()),
    }
    return render(request, "learning/catalogue.html", context)


def _course(request: HttpRequest, key: UUID) -> CoursePage:
    course = page_by_key(CoursePage, require_brand(request), key, get_language() or "fr")
    if course is None:
        raise Http404
    return course


@members_only
@require_POST
def take_up(request: HttpRequest, course_key: UUID) -> HttpResponse:
    """Enrols and leads to the first step. Sent twice, it changes nothing."""
    course = _course(request, course_key)
    if not _enrol(request, course):
        return redirect(course.get_url(request))
    return go_on(request, course_key)


@members_only
def go_on(request: HttpRequest, course_key: UUID) -> HttpResponse:
    """Leads to the step to do now; to the course's page when nothing is left."""
    course = _course(request, course_key)
    progress = Progress.objects.filter(person=request.user, course_key=course.translation_key).first()
    step = following_step(course.steps(), done_keys(request.user, course.translation_key), progress)
    return redirect((step.page if step and progress else course).get_url(request))


@members_only
@require_POST
def complete(request: HttpRequest, page_id: int) -> HttpResponse:
    """'I have read this': the lesson is done, on to what comes next."""
    lesson = brand_page(LessonPage, require_brand(request), page_id)
    course = lesson.course if lesson else None
    if lesson is None or course is None or not course.live:
        raise Http404
    if not _enrol(request, course):
        return redirect(course.get_url(request))
    was_completed = Progress.objects.filter(
        person=request.user, course_key=course.translation_key, completed__isnull=False
    ).exists()
    progress = complete_step(request.user, request.brand, course, lesson.translation_key)
    if progress.completed and not was_completed:
        messages.success(request, _("You have completed this course. Well done."))
    done = done_keys(request.user, course.translation_key)
    step = next_step(course.steps(), done, lesson.translation_key)
    return redirect((step.page if step else course).get_url(request))


def _enrol(request: HttpRequest, course: CoursePage) -> bool:
    try:
        enrol(request.user, request.brand, course)
    except PrerequisitesMissing as missing:
        names = ", ".join(f"« {one.title} »" for one in missing.courses)
        messages.warning(request, _("First finish %(courses)s: this course builds on it.") % {"courses": names})
        return False
    return True


@members_only
@require_POST
def sign(request: HttpRequest, page_id: int) -> HttpResponse:
    """Signs the charter as it was shown; a text that changed meanwhile is to be read again."""
    page = brand_page(CharterPage, require_brand(request), page_id)
    if page is None:
        raise Http404
    if request.POST.get("agree") != "yes":
        messages.error(request, _("Tick the box to say that you have read the charter, then sign."))
        return redirect(page.get_url(request) + "#sign")
    try:
        sign_charter(request.user, request.brand, page, request.POST.get("read", ""))
    except CharterChanged:
        messages.warning(request, _("The charter changed while you were reading. Please read it again, then sign."))
        return redirect(page.get_url(request))
    messages.success(request, _("Thank you. Your signature is recorded."))
    return redirect(page.get_url(request))


@members_only
def charter(request: HttpRequest) -> HttpResponse:
    """A lasting address for the charter, whatever its page is called."""
    page = charter_of(require_brand(request), get_language() or "fr")
    if page is None:
        raise Http404
    return redirect(page.get_url(request) or reverse("site:home"))
