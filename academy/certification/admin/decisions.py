"""The review queue: what needs a human decision; and the announced changes with who has confirmed them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from academy.certification.admin.access import LeaderView
from academy.certification.decisions import decisions_of
from academy.certification.models import MustKnowUpdate
from academy.certification.updates.acts import withdraw
from academy.certification.updates.progress import progress_of
from academy.people.posted import posted_number


class DecisionsView(LeaderView):
    page_title = gettext_lazy("To decide")
    header_icon = "tasks"
    template_name = "certification/admin/decisions.html"
    parent = ("certificates", gettext_lazy("Certificates"))

    def get(self, request):
        return self.render_to_response(self.get_context_data(todo=decisions_of(request.brand)))


class UpdatesView(LeaderView):
    page_title = gettext_lazy("Changes to know")
    header_icon = "info-circle"
    template_name = "certification/admin/updates.html"
    parent = ("certificates", gettext_lazy("Certificates"))

    def get(self, request):
        updates = MustKnowUpdate.objects.filter(brand=request.brand, withdrawn=None)[:30]
        return self.render_to_response(self.get_context_data(rows=progress_of(request.brand, updates)))

    def post(self, request):
        update = get_object_or_404(MustKnowUpdate, brand=request.brand, pk=posted_number(request.POST, "update"))
        if withdraw(update, request.user):
            messages.success(
                request, _("Taken back: nobody has to confirm it, and whoever was paused by it speaks again.")
            )
        return redirect("must_know_updates")
