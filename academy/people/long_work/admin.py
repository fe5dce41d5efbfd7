"""Long work in the Wagtail admin: the list of what was asked for, and a page per work that renews itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from academy.people.long_work.run import start
from academy.people.models import LongWork
from academy.people.permissions import authors_only

SHOWN = 50


def _seen_by(request: HttpRequest):
    """Leaders see what is under way in the brand, others what they asked for themselves."""
    works = LongWork.objects.filter(brand=request.brand).select_related("by")
    return works if request.standing.leads_team else works.filter(by=request.user)


@authors_only
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "people/work/list.html", {"works": _seen_by(request)[:SHOWN]})


@authors_only
@require_safe
def watch(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is, and what came of it. Leaving the page stops nothing; without scripts it renews itself too."""
    work = get_object_or_404(_seen_by(request), pk=pk)
    response = render(request, "people/work/watch.html", {"work": work, "report": work.report})
    if not work.is_over:
        response["Refresh"] = "2"
    return response


@authors_only
@require_POST
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    work = get_object_or_404(_seen_by(request), pk=pk)
    if work.status == LongWork.Status.FAILED:
        LongWork.objects.filter(pk=pk).update(status=LongWork.Status.WAITING, report={})
    start(work)
    return redirect("long_work", pk)


urlpatterns = [
    path("work/", index, name="long_works"),
    path("work/<int:pk>/", watch, name="long_work"),
    path("work/<int:pk>/resume/", resume, name="long_work_resume"),
]


class AuthorMenuItem(MenuItem):
    """For whoever writes for this brand, and administrators."""

    def is_shown(self, request):
        return bool(request.brand) and (request.standing.is_author or request.standing.is_administrator)


@hooks.register("register_reports_menu_item")
def long_work_item():
    text = gettext_lazy("Work under way")
    return AuthorMenuItem(text, reverse_lazy("long_works"), name="long-works", icon_name="time", order=900)
