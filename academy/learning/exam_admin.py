"""Extra time in the admin, for leaders: who has how much, until when. Every change is in the audit log."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import CreateView, DeleteView, EditView
from wagtail.admin.viewsets.model import ModelViewSet

from academy.learning.models import ExtraTime
from academy.people.admin_views import BrandForm, BrandViewSet
from academy.people.audit import record
from academy.people.models import User


class ExtraTimeForm(BrandForm):
    words = {"person": gettext_lazy("Nobody else sees it; the reason is not asked and not stored.")}

    class Meta:
        fields = ["person", "percent", "until"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["person"].disabled = True
        else:
            self.fields["person"].queryset = User.objects.of_brand(self.instance.brand).order_by("name")

    def clean(self):
        cleaned = super().clean()
        twin = ExtraTime.objects.filter(brand_id=self.instance.brand_id, person=cleaned.get("person"))
        if twin.exclude(pk=self.instance.pk).exists():
            self.add_error("person", ValidationError(_("This person has extra time already: change that entry.")))
        return cleaned


def _said(request, what: str, entry: ExtraTime, **facts) -> None:
    record(request.user, f"learning.extra_time_{what}", entry.person, brand=entry.brand, **facts)


class ExtraTimeCreateView(CreateView):
    def save_instance(self):
        entry = super().save_instance()
        _said(self.request, "given", entry, percent=entry.percent, until=entry.until)
        return entry


class ExtraTimeEditView(EditView):
    def save_instance(self):
        entry = super().save_instance()
        _said(self.request, "changed", entry, percent=entry.percent, until=entry.until)
        return entry


class ExtraTimeDeleteView(DeleteView):
    def delete_action(self):
        _said(self.request, "taken_back", self.object)
        return super().delete_action()


class ExtraTimeViewSet(BrandViewSet, ModelViewSet):
    model = ExtraTime
    icon = "time"
    menu_label = gettext_lazy("Extra time in exams")
    menu_name = "extra-time"
    menu_order = 212
    add_to_admin_menu = True
    add_view_class, edit_view_class, delete_view_class = ExtraTimeCreateView, ExtraTimeEditView, ExtraTimeDeleteView
    list_display = [
        Column("person", label=gettext_lazy("Person"), sort_key="person__name"),
        Column("percent", label=gettext_lazy("Percent"), sort_key="percent"),
        DateColumn("until", label=gettext_lazy("Until"), sort_key="until"),
    ]
    list_select_related = ["person"]
    search_fields = ["person__name", "person__email"]
    search_backend_name = None
    ordering = ["person__name"]
    copy_view_enabled = False
    add_to_reference_index = False

    def get_form_class(self, for_update=False):
        return forms.modelform_factory(
            ExtraTime, ExtraTimeForm, fields=["person", "percent", "until"],
            widgets={"until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")},
        )  # fmt: skip
