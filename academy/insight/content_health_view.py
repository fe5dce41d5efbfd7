"""Workshop report: content health, for whoever writes."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from academy.insight.content_health import health_of


def may_write(request) -> bool:
    standing = request.standing
    return bool(request.brand) and (standing.is_author or standing.is_administrator)


class ContentHealthView(WagtailAdminTemplateMixin, TemplateView):
    page_title = _("Content health")
    header_icon = "clipboard-list"
    template_name = "insight/content_health.html"

    def dispatch(self, request, *args, **kwargs):
        if not may_write(request):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "chapters": health_of(self.request.brand, self.request.user)}
