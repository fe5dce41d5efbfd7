"""What needs a second person: proposed withdrawals."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from academy.certification import acts
from academy.certification.admin.access import LeaderView
from academy.certification.models import RevocationCase
from academy.people.models import Brand
from academy.people.posted import posted_number


def open_cases(brand: Brand):
    cases = RevocationCase.objects.filter(brand=brand, decided_at__isnull=True)
    return cases.select_related("award__level", "proposed_by").order_by("proposed_at")


class WithdrawalsView(LeaderView):
    page_title = gettext_lazy("Withdrawals to decide")
    header_icon = "warning"
    template_name = "certification/admin/withdrawals.html"
    parent = ("certificates", gettext_lazy("Certificates"))

    def get(self, request):
        decided = RevocationCase.objects.filter(brand=request.brand, decided_at__isnull=False)
        decided = decided.select_related("award__level", "proposed_by", "decided_by").order_by("-decided_at")
        context = self.get_context_data(cases=open_cases(request.brand), decided=decided[:30])
        return self.render_to_response(context)

    def post(self, request):
        case = get_object_or_404(RevocationCase, brand=request.brand, pk=posted_number(request.POST, "case"))
        confirmed = request.POST.get("decision") == "confirm"
        try:
            decided = acts.decide(case, request.user, confirmed)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("withdrawals")
        if not decided:
            messages.info(request, _("Somebody has decided this already."))
        elif confirmed:
            messages.success(request, _("Withdrawn. Verification and registry say so from this moment on."))
        else:
            messages.success(request, _("Declined. The certificate stays; resume it if it was suspended."))
        return redirect("withdrawals")
