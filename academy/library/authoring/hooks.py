"""Addresses and buttons of the workshop; imported by wagtail_hooks."""

from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from academy.library.authoring.bank_views import ExportView, ImportView
from academy.library.authoring.start_panel import StartPanel
from academy.library.authoring.story_views import StoryImportView
from academy.library.authoring.views import ExerciseSkeletonView, ReportView, SkeletonView, TextView, TranslationView
from academy.library.copying.views import CopyCourseView
from academy.library.copying.work import targets_of
from academy.library.models import CourseIndexPage, CoursePage, ModulePage


@hooks.register("register_admin_urls")
def workshop_urls():
    return [
        path("exercises/<int:page_id>/report/", ReportView.as_view(), name="exercise_report"),
        path("exercises/<int:page_id>/text/", TextView.as_view(), name="exercise_text"),
        path("exercises/<int:page_id>/translation/", TranslationView.as_view(), name="exercise_translation"),
        path("question-bank/import/", ImportView.as_view(), name="import_questions"),
        path("question-bank/export/", ExportView.as_view(), name="export_questions"),
        path("stories/<int:module_id>/import/", StoryImportView.as_view(), name="import_story"),
        path("courses/<int:page_id>/duplicate/", CopyCourseView.as_view(), name="copy_course"),
        path("skeletons/", ExerciseSkeletonView.as_view(), name="exercise_skeleton"),
        path("skeletons/<int:parent_id>/", SkeletonView.as_view(), name="skeleton"),
    ]


@hooks.register("register_page_header_buttons")
def workshop_buttons(page, user, view_name, next_url=None):
    kind = page.specific_class
    if getattr(kind, "has_report", False):
        yield Button(_("Map and report"), reverse("exercise_report", args=[page.pk]), icon_name="view", priority=5)
    if getattr(kind, "has_text", False):
        yield Button(_("As text"), reverse("exercise_text", args=[page.pk]), icon_name="code", priority=6)
        yield Button(_("Translation"), reverse("exercise_translation", args=[page.pk]), icon_name="globe", priority=7)
    if issubclass(kind, CourseIndexPage | ModulePage) and page.permissions_for_user(user).can_add_subpage():
        label = _("New course from a skeleton") if kind is CourseIndexPage else _("New exercise from a skeleton")
        yield Button(label, reverse("skeleton", args=[page.pk]), icon_name="clipboard-list", priority=4)

    if issubclass(kind, ModulePage) and page.permissions_for_user(user).can_add_subpage():
        yield Button(_("Import a story"), reverse("import_story", args=[page.pk]), icon_name="upload", priority=7)

    if issubclass(kind, CoursePage) and page.brand and targets_of(user, page.brand):
        label = _("Duplicate for another brand")
        yield Button(label, reverse("copy_course", args=[page.pk]), icon_name="copy", priority=70)


@hooks.register("insert_global_admin_css")
def workshop_css():
    return format_html('<link rel="stylesheet" href="{}">', static("library/workshop.css"))


@hooks.register("insert_editor_js")
def checks_js():
    return format_html('<script src="{}" defer></script>', static("library/checks.js"))


@hooks.register("construct_homepage_panels")
def start_panel(request, panels):
    if request.brand and request.standing.is_author:
        panels.append(StartPanel())
