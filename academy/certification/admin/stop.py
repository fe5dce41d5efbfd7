"""The stop switch: pause all or some rights to speak with one confirmed act, and lift it again."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from academy.certification import acts
from academy.certification.admin.access import LeaderView
from academy.certification.lives import cells_of
from academy.certification.models import Award, Freeze, Level
from academy.library.models import Channel, Topic
from academy.people.models import Brand
from academy.people.posted import posted_number


class StopForm(forms.Form):
    """Which rights to pause. Nothing ticked in a group means the whole group."""

    levels = forms.MultipleChoiceField(
        label=gettext_lazy("Levels"), required=False, widget=forms.CheckboxSelectMultiple
    )
    channels = forms.MultipleChoiceField(
        label=gettext_lazy("Channels"), required=False, widget=forms.CheckboxSelectMultiple
    )
    topics = forms.MultipleChoiceField(
        label=gettext_lazy("Topics"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(
        label=gettext_lazy("Word to the speakers"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Members read it in the registry. The public only sees that rights are paused."),
    )

    def __init__(self, *args, brand: Brand, **kwargs):
        super().__init__(*args, **kwargs)
        for name, model in (("levels", Level), ("channels", Channel), ("topics", Topic)):
            self.fields[name].choices = [(one.code, one.name) for one in model.objects.filter(brand=brand)]


class StopView(LeaderView):
    page_title = gettext_lazy("Stop switch")
    header_icon = "lock"
    template_name = "certification/admin/stop.html"
    parent = ("certificates", gettext_lazy("Certificates"))

    def get(self, request):
        return self._show(StopForm(brand=request.brand))

    def _show(self, form, status: int = 200, **more):
        freezes = Freeze.objects.filter(brand=self.request.brand).select_related("started_by", "lifted_by")
        active = [_named(one, self.request.brand) for one in freezes if one.lifted_at is None]
        context = self.get_context_data(
            form=form, active=active, past=[one for one in freezes if one.lifted_at][:20], **more
        )
        return self.render_to_response(context, status=status)

    def post(self, request):
        if request.POST.get("act") == "lift":
            stop = get_object_or_404(Freeze, brand=request.brand, pk=posted_number(request.POST, "stop"))
            if acts.lift(stop, request.user):
                messages.success(request, _("Lifted: people speak again from this moment on."))
            return redirect("stop_switch")
        form = StopForm(request.POST, brand=request.brand)
        if not form.is_valid():
            return self._show(form, 422)
        if request.POST.get("act") != "confirm":
            return self._show(form, confirm=True, count=reach(request.brand, **_codes(form)))
        acts.freeze(request.brand, request.user, form.cleaned_data["reason"], **_codes(form))
        messages.success(request, _("Stopped. Verification and registry say so from this moment on."))
        return redirect("stop_switch")


def _codes(form: StopForm) -> dict[str, list[str]]:
    return {name: form.cleaned_data[name] for name in ("levels", "channels", "topics")}


def reach(brand: Brand, levels, channels, topics) -> int:
    """How many people lose a right by it, for the page that asks to confirm."""
    held = Award.objects.for_brand(brand).valid_on(timezone.localdate())
    if levels:
        held = held.filter(level__code__in=levels)
    wanted_channels, wanted_topics = set(channels), set(topics)
    people = set()
    for person, scope in held.values_list("person_id", "scope"):
        for channel, topic in cells_of(scope):
            if (not channels or channel in wanted_channels) and (not topics or topic in wanted_topics):
                people.add(person)
                break
    return len(people)


def _named(stop: Freeze, brand: Brand) -> Freeze:
    """With the names of what it stops."""
    for field, model in (("levels", Level), ("channels", Channel), ("topics", Topic)):
        codes = getattr(stop, field)
        names = [one.name for one in model.objects.filter(brand=brand, code__in=codes)] if codes else []
        setattr(stop, f"{field}_named", ", ".join(names) or _("all"))
    return stop
