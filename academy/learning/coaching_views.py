"""The page «Coaching talks» for leaders and managers: what is due, the form to record it, what was held."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.models import Page

from academy.learning.coaching import due_talks, held_talks, hold
from academy.learning.models import CoachingTalk
from academy.library.tree import home_of
from academy.people.middleware import require_brand
from academy.people.permissions import report_readers_only

MOST_DUE, MOST_HELD = 100, 30


class TalkForm(forms.Form):
    """When the talk was, and what both agreed. The person reads it too."""

    held = forms.DateField(
        label=gettext_lazy("Day of the talk"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    agreed = forms.CharField(
        label=gettext_lazy("What you agreed"),
        help_text=gettext_lazy("What to read or practise before the next attempt. The person reads this note too."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )

    def __init__(self, talk: CoachingTalk, *args, **kwargs):
        super().__init__(*args, initial={"held": timezone.localdate()}, prefix=f"talk-{talk.pk}", **kwargs)
        self.talk = talk

    def clean_held(self):
        day = self.cleaned_data["held"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come. Record the talk once it has taken place."))
        if day < timezone.localdate(self.talk.due_since):
            raise forms.ValidationError(_("The talk comes after the attempt that did not succeed."))
        return day


@report_readers_only
def talks(request: HttpRequest, talk_id: int | None = None) -> HttpResponse:
    """The list; with a number and a form, one talk is recorded and one more attempt opens. Twice records once."""
    brand, sent = require_brand(request), None
    waiting = due_talks(brand, request.standing)
    if talk_id is not None:
        found = get_object_or_404(CoachingTalk.objects.filter(pk=talk_id, brand=brand).select_related("person"))
        if not waiting.filter(pk=talk_id).exists():
            get_object_or_404(held_talks(brand, request.standing), pk=talk_id)
            messages.info(request, _("This talk was recorded already."))
            return redirect("learning:talks")
        sent = TalkForm(found, request.POST or None)
        if request.method == "POST" and sent.is_valid():
            if hold(found, request.user, sent.cleaned_data["held"], sent.cleaned_data["agreed"]):
                said = _("Recorded. One more attempt is open for %(name)s.") % {"name": found.person}
                messages.success(request, said)
            else:
                messages.info(request, _("This talk was recorded already."))
            return redirect("learning:talks")
    return _list(request, waiting, sent)


def _list(request: HttpRequest, waiting, sent: TalkForm | None) -> HttpResponse:
    due = list(waiting[:MOST_DUE])
    held = list(held_talks(request.brand, request.standing)[:MOST_HELD])
    titles = _titles(request, {talk.step_key for talk in [*due, *held]})
    context = {
        "due": [
            (talk, titles.get(talk.step_key, ""), sent if sent and sent.talk.pk == talk.pk else TalkForm(talk))
            for talk in due
        ],
        "held": [(talk, titles.get(talk.step_key, "")) for talk in held],
        "total": waiting.count() if len(due) == MOST_DUE else len(due),
        "open": sent.talk.pk if sent else None,
    }
    status = 422 if sent and sent.errors else 200
    return render(request, "learning/talks.html", context, status=status)


def _titles(request: HttpRequest, keys: set) -> dict:
    home = home_of(request.brand, get_language() or "fr")
    pages = Page.objects.filter(translation_key__in=keys, path__startswith=home.path)
    return dict(pages.values_list("translation_key", "title"))
