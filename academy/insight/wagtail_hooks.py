from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from academy.insight.content_health_view import ContentHealthView, may_write
from academy.insight.items_report import QuizView, QuizzesView
from academy.insight.progress_report import ProgressReport, may_read
from academy.insight.trend import trend_of
from academy.insight.waiting import what_waits


class LeaderMenuItem(MenuItem):
    def is_shown(self, request):
        return may_read(request)


@hooks.register("register_admin_urls")
def report_urls():
    return [
        path("reports/progress/", ProgressReport.as_view(), name="progress_report"),
        path("reports/progress/results/", ProgressReport.as_view(results_only=True), name="progress_report_results"),
        path("reports/content-health/", ContentHealthView.as_view(), name="content_health"),
        path("reports/questions/", QuizzesView.as_view(), name="item_analysis"),
        path("reports/questions/<int:page_id>/", QuizView.as_view(), name="item_analysis_quiz"),
    ]


@hooks.register("register_reports_menu_item")
def report_menu_item():
    return LeaderMenuItem(_("Progress"), reverse("progress_report"), name="progress", icon_name="list-ul", order=100)


class AuthorMenuItem(MenuItem):
    def is_shown(self, request):
        return may_write(request)


@hooks.register("register_reports_menu_item")
def health_menu_item():
    return AuthorMenuItem(
        _("Content health"), reverse("content_health"), name="health", icon_name="clipboard-list", order=90
    )


@hooks.register("register_reports_menu_item")
def items_menu_item():
    return LeaderMenuItem(_("Item analysis"), reverse("item_analysis"), name="items", icon_name="help", order=110)


@hooks.register("insert_global_admin_css")
def trend_css():
    return format_html('<link rel="stylesheet" href="{}">', static("insight/trend.css"))


class WaitingPanel(Component):
    name = "waiting"
    template_name = "insight/waiting_panel.html"
    order = 50

    def get_context_data(self, parent_context):
        request = parent_context["request"]
        return {"lines": what_waits(request.brand, request.user)}


class TrendPanel(Component):
    name = "trend"
    template_name = "insight/trend_panel.html"
    order = 70

    def get_context_data(self, parent_context):
        return {"trend": trend_of(parent_context["request"].brand, None)}


@hooks.register("construct_homepage_panels")
def waiting_panel(request, panels):
    if may_read(request):
        panels += [WaitingPanel(), TrendPanel()]
