"""Admin pages of the workshop. Each asks whether this person may edit this very page."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from academy.exercises.layout import NODE_HEIGHT, NODE_WIDTH
from academy.library.authoring.drafts import block_anchors, draft_for
from academy.library.authoring.report import report_on
from academy.library.authoring.shares import shares_of
from academy.library.authoring.side_by_side import side_by_side
from academy.library.authoring.skeletons import KINDS, new_course, new_exercise
from academy.library.authoring.text_form import put_back, text_of
from academy.library.models import CourseIndexPage, CoursePage, ModulePage
from academy.library.translations import confirm
from academy.library.tree import homes_of


class _DraftView(WagtailAdminTemplateMixin, View):
    """A page about the latest draft of one exercise."""

    def dispatch(self, request, page_id: int, *args, **kwargs):
        self.draft = draft_for(request, page_id)
        self.edit_url = reverse("wagtailadmin_pages:edit", args=[page_id])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return self.draft.get_admin_display_title()

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": self.edit_url, "label": self.draft.get_admin_display_title()},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "draft": self.draft, "edit_url": self.edit_url, **kwargs}


class ReportView(_DraftView):
    page_title = gettext_lazy("Map and report")
    header_icon = "clipboard-list"
    template_name = "library/authoring/report.html"

    def get(self, request):
        urls = {step: self.edit_url + anchor for step, anchor in block_anchors(self.draft).items()}
        report = report_on(self.draft, urls)
        size = {"width": NODE_WIDTH, "height": NODE_HEIGHT}
        department = request.GET.get("department", "")
        shares = shares_of(self.draft, report.scenario, department) if report.scenario else None
        worst = [report.scenario.choice(place) for place in shares.worst()] if shares else []
        first = [(report.scenario.choice(place), n) for place, n in shares.first_wrong()] if shares else []
        context = {
            "first_wrong": [one for one in first if one[0]],
            "shares": shares,
            "department": department,
            "worst": [choice for choice in worst if choice],
        }
        return self.render_to_response(self.get_context_data(report=report, urls=urls, size=size, **context))


class TextView(_DraftView):
    page_title = gettext_lazy("As text")
    header_icon = "code"
    template_name = "library/authoring/text.html"

    def get(self, request):
        return self.render_to_response(self.get_context_data(text=text_of(self.draft)))

    def post(self, request):
        text = request.POST.get("text", "").replace("\r\n", "\n")
        errors = put_back(self.draft, text, request.user)
        if errors:
            language = get_language() or "fr"
            lines = [(error.line, error.code, error.message(language)) for error in errors]
            return self.render_to_response(self.get_context_data(text=text, errors=lines), status=422)
        messages.success(request, _("Saved as a draft."))
        return redirect(self.edit_url)


class TranslationView(_DraftView):
    """The source beside its translation; a block that was read again is confirmed here. Both pages lead to it."""

    page_title = gettext_lazy("Translation")
    header_icon = "globe"
    template_name = "library/authoring/translation.html"

    def get(self, request):
        return self.render_to_response(self.get_context_data(pair=side_by_side(self.draft)))

    def post(self, request):
        target = side_by_side(self.draft).target
        if target is None or not target.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        confirm(target, [block for block in [request.POST.get("confirm", "")] if block])
        messages.success(request, _("Noted: this translation says what its source says today."))
        return redirect(request.path)


class SkeletonView(WagtailAdminTemplateMixin, View):
    """Asks for a title and makes the drafts: a course below the list of courses, an exercise below a module."""

    page_title = gettext_lazy("Start from a skeleton")
    header_icon = "clipboard-list"
    template_name = "library/authoring/skeleton.html"

    def dispatch(self, request, parent_id: int):
        parent = get_object_or_404(Page, pk=parent_id).specific
        if not isinstance(parent, CourseIndexPage | ModulePage):
            raise Http404
        if not parent.permissions_for_user(request.user).can_add_subpage():
            raise PermissionDenied
        self.parent = parent
        return super().dispatch(request)

    def get_page_subtitle(self):
        return self.parent.get_admin_display_title()

    def get_breadcrumbs_items(self):
        above = []
        if self.parent is not None:
            url = reverse("wagtailadmin_explore", args=[self.parent.pk])
            above.append({"url": url, "label": self.parent.get_admin_display_title()})
        return [*self.breadcrumbs_items, *above, {"url": "", "label": self.get_page_title()}]

    def get(self, request):
        return self.render_to_response(self.get_context_data(course=isinstance(self.parent, CourseIndexPage)))

    def post(self, request):
        title = request.POST.get("title", "").strip()[:200]
        if not title:
            return self.refused(missing=True)
        if isinstance(self.parent, CourseIndexPage):
            page = new_course(self.parent, title, request.user)
            told = _("Drafts are ready. Replace the texts by yours; nobody sees them before you publish.")
            messages.success(request, told)
            return redirect("wagtailadmin_explore", page.pk)
        kind = request.POST.get("kind", "")
        page = new_exercise(kind if kind in KINDS else "scenario", self.parent, title, request.user)
        told = _("Your draft is ready. Replace the texts by yours; nobody sees it before you publish.")
        messages.success(request, told)
        return redirect("wagtailadmin_pages:edit", page.pk)

    def refused(self, **why):
        context = self.get_context_data(course=isinstance(self.parent, CourseIndexPage), **why)
        return self.render_to_response(context, status=422)


class ExerciseSkeletonView(SkeletonView):
    """The same from the first page of the workshop: one says in which module the exercise goes."""

    page_title = gettext_lazy("New exercise from a skeleton")

    def dispatch(self, request):
        self.modules = modules_for(request.brand, request.user) if request.brand else []
        self.parent = next((page for page in self.modules if str(page.pk) == request.POST.get("module")), None)
        return View.dispatch(self, request)

    def get_page_subtitle(self):
        return ""

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "modules": self.modules, "sent": self.request.POST, **kwargs}

    def post(self, request):
        if self.parent is None:
            return self.refused(no_module=True)
        return super().post(request)


def modules_for(brand, user) -> list[ModulePage]:
    """Modules this person may add pages to, in the order of the courses, each with its `course`; the reader's language
    first."""
    found = []
    for language, home in sorted(homes_of(brand).items(), key=lambda item: item[0] != (get_language() or "fr")):
        courses = {page.path: page for page in CoursePage.objects.descendant_of(home)}
        for module in ModulePage.objects.descendant_of(home).order_by("path"):
            module.course, module.shown_language = courses.get(module.path[: -module.steplen]), language
            if module.course and module.permissions_for_user(user).can_add_subpage():
                found.append(module)
    return found
