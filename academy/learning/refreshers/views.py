"""The minute of the day: one question at a time, explained at once. Nobody else sees them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from academy.learning.attempts import Outcome
from academy.learning.models import Attempt
from academy.learning.players.notices import refused_notice
from academy.learning.players.quiz import chosen_in
from academy.learning.players.quiz_asked import Asked, asked_of
from academy.learning.players.screens import Play
from academy.learning.players.views import HttpResponseSeeOther
from academy.learning.refreshers.answer import quiz_of, state_of, take
from academy.learning.refreshers.deck import question_of, today_of
from academy.learning.refreshers.models import RefresherAnswer, RefresherCard
from academy.learning.refreshers.reminders import person_of
from academy.people.middleware import require_brand
from academy.people.permissions import members_only, public
from academy.people.posted import posted_number
from academy.people.stopping import answer_stop


@require_GET
@never_cache
@members_only
def refreshers(request: HttpRequest) -> HttpResponse:
    """The next question of the day, or the answer just given with its explanation, or «done for today»."""
    brand, language = require_brand(request), get_language() or "fr"
    today = today_of(request.user, brand, language)
    given = _just_given(request)
    card = given.card if given else (today.left[0] if today.left else None)
    one = _shown(card, language, given) if card else None
    context = {"today": today, "card": card, "one": one, "given": given, "number": today.done + (given is None)}
    fragment = request.htmx and not request.htmx.history_restore_request
    name = "fragment" if fragment else "page"
    return render(request, f"learning/refreshers/{name}.html", {**context, "partial": fragment})


def _just_given(request: HttpRequest) -> RefresherAnswer | None:
    number = posted_number(request.GET, "reponse")
    mine = RefresherAnswer.objects.filter(card__person=request.user, card__brand=request.brand)
    return mine.filter(pk=number).select_related("card").first() if number else None


def _shown(card: RefresherCard, language: str, given: RefresherAnswer | None) -> Asked | None:
    question = question_of(card, language)
    if question is None:
        return None
    day = given.day if given else timezone.localdate()
    state = state_of(card, question, day, tuple(given.answer) if given else ())
    shown = asked_of(Play(Attempt(), quiz_of(question, language), state))
    return shown[0] if shown else None


@require_POST
@never_cache
@members_only
def answer(request: HttpRequest, card_id: int) -> HttpResponse:
    """Saves the answer, then shows why. Sent twice it counts once."""
    card = get_object_or_404(RefresherCard, pk=card_id, person=request.user, brand=require_brand(request))
    language = get_language() or "fr"
    question = question_of(card, language)
    url = reverse("learning:refreshers")
    if question is None:
        messages.info(request, _("This question is no longer asked. Here is the next one."))
        return HttpResponseSeeOther(url)
    sureness = request.POST.get("confidence", "")
    given, refused = take(card, question, language, chosen_in(request.POST), sureness, timezone.localdate())
    if given is None:
        messages.info(request, refused_notice(Outcome(Attempt(), refused=refused)))
        return HttpResponseSeeOther(url)
    return HttpResponseSeeOther(f"{url}?reponse={given.pk}#maintenant")


@csrf_exempt  # mail programs post here by themselves (RFC 8058); the signed address is the proof
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@public
def stop_reminders(request: HttpRequest, token: str) -> HttpResponse:
    """The link of mails written before `people.stopping`: it goes on working."""
    return answer_stop(request, person_of(token), "refresher_mail")
