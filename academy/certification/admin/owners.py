"""Who answers for which channel, topic and department: everything in one list, what is vacant first, named in place."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from academy.certification.admin.access import LeaderView
from academy.certification.ownership import OWNED, vacancies
from academy.people.audit import record
from academy.people.models import Brand, User
from academy.people.posted import posted_number

MOST_OFFERED = 500  # addresses the browser completes; beyond, one types


class OwnersForm(forms.Form):
    """People by their address: a list to choose from would hold the whole brand in every row."""

    owner = forms.EmailField(label=gettext_lazy("Owner"))
    deputy = forms.EmailField(label=gettext_lazy("Deputy"), required=False)

    def __init__(self, *args, brand: Brand, **kwargs):
        super().__init__(*args, **kwargs)
        self.brand = brand

    def _person(self, name: str) -> User | None:
        address = self.cleaned_data[name]
        person = User.objects.of_brand(self.brand).filter(email__iexact=address).first() if address else None
        if address and person is None:
            raise ValidationError(_("Nobody of this brand has the address %(address)s.") % {"address": address})
        return person

    def clean_owner(self):
        return self._person("owner")

    def clean_deputy(self):
        return self._person("deputy")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("owner") and cleaned.get("owner") == cleaned.get("deputy"):
            raise ValidationError(_("Owner and deputy are two people: one takes over from the other."))
        return cleaned


class OwnersView(LeaderView):
    page_title = gettext_lazy("Owners and deputies")
    header_icon = "user"
    template_name = "certification/admin/owners.html"
    parent = ("certificates", gettext_lazy("Certificates"))

    def get(self, request):
        vacant = {(one.kind, one.thing.pk): one for one in vacancies(request.brand)}
        rows = []
        for kind, model in OWNED.items():
            for thing in model.objects.filter(brand=request.brand).select_related("owner", "deputy"):
                rows.append((kind, model._meta.verbose_name, thing, vacant.get((kind, thing.pk))))
        rows.sort(key=lambda row: 2 if row[3] is None else 0 if row[3].ownerless else 1)
        people = User.objects.of_brand(request.brand).order_by("name").values_list("email", "name")[:MOST_OFFERED]
        return self.render_to_response(self.get_context_data(rows=rows, people=people, vacant=len(vacant)))

    @transaction.atomic
    def post(self, request):
        model = OWNED.get(request.POST.get("kind", ""))
        if model is None:
            raise Http404
        thing = get_object_or_404(model, brand=request.brand, pk=posted_number(request.POST, "thing"))
        form = OwnersForm(request.POST, brand=request.brand)
        if form.is_valid():
            thing.owner, thing.deputy = form.cleaned_data["owner"], form.cleaned_data["deputy"]
            thing.save(update_fields=["owner", "deputy"])
            record(
                request.user, "owner.named", thing, owner=thing.owner.public_id,
                deputy=getattr(thing.deputy, "public_id", None),
            )  # fmt: skip
            messages.success(request, _("Saved: “who does what” shows it at once."))
        else:
            messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
        return redirect("owners")
