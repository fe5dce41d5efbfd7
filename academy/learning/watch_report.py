"""What learners did with an inbox, for whoever may edit it: message by message, in the labels of the inbox."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from academy.exercises.inbox import QUALITIES, Inbox
from academy.exercises.inbox_decisions import COLLISION
from academy.learning.players.inbox_words import Names
from academy.learning.watch_counts import Decided, MessageShare, WatchShares, watch_shares
from academy.library.authoring.drafts import block_anchors, draft_for
from academy.library.models import InboxPage


@dataclass(frozen=True)
class Line:
    """A row of the table: `cells` in the order of the qualities, None where the message is not judged by one."""

    share: MessageShare
    url: str
    cells: tuple[tuple[Decided, str] | None, ...]


class WatchReportView(WagtailAdminTemplateMixin, TemplateView):
    page_title = gettext_lazy("What learners did")
    header_icon = "group"
    template_name = "learning/admin/watch_report.html"

    def dispatch(self, request: HttpRequest, page_id: int):
        self.draft = draft_for(request, page_id)
        if not isinstance(self.draft, InboxPage):
            raise Http404
        self.edit_url = reverse("wagtailadmin_pages:edit", args=[page_id])
        return super().dispatch(request)

    def get_page_subtitle(self):
        return self.draft.get_admin_display_title()

    def get_breadcrumbs_items(self):
        edit = {"url": self.edit_url, "label": self.draft.get_admin_display_title()}
        return [*self.breadcrumbs_items, edit, {"url": "", "label": self.get_page_title()}]

    @cached_property
    def inbox(self) -> Inbox | None:
        return self.draft.read_engine()[0]

    def get_context_data(self, **kwargs):
        department = self.request.GET.get("department", "")
        shares = watch_shares(self.draft, self.inbox, department) if self.inbox else WatchShares()
        names = Names(self.inbox, {}) if self.inbox else None
        judged = [quality for quality in QUALITIES if any(one.mention.key(quality) for one in shares.messages)]
        return {
            **super().get_context_data(**kwargs), "draft": self.draft, "edit_url": self.edit_url, "shares": shares,
            "department": department,
            "heads": [names.quality(quality) for quality in judged] if names else [],
            "lines": self._lines(shares, judged, names) if names else [],
            "confusions": [
                (names.quality(one.quality), _label(names, one.quality, one.expected),
                 _label(names, one.quality, one.given), one.people)
                for one in shares.confusions
            ] if names else [],
        }  # fmt: skip

    def _lines(self, shares: WatchShares, judged: list[str], names: Names) -> list[Line]:
        anchors = block_anchors(self.draft)
        found = []
        for share in shares.messages:
            by_quality = {one.quality: (one, _label(names, one.quality, one.instead)) for one in share.decided}
            url = self.edit_url + anchors.get(share.mention.id, "")
            found.append(Line(share, url, tuple(by_quality.get(quality) for quality in judged)))
        return found


def _label(names: Names, quality: str, value: str) -> str:
    return _("Answered while a colleague was answering") if value == COLLISION else names.value(quality, value)
