"""What a learner does with the text of a reply. Whatever the button, the text is kept first."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from academy.exercises import personal_data
from academy.exercises.play import Save, Send
from academy.exercises.reply import TEXT_LIMIT
from academy.learning.attempts import Outcome, act
from academy.learning.models import Attempt
from academy.learning.players.notices import refused_notice
from academy.learning.players.reply import CHECKING, length_of
from academy.learning.players.screens import read_seq
from academy.learning.players.views import answer_with, leave_to, play_of
from academy.people.permissions import members_only


@require_POST
@never_cache
@members_only
def write(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """`do`: save (the default), check, pseudonymise, take (an earlier text, in `text`) or send."""
    attempt = Attempt.objects.select_related("version").defer("version__content").filter(
        public_id=public_id, person=request.user, brand=request.brand, version__kind="reply"
    ).first()  # fmt: skip
    if attempt is None:
        raise Http404
    do = str(request.POST.get("do", "save"))
    outcome = _keep(request.user, attempt, request.POST, do)
    notice = _notice(outcome, read_seq(request.POST))
    if do == "send" and (outcome.refused is None or outcome.repeated):  # repeated: kept on its own just before
        outcome = act(public_id, request.user, lambda now: Send(_text(request.POST), now.seq))
        notice = refused_notice(outcome)
    if request.accepts("application/json") and not request.accepts("text/html"):
        return _acknowledge(outcome, notice)
    if outcome.attempt.status != Attempt.Status.RUNNING:
        return leave_to(request, reverse("learning:result", args=[public_id]), "" if outcome.repeated else notice)
    query = f"?{CHECKING}=1" if do == "check" or (do == "send" and outcome.refused) else ""
    return answer_with(
        request, play_of(outcome.attempt), outcome, query, notice or (_("Draft saved.") if do == "save" else "")
    )


def _text(data: Mapping[str, Any]) -> str:
    return str(data.get("text", "")).replace("\r\n", "\n")


def _keep(person, attempt: Attempt, data: Mapping[str, Any], do: str) -> Outcome:
    text = _text(data)
    if do == "pseudonymise" and len(text) <= TEXT_LIMIT:
        text = personal_data.pseudonymise(text, attempt.version.locale, personal_data.PUBLIC)[0]
    return act(attempt.public_id, person, Save(text, read_seq(data)))


def _notice(outcome: Outcome, seen: int) -> str:
    """Says so when another device wrote in between: its text is among the earlier versions."""
    if outcome.refused is None and 0 <= seen < outcome.attempt.seq - 1:
        return _("Another version was saved meanwhile, perhaps on another device. It is kept under “Earlier versions”.")
    return "" if outcome.repeated else refused_notice(outcome)


def _acknowledge(outcome: Outcome, notice: str) -> JsonResponse:
    saved = outcome.refused is None or outcome.repeated
    play = play_of(outcome.attempt)
    body = {
        "saved": saved,
        "seq": outcome.attempt.seq,
        "status": outcome.attempt.status,
        "size": length_of(play.exercise, play.state.text).size,
        "at": time_format(timezone.localtime(), "TIME_FORMAT"),
        "message": notice,
    }
    return JsonResponse(body)
