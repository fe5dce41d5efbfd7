"""Pages of a course know who reads them: the place is remembered, so that any device resumes there. And trials."""

from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from academy.learning.exam_admin import ExtraTimeViewSet
from academy.learning.models import Progress
from academy.learning.progress import visit
from academy.learning.replies.circles_admin import GroupsMenuItem, GroupsView, ProposalView, WaitingView
from academy.learning.templatetags.learning import step_of
from academy.learning.trial_views import begin_trial, trial_at
from academy.learning.voice_trial import VoiceTrialView
from academy.learning.watch_report import WatchReportView
from academy.library.models import CoursePage, InboxPage, LessonPage, PlaybookPage
from academy.library.models.course import StepPage


@hooks.register("before_serve_page", order=50)  # after the gate
def remember_place(page, request, serve_args, serve_kwargs):
    """Resume, and `request.readable_offline`: lessons and playbooks of courses the person has taken up."""
    if request.method != "GET" or not request.user.is_authenticated:
        return
    if isinstance(page, PlaybookPage):
        request.readable_offline = True
    elif isinstance(page, CoursePage):
        mine = Progress.objects.filter(person=request.user, course_key=page.translation_key)
        request.readable_offline = mine.exists()
    elif isinstance(page, StepPage):
        _visit(page, request)


def _visit(page: StepPage, request) -> None:
    here = step_of(request, page)
    if here is None or here.view.progress is None:
        return
    request.readable_offline = isinstance(page, LessonPage)
    fetched_ahead = "X-Keep-Offline" in request.headers  # the service worker's copy for later: nobody reads it now
    if here.view.progress.last_step != page.translation_key and not fetched_ahead:
        visit(request.user, here.course.translation_key, page.translation_key)


@hooks.register("register_admin_urls")
def trial_urls():
    return [
        path("exercises/<int:page_id>/trial/", begin_trial, name="exercise_trial"),
        path("exercises/<int:page_id>/trial/<str:text>/", trial_at, name="exercise_trial_at"),
        path("practice/groups/", GroupsView.as_view(), name="practice_groups"),
        path("practice/groups/proposal/", ProposalView.as_view(), name="practice_proposal"),
        path("practice/waiting/", WaitingView.as_view(), name="practice_waiting"),
        path("voice/trial/", VoiceTrialView.as_view(), name="voice_trial"),
        path("exercises/<int:page_id>/watches/", WatchReportView.as_view(), name="exercise_watches"),
    ]


@hooks.register("register_page_header_buttons")
def trial_button(page, user, view_name, next_url=None):
    if getattr(page.specific_class, "has_trial", False) and page.permissions_for_user(user).can_edit():
        yield Button(_("Play as a learner"), reverse("exercise_trial", args=[page.pk]), icon_name="view", priority=3)


@hooks.register("register_page_header_buttons")
def watch_report_button(page, user, view_name, next_url=None):
    if issubclass(page.specific_class or Page, InboxPage) and page.permissions_for_user(user).can_edit():
        yield Button(_("What learners did"), reverse("exercise_watches", args=[page.pk]), icon_name="group", priority=5)


@hooks.register("register_admin_menu_item")
def groups_menu_item():
    return GroupsMenuItem(
        gettext_lazy("Practice"),
        reverse("practice_groups"),
        name="practice-groups",
        icon_name="group",
        order=211,
    )


@hooks.register("register_admin_viewset")
def extra_time():
    return ExtraTimeViewSet("extra-time")
