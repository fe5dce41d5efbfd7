"""What every page of the menu shares: leaders and administrators only, and records of this brand only."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin


def may_certify(request) -> bool:
    standing = request.standing
    return bool(request.brand) and (standing.is_leader or standing.is_administrator)


class LeaderView(WagtailAdminTemplateMixin, View):
    """A page of the admin for those who answer for the brand's certificates."""

    parent: tuple[str, str] | None = None  # (url name, label) of the page above

    def dispatch(self, request, *args, **kwargs):
        if not may_certify(request):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        above = [{"url": reverse(self.parent[0]), "label": self.parent[1]}] if self.parent else []
        return [*self.breadcrumbs_items, *above, {"url": "", "label": self.get_page_title()}]
