"""Practice groups and waiting replies in the admin, for the leader: who reads whom, what waits, since when."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from academy.learning.models import PracticeGroup, PracticeMember
from academy.learning.replies import readers
from academy.learning.replies.agreement import ENOUGH
from academy.learning.replies.circles import close, groups_of, make_groups, move, name_of, proposal_for
from academy.people.models import User
from academy.people.posted import posted_number

MOST_SHOWN, MOST_OFFERED = 100, 2_000


def may_group(request: HttpRequest) -> bool:
    return bool(request.brand) and (request.standing.is_leader or request.standing.is_administrator)


class GroupsMenuItem(MenuItem):
    def is_shown(self, request):
        return may_group(request)


class _LeadersView(WagtailAdminTemplateMixin, View):
    header_icon = "group"

    def dispatch(self, request, *args, **kwargs):
        if not may_group(request):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        groups = {"url": reverse("practice_groups"), "label": GroupsView.page_title}
        above = [] if isinstance(self, GroupsView) else [groups]
        return [*self.breadcrumbs_items, *above, {"url": "", "label": self.get_page_title()}]

    def shown(self, **context) -> HttpResponse:
        return self.render_to_response(self.get_context_data(**context))


class GroupsView(_LeadersView):
    page_title = gettext_lazy("Practice groups")
    template_name = "learning/groups/list.html"

    def get(self, request):
        groups = groups_of(request.brand)
        waiting = readers.open_replies(request.brand)
        return self.shown(
            groups=groups, enough=ENOUGH, waiting=waiting.count(), oldest=waiting.order_by("sent").first(),
            people=sum(len(one.members) for one in groups),
        )  # fmt: skip

    def post(self, request):
        mine = PracticeGroup.objects.filter(brand=request.brand)
        if "close" in request.POST:
            group = get_object_or_404(mine, pk=posted_number(request.POST, "close"))
            close(group, request.user)
            messages.success(request, _("“%(name)s” is closed; its people can be grouped anew.") % {"name": group.name})
            return redirect("practice_groups")
        members = PracticeMember.objects.filter(group__brand=request.brand).select_related("group__brand", "person")
        member = get_object_or_404(members, pk=posted_number(request.POST, "member"))
        number = posted_number(request.POST, "to")
        refused = move(member, get_object_or_404(mine, pk=number) if number else None, request.user)
        if refused:
            messages.error(request, refused)
        else:
            messages.success(request, _("Done: %(name)s has changed groups.") % {"name": member.person.name})
        return redirect("practice_groups")


class ProposalView(_LeadersView):
    """What would be made, then, once seen, making exactly that."""

    page_title = gettext_lazy("Group people automatically")
    template_name = "learning/groups/proposal.html"

    def get(self, request):
        proposal = proposal_for(request.brand)
        known = PracticeGroup.objects.filter(brand=request.brand).count()
        named = [
            (name_of(circle, request.brand, number), circle)
            for number, circle in enumerate(proposal.circles, known + 1)
        ]
        return self.shown(proposal=proposal, named=named)

    def post(self, request):
        made = make_groups(request.brand, request.POST.get("mark", ""), request.user)
        if made is None:
            messages.warning(request, _("People have changed since you looked: look again before making the groups."))
            return redirect("practice_proposal")
        said = ngettext("%(n)s group made.", "%(n)s groups made.", made) % {"n": made}
        messages.success(request, said)
        return redirect("practice_groups")


class WaitingView(_LeadersView):
    """Every open reply, the oldest first, without its author's name; each may be entrusted to somebody."""

    page_title = gettext_lazy("Replies that wait")
    header_icon = "time"
    template_name = "learning/groups/waiting.html"

    def get(self, request):
        found = readers.open_replies(request.brand).select_related("attempt__version", "department")
        found = found.defer("attempt__version__content", "attempt__state")
        replies = list(found.prefetch_related("assignments__reviewer").order_by("sent")[:MOST_SHOWN])
        grouped = set(PracticeMember.objects.filter(group__brand=request.brand).values_list("person_id", flat=True))
        rows = [(one, one.attempt.version.exercise(), one.attempt.person_id in grouped) for one in replies]
        people = User.objects.of_brand(request.brand).order_by("name").values_list("email", "name")[:MOST_OFFERED]
        return self.shown(rows=rows, people=people, total=found.count())

    def post(self, request):
        reply = get_object_or_404(readers.open_replies(request.brand), pk=posted_number(request.POST, "reply"))
        address = request.POST.get("reader", "").strip()
        person = User.objects.of_brand(request.brand).filter(email__iexact=address).first()
        if person is None:
            messages.error(request, _("Choose somebody of the brand by their address."))
        elif readers.entrust(reply, person, request.user):
            told = _("%(name)s finds it first in “Replies to review”.") % {"name": person.name}
            messages.success(request, told)
        else:
            messages.error(
                request,
                _("This person may not read it: it is theirs, their manager’s or their team’s, they have read it, "
                  "or it counts for a certificate and they are no reviewer."),
            )  # fmt: skip
        return redirect("practice_waiting")
