"""Equivalence: a mandate that existed before, or an appointment, becomes a certificate by a leader's word."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from academy.certification.admin.access import LeaderView
from academy.certification.awards import recognise
from academy.certification.models import Award, Level
from academy.library.models import Channel, Topic
from academy.people.audit import record
from academy.people.models import Brand, User
from academy.people.posted import posted_number


class RecogniseForm(forms.Form):
    person = forms.ModelChoiceField(
        label=gettext_lazy("Person"), queryset=User.objects.none(), empty_label=gettext_lazy("Choose…")
    )
    level = forms.ModelChoiceField(
        label=gettext_lazy("Level"), queryset=Level.objects.none(), empty_label=gettext_lazy("Choose…")
    )
    day = forms.DateField(
        label=gettext_lazy("Holds from"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Its validity counts from this day. Not in the future."),
    )
    channels = forms.MultipleChoiceField(
        label=gettext_lazy("Only these channels"), required=False, widget=forms.CheckboxSelectMultiple
    )
    topics = forms.MultipleChoiceField(
        label=gettext_lazy("Only these topics"), required=False, widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(
        label=gettext_lazy("On what it rests"),
        max_length=300,
        help_text=gettext_lazy("Kept with the certificate and in the audit log: earlier mandate, diploma, years done."),
    )

    def __init__(self, *args, brand: Brand, by: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["person"].queryset = User.objects.of_brand(brand).order_by("name")
        self.fields["level"].queryset = Level.objects.filter(brand=brand)
        for name, model in (("channels", Channel), ("topics", Topic)):
            self.fields[name].choices = [(one.code, one.name) for one in model.objects.filter(brand=brand)]

    def clean(self):
        cleaned = super().clean()
        person, level, day = cleaned.get("person"), cleaned.get("level"), cleaned.get("day")
        if day and day > timezone.localdate():
            self.add_error("day", _("This day lies in the future."))
        if person and person == self.by:
            self.add_error("person", _("Nobody recognises themselves: ask another leader."))
        if person and level:
            if Award.objects.filter(person=person, level=level).exists():
                self.add_error("person", _("This person has had a certificate of this level already."))
            for name in ("channels", "topics"):
                known = {one.code for one in getattr(level, name).all()}
                if cleaned.get(name) and not known & set(cleaned[name]):
                    self.add_error(name, ValidationError(_("The level opens none of these.")))
        return cleaned


class RecogniseView(LeaderView):
    page_title = gettext_lazy("Recognise")
    header_icon = "pv-award"
    template_name = "certification/admin/recognise.html"
    parent = ("certificates", gettext_lazy("Certificates"))

    def get(self, request):
        start = {"day": timezone.localdate(), **{n: posted_number(request.GET, n) or None for n in ("person", "level")}}
        return self._show(RecogniseForm(brand=request.brand, by=request.user, initial=start))

    def _show(self, form, status: int = 200):
        return self.render_to_response(self.get_context_data(form=form), status=status)

    def post(self, request):
        form = RecogniseForm(request.POST, brand=request.brand, by=request.user)
        if not form.is_valid():
            return self._show(form, 422)
        data = form.cleaned_data
        with transaction.atomic():
            award = recognise(
                data["person"], data["level"], data["day"], data["channels"], data["topics"], data["note"]
            )
            if award:
                record(request.user, "award.recognised", award, data["note"], level=data["level"].code)
        if award is None:
            form.add_error("person", _("This person has had a certificate of this level already."))
            return self._show(form, 422)
        messages.success(request, _("Recognised: the certificate is being printed."))
        return redirect("certificate", number=award.number)
