"""The menu «Certification» of the Wagtail admin."""

from django.contrib import messages
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet

from academy.certification.admin.access import may_certify
from academy.certification.admin.bulk import BulkView
from academy.certification.admin.certificates import CertificatesReport, CertificateView
from academy.certification.admin.copies import CopiesView, CopyDownload, EmbedViewSet
from academy.certification.admin.decisions import DecisionsView, UpdatesView
from academy.certification.admin.levels import LevelViewSet, SponsorshipViewSet, TargetViewSet
from academy.certification.admin.owners import OwnersView
from academy.certification.admin.recognise import RecogniseView
from academy.certification.admin.regrades import RegradesView, RegradeView
from academy.certification.admin.stop import StopView
from academy.certification.admin.withdrawals import WithdrawalsView
from academy.learning.regrading import offered
from academy.library.models import Question, QuizPage
from academy.library.versions import quizzes_using

register_snippet(LevelViewSet)
SPONSORSHIPS = SponsorshipViewSet("sponsorships", add_to_admin_menu=False)
EMBEDS = EmbedViewSet("registry-embeds", add_to_admin_menu=False)
TARGETS = TargetViewSet("coverage-targets", add_to_admin_menu=False)


@hooks.register("register_admin_viewset")
def viewsets():
    return [SPONSORSHIPS, TARGETS, EMBEDS]


@hooks.register("register_admin_urls")
def certification_urls():
    return [
        path("certificates/", CertificatesReport.as_view(), name="certificates"),
        path("certificates/results/", CertificatesReport.as_view(results_only=True), name="certificates_results"),
        path("certificates/withdrawals/", WithdrawalsView.as_view(), name="withdrawals"),
        path("certificates/regrades/", RegradesView.as_view(), name="regrades"),
        path("certificates/regrades/<int:page_id>/", RegradeView.as_view(), name="regrade"),
        path("certificates/stop/", StopView.as_view(), name="stop_switch"),
        path("certificates/decisions/", DecisionsView.as_view(), name="decisions"),
        path("certificates/changes/", UpdatesView.as_view(), name="must_know_updates"),
        path("certificates/recognise/", RecogniseView.as_view(), name="recognise"),
        path("certificates/several/", BulkView.as_view(), name="certificates_bulk"),
        path("certificates/owners/", OwnersView.as_view(), name="owners"),
        path("certificates/copies/", CopiesView.as_view(), name="registry_copies"),
        path("certificates/copies/<str:month>/", CopyDownload.as_view(), name="registry_copy"),
        path("certificates/<str:number>/", CertificateView.as_view(), name="certificate"),
    ]


class LeaderItem(MenuItem):
    def is_shown(self, request):
        return may_certify(request)


class LeaderMenu(SubmenuMenuItem):
    def is_shown(self, request):
        return may_certify(request)


@hooks.register("register_admin_menu_item")
def certification_menu():
    items = [
        LeaderItem(_("Certificates"), reverse("certificates"), name="certificates", icon_name="pv-award", order=10),
        LeaderItem(_("To decide"), reverse("decisions"), name="decisions", icon_name="tasks", order=5),
        LeaderItem(_("Recognise"), reverse("recognise"), name="recognise", icon_name="plus", order=12),
        LeaderItem(_("Several at once"), reverse("certificates_bulk"), name="bulk", icon_name="edit", order=14),
        LeaderItem(
            _("Changes to know"), reverse("must_know_updates"), name="updates", icon_name="info-circle", order=25
        ),
        LeaderItem(_("Owners and deputies"), reverse("owners"), name="owners", icon_name="user", order=55),
        LeaderItem(
            _("Copies of the registry"), reverse("registry_copies"), name="copies", icon_name="download", order=70
        ),
        LeaderItem(_("Shown elsewhere"), reverse("registry-embeds:index"), name="embeds", icon_name="code", order=75),
        LeaderItem(
            _("Withdrawals to decide"), reverse("withdrawals"), name="withdrawals", icon_name="warning", order=20
        ),
        LeaderItem(_("Corrected keys"), reverse("regrades"), name="regrades", icon_name="rotate", order=25),
        LeaderItem(_("Stop switch"), reverse("stop_switch"), name="stop-switch", icon_name="lock", order=30),
        LeaderItem(_("Sponsorships"), reverse("sponsorships:index"), name="sponsorships", icon_name="group", order=40),
        LeaderItem(
            _("Levels"), reverse(LevelViewSet().get_url_name("list")), name="levels", icon_name="list-ol", order=50
        ),
        LeaderItem(
            _("Coverage targets"), reverse("certification:targets"), name="targets", icon_name="crosshairs", order=60
        ),
    ]
    return LeaderMenu(_("Certification"), Menu(items=items), name="certification", icon_name="pv-award", order=180)


@hooks.register("register_icons")
def icons(icons):
    return [*icons, "certification/icons/award.svg"]


@hooks.register("register_page_header_buttons")
def regrade_button(page, user, view_name, next_url=None):
    """Offered where a quiz is edited; whoever may not decide is refused there."""
    if issubclass(page.specific_class, QuizPage) and page.permissions_for_user(user).can_publish():
        yield Button(_("Grade again"), reverse("regrade", args=[page.pk]), icon_name="rotate", priority=7)


@hooks.register("after_edit_snippet")
def offer_regrade(request, instance):
    """Whoever corrects a key is told at once that people were graded by the old one."""
    if isinstance(instance, Question) and instance.live and may_certify(request):
        for page in quizzes_using(instance):
            if offered(page, request.brand):
                text = _("The key differs from the one people were graded by in “%(quiz)s”.") % {"quiz": page.title}
                address = reverse("regrade", args=[page.pk])
                messages.warning(request, format_html('{} <a href="{}">{}</a>', text, address, _("See who changes")))
