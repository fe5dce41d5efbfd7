"""Many certificates at once: choose, look at what would happen to each, confirm."""

from django import forms
from django.contrib import messages
from django.core import signing
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from academy.certification.admin.access import LeaderView
from academy.certification.admin.certificates import with_status
from academy.certification.bulk_acts import ACTS, carry_out, plan_of
from academy.certification.bulk_work import KIND, MANY
from academy.certification.models import Award, Level
from academy.certification.records import Reason
from academy.library.models import Channel
from academy.people.long_work import once
from academy.people.models import Department, Membership

SALT = "academy.certification.bulk"
SHOWN = 200


class BulkForm(forms.Form):
    act = forms.ChoiceField(label=gettext_lazy("What to do"), choices=list(ACTS.items()), widget=forms.RadioSelect)
    reason = forms.ChoiceField(label=gettext_lazy("Reason"), choices=Reason.choices, initial=Reason.INCIDENT)
    level = forms.ModelChoiceField(
        label=gettext_lazy("Level"), queryset=Level.objects.none(), required=False,
        empty_label=gettext_lazy("All levels"),
    )  # fmt: skip
    department = forms.ModelChoiceField(
        label=gettext_lazy("Department"), queryset=Department.objects.none(), required=False,
        empty_label=gettext_lazy("All departments"),
    )  # fmt: skip
    channel = forms.ChoiceField(label=gettext_lazy("Channel"), required=False)
    numbers = forms.CharField(
        label=gettext_lazy("Or these numbers only"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One per line, as on the certificates."), max_length=200_000,
    )  # fmt: skip

    def __init__(self, *args, brand, **kwargs):
        super().__init__(*args, **kwargs)
        self.brand = brand
        self.fields["level"].queryset = Level.objects.filter(brand=brand)
        self.fields["department"].queryset = Department.objects.filter(brand=brand)
        channels = [(one.code, one.name) for one in Channel.objects.filter(brand=brand)]
        self.fields["channel"].choices = [("", _("All channels")), *channels]

    def clean(self):
        cleaned = super().clean()
        if not any(cleaned.get(name) for name in ("level", "department", "channel", "numbers")):
            raise forms.ValidationError(
                _("Choose a level, a department, a channel or numbers: never everything at once.")
            )
        return cleaned

    def awards(self):
        data, found = self.cleaned_data, Award.objects.filter(brand=self.brand, person__isnull=False).with_life()
        if data["numbers"]:
            return found.filter(number__in=data["numbers"].upper().split())
        if data["level"]:
            found = found.filter(level=data["level"])
        if data["department"]:
            inside = Membership.objects.valid_on().filter(department__in=data["department"].with_descendants())
            found = found.filter(person__in=inside.values("user"))
        if not data["channel"]:
            return found
        codes = data["channel"]
        return [a for a in found if any(one["code"] == codes for one in a.scope.get("channels") or [])]


class BulkView(LeaderView):
    page_title = gettext_lazy("Several at once")
    header_icon = "tasks"
    template_name = "certification/admin/bulk.html"
    parent = ("certificates", gettext_lazy("Certificates"))

    def get(self, request):
        return self._show(BulkForm(brand=request.brand, initial={"act": "suspend"}))

    def _show(self, form, status: int = 200, **more):
        return self.render_to_response(self.get_context_data(form=form, **more), status=status)

    def post(self, request):
        if "plan" in request.POST:
            return self._carry_out(request)
        form = BulkForm(request.POST, brand=request.brand)
        if not form.is_valid():
            return self._show(form, 422)
        plan = plan_of(request.brand, form.cleaned_data["act"], form.awards(), request.user)
        sealed = signing.dumps(
            [request.brand.pk, request.user.pk, plan.act, form.cleaned_data["reason"],
             [award.number for award in plan.concerned]],
            salt=SALT, compress=True,
        )  # fmt: skip
        shown = with_status(request.brand, plan.concerned[:SHOWN])
        return self._show(form, plan=plan, shown=shown, sealed=sealed, what=ACTS[plan.act])

    def _carry_out(self, request):
        """Exactly what was shown, within the hour; what no longer fits is left alone."""
        try:
            brand, user, act, reason, numbers = signing.loads(request.POST["plan"], salt=SALT, max_age=3_600)
        except signing.BadSignature:
            messages.error(request, _("This preview is too old: look at it again, then confirm."))
            return redirect("certificates_bulk")
        if (brand, user) != (request.brand.pk, request.user.pk):
            messages.error(request, _("This preview is too old: look at it again, then confirm."))
            return redirect("certificates_bulk")
        if len(numbers) > MANY:
            title = f"{ACTS[act]} · {len(numbers)}"
            facts = {"act": act, "reason": reason, "numbers": numbers}
            work = once(KIND, request.brand, request.user, title, len(numbers), **facts)
            return redirect("long_work", work.pk)
        done = carry_out(request.brand, act, numbers, request.user, reason)
        text = ngettext("Done for %(n)d certificate.", "Done for %(n)d certificates.", done) % {"n": done}
        messages.success(request, text)
        return redirect("certificates")
