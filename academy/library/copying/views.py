"""The page before the copy: for which brand, and what would come of it."""

from collections import Counter

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from academy.library.copying.plan import Plan, plan_copy
from academy.library.copying.work import ask_copy, notes_of, targets_of
from academy.library.models import CoursePage


class CopyCourseView(WagtailAdminTemplateMixin, View):
    """For the leader of both brands, and administrators."""

    page_title = gettext_lazy("Duplicate for another brand")
    header_icon = "copy"
    template_name = "library/authoring/copy_course.html"

    def dispatch(self, request, page_id: int):
        self.course = get_object_or_404(CoursePage.objects.select_related("locale"), pk=page_id)
        self.targets = targets_of(request.user, request.brand) if request.brand else []
        if not self.targets:
            raise PermissionDenied
        if self.course.brand != request.brand:  # an administrator's, at the address of another brand
            raise Http404
        return super().dispatch(request)

    def get_page_subtitle(self):
        return self.course.get_admin_display_title()

    def get_breadcrumbs_items(self):
        edit = reverse("wagtailadmin_pages:edit", args=[self.course.pk])
        title = self.course.get_admin_display_title()
        return [*self.breadcrumbs_items, {"url": edit, "label": title}, {"url": "", "label": self.get_page_title()}]

    def get(self, request):
        target = self._target(request.GET)
        plan = plan_copy(self.course, request.brand, target) if target else None
        return self.render_to_response(
            self.get_context_data(plan=plan, target=target, **(_shown(plan) if plan else {}))
        )

    def post(self, request):
        target = self._target(request.POST)
        if target is None:
            return redirect(request.path)
        plan = plan_copy(self.course, request.brand, target)
        if not plan.new:
            return redirect(f"{request.path}?to={target.pk}")
        return redirect("long_work", ask_copy(plan, request.user).pk)

    def _target(self, data):
        """The brand asked for, or the only one there is."""
        found = [brand for brand in self.targets if str(brand.pk) == data.get("to")]
        return found[0] if found else self.targets[0] if len(self.targets) == 1 else None

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "course": self.course, "targets": self.targets, **kwargs}


def _shown(plan: Plan) -> dict:
    """What the page says, with its counts made here."""
    new = Counter((item.kind, item.language) for item in plan.new)
    files = [there for there in plan.files.values() if there is None]
    return {
        "counts": [(kind, language, n) for (kind, language), n in sorted(new.items())],
        "new_files": len(files),
        "kept_files": len(plan.files) - len(files),
        "notes": notes_of(plan),
        "always": [
            _("what people did with the course: enrolments, results, certificates"),
            _("comments of authors, planned dates, earlier versions"),
        ],
    }
