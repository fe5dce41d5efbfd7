"""What every admin screen of a brand's records shares: it shows and touches the records of this site's brand only."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from wagtail.admin.forms import WagtailAdminModelForm

from academy.people.models import User
from academy.people.permissions import Standing
from academy.people.roles import MODEL_PERMISSIONS


def may_edit(standing: Standing, label: str) -> bool:
    """Whether one of the person's roles in this very brand has anything to do with a model ('people.department')."""
    return standing.is_administrator or any(
        standing.has(role) and label in labels for role, labels in MODEL_PERMISSIONS.items()
    )


class OfThisBrand:
    """For Wagtail's generic views on models with a `brand`: model permissions hold for all brands."""

    def dispatch(self, request, *args, **kwargs):
        if request.brand is None or not may_edit(request.standing, self._model()._meta.label_lower):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def _model(self):
        return getattr(self, "model", None) or self.model_class

    def get_object(self, *args, **kwargs):
        found = super().get_object(*args, **kwargs)
        if found is not None and found.brand_id is None:
            found.brand = self.request.brand
        if found is not None and found.brand_id != getattr(self.request.brand, "pk", None):
            raise Http404
        return found

    def get_base_queryset(self):
        found = super().get_base_queryset()  # of a history or usage view: log entries, references
        return found.filter(brand=self.request.brand) if found.model is self._model() else found

    def get_object_list(self):
        return super().get_object_list().filter(brand=self.request.brand)

    def get_initial_form_instance(self):
        instance = super().get_initial_form_instance() or self.model()
        instance.brand = self.request.brand
        return instance


class BrandViewSet:
    """Mix into a ModelViewSet, SnippetViewSet or ChooserViewSet: all its views become `OfThisBrand`."""

    def construct_view(self, view_class, **kwargs):
        return super().construct_view(type(view_class.__name__, (OfThisBrand, view_class), {}), **kwargs)


class BrandForm(WagtailAdminModelForm):
    """Offers departments and people of the record's brand only; `instance.brand` is set before the form is made.

    `names` and `words` are the labels and the words of help of fields whose model does not say them.
    """

    names: dict = {}
    words: dict = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label in self.names.items():
            if name in self.fields:
                self.fields[name].label = label
        for name, text in self.words.items():
            if name in self.fields:
                self.fields[name].help_text = text
        for name in ("department", "parent"):
            if name in self.fields:
                field = self.fields[name]
                field.queryset = field.queryset.filter(brand_id=self.instance.brand_id).exclude(
                    pk__in=[self.instance.pk] if name == "parent" and self.instance.pk else []
                )
        for name in ("owner", "deputy"):
            if name in self.fields:
                self.fields[name].queryset = User.objects.of_brand(self.instance.brand).order_by("name")
