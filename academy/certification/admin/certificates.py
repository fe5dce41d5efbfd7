"""The list of certificates, with filters and spreadsheet; one certificate with its life and what can be done."""

import django_filters
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import OuterRef, Q, Subquery
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.reports import ReportView

from academy.certification import acts
from academy.certification.admin.access import LeaderView, may_certify
from academy.certification.life import Status, may_append, status_on
from academy.certification.lives import bars, life_of, lives_of
from academy.certification.models import Award, AwardEvent, Level, RevocationCase
from academy.certification.pdf.words import languages_in_words, named
from academy.certification.records import Reason
from academy.people.models import Department, Membership
from academy.people.spreadsheet import neutral

STATUS_LABELS = {
    Status.VALID: gettext_lazy("Valid"),
    Status.NOT_YET: gettext_lazy("Not yet begun"),
    Status.EXPIRED: gettext_lazy("Expired"),
    Status.REPLACED: gettext_lazy("Renewed since"),
    Status.SUSPENDED: gettext_lazy("Suspended"),
    Status.REVOKED: gettext_lazy("Withdrawn"),
    Status.RELINQUISHED: gettext_lazy("Given back"),
    Status.ENDED: gettext_lazy("Ended with the contract"),
    Status.ERASED: gettext_lazy("Holder erased"),
}


def _levels(request):
    return Level.objects.filter(brand=request.brand)


def _departments(request):
    return Department.objects.filter(brand=request.brand)


class CertificateFilters(WagtailFilterSet):
    q = django_filters.CharFilter(label=gettext_lazy("Name or number"), method="named")
    level = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Level"), queryset=_levels, empty_label=gettext_lazy("All levels")
    )
    department = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Department"), queryset=_departments, method="in_department",
        empty_label=gettext_lazy("All departments"),
    )  # fmt: skip
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        method="in_state",
        choices=[
            ("valid", gettext_lazy("Valid")),
            ("ending", gettext_lazy("Ends within 60 days")),
            ("stopped", gettext_lazy("Suspended, withdrawn, given back or ended")),
            ("expired", gettext_lazy("Past its end")),
        ],
        empty_label=gettext_lazy("All"),
    )

    class Meta:
        model = Award
        fields: list[str] = []

    def named(self, queryset, name, text):
        return queryset.filter(Q(holder__icontains=text) | Q(number__icontains=text.strip()))

    def in_department(self, queryset, name, department):
        inside = Membership.objects.valid_on().filter(department__in=department.with_descendants())
        return queryset.filter(person__in=inside.values("user"))

    def in_state(self, queryset, name, state):
        today = timezone.localdate()
        if state == "valid":
            return queryset.valid_on(today)
        if state == "ending":
            return queryset.valid_on(today).filter(expires__lte=today + timezone.timedelta(days=60))
        if state == "expired":
            return queryset.filter(expires__lt=today)
        return queryset.filter(expires__gte=today).exclude(pk__in=queryset.valid_on(today).values("pk"))


class CertificatesReport(ReportView):
    index_url_name = "certificates"
    index_results_url_name = "certificates_results"
    page_title = gettext_lazy("Certificates")
    header_icon = "pv-award"
    results_template_name = "certification/admin/certificates_results.html"
    filterset_class = CertificateFilters
    model = Award
    paginate_by = 50
    list_export = ["number", "holder", "department", "level", "status", "issued", "expires"]
    export_headings = {
        "number": gettext_lazy("Number"),
        "holder": gettext_lazy("Holder"),
        "department": gettext_lazy("Department"),
        "level": gettext_lazy("Level"),
        "status": gettext_lazy("State"),
        "issued": gettext_lazy("Issued on"),
        "expires": gettext_lazy("Valid until"),
    }

    def dispatch(self, request, *args, **kwargs):
        if not may_certify(request):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self):
        home = Membership.objects.valid_on().filter(
            user=OuterRef("person"), brand=self.request.brand, department__isnull=False
        )
        found = Award.objects.filter(brand=self.request.brand).with_life()
        return found.annotate(department=Subquery(home.order_by("pk").values("department__name")[:1]))

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        with_status(self.request.brand, context["object_list"])
        return context

    def get_filename(self):
        return f"attestations-{timezone.localdate():%Y-%m-%d}"

    def stream_csv(self, queryset):
        return super().stream_csv(_told(self.request.brand, queryset))

    def write_xlsx(self, queryset, output):
        return super().write_xlsx(_told(self.request.brand, queryset), output)

    def preprocess_field_value(self, field, value, export_format):
        if field == "level":
            value = value.name
        return neutral(super().preprocess_field_value(field, value if value is not None else "", export_format))


def with_status(brand, awards) -> list[Award]:
    """Sets `.status` and `.status_text` of each certificate for today."""
    awards = list(awards)
    lives, today = lives_of(brand, awards), timezone.localdate()
    for award in awards:
        award.status = status_on(lives[award.pk], today)
        award.status_text = STATUS_LABELS[award.status]
    return awards


class _told:
    """A queryset whose rows carry their state when a spreadsheet is written."""

    def __init__(self, brand, queryset):
        self.brand, self.queryset, self.model = brand, queryset, queryset.model

    def __iter__(self):
        for award in with_status(self.brand, self.queryset):
            award.status = str(award.status_text)
            yield award

    def iterator(self, *args, **kwargs):
        return iter(self)

    def __getattr__(self, name):
        return getattr(self.queryset, name)


class ProposalForm(forms.Form):
    """The first act of a withdrawal."""

    code = forms.ChoiceField(label=gettext_lazy("Reason"), choices=Reason.choices)
    heard_on = forms.DateField(
        label=gettext_lazy("The person was heard on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Nobody is withdrawn without having been heard."),
    )
    note = forms.CharField(
        label=gettext_lazy("Facts, for those who decide"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=2_000,
        help_text=gettext_lazy("Facts only. Never shown to the public nor to colleagues."),
    )
    suspend = forms.BooleanField(
        label=gettext_lazy("Suspend at once, until it is decided"), required=False, initial=True
    )


class CertificateView(LeaderView):
    """One certificate: what it is worth, what happened to it, what a leader may do now."""

    page_title = gettext_lazy("Certificate")
    header_icon = "pv-award"
    template_name = "certification/admin/certificate.html"
    parent = ("certificates", gettext_lazy("Certificates"))

    def dispatch(self, request, number: str):
        if may_certify(request):
            found = Award.objects.filter(brand=request.brand).with_life()
            self.award = get_object_or_404(found, number=number)
        return super().dispatch(request)

    def get_page_subtitle(self):
        return self.award.number

    def get_context_data(self, **kwargs):
        life, today = life_of(self.award), timezone.localdate()
        with_status(self.award.brand, [self.award])
        return {
            **super().get_context_data(**kwargs),
            "award": self.award,
            "scope": self._scope_in_words(),
            "events": self.award.events.select_related("by"),
            "may": {kind: may_append(life, kind, today) for kind in ("suspended", "resumed", "revoked")},
            "barred": bars(self.award.events.all()) in ("revoked", "relinquished"),
            "case": RevocationCase.objects.filter(award=self.award, decided_at__isnull=True).first(),
            "reasons": Reason.choices,
            "labels": dict(Reason.choices),
            "proposal": kwargs.get("proposal") or ProposalForm(),
        }

    def _scope_in_words(self) -> dict[str, list[str]]:
        """The names of the scope as it was given, in the reader's language."""
        scope, language = self.award.scope, "en" if (get_language() or "fr").startswith("en") else "fr"
        return {
            "channels": named(scope.get("channels") or [], language),
            "topics": named(scope.get("topics") or [], language),
            "languages": languages_in_words(scope.get("languages") or [], language),
        }

    def get(self, request):
        return self.render_to_response(self.get_context_data())

    def post(self, request):
        act = request.POST.get("act", "")
        if act == "propose":
            return self._propose(request)
        done = None
        if act == "suspend":
            code = request.POST.get("code", "")
            done = acts.suspend(self.award, request.user, code if code in Reason.values else Reason.OTHER)
        elif act == "resume":
            done = acts.resume(self.award, request.user)
        elif act == "readmit" and bars(self.award.events.all()) in ("revoked", "relinquished"):
            done = acts.readmit(self.award, request.user)
        if done:
            messages.success(request, _("Done: effective at once, in verification and registry."))
        else:
            messages.warning(request, _("Nothing changed: the certificate was in that state already."))
        return redirect("certificate", number=self.award.number)

    def _propose(self, request):
        form = ProposalForm(request.POST)
        if form.is_valid():
            data = form.cleaned_data
            try:
                acts.propose_revocation(self.award, request.user, data["code"], data["heard_on"], data["note"])
            except ValidationError as error:
                form.add_error(None, error)
            else:
                if data["suspend"]:
                    acts.suspend(self.award, request.user, Reason.INCIDENT)
                messages.success(request, _("Proposed. A second person decides under «Withdrawals to decide»."))
                return redirect("certificate", number=self.award.number)
        return self.render_to_response(self.get_context_data(proposal=form), status=422)


EVENT_LABELS = dict(AwardEvent.Kind.choices)
