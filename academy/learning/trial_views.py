"""The pages of a trial, inside Wagtail's admin, in the players' own templates."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from academy.exercises.play import Accepted, Save, Send
from academy.exercises.play import play as play_one
from academy.learning.attempts import Outcome
from academy.learning.exam_rules import Rules
from academy.learning.players.notices import refused_notice
from academy.learning.players.registry import player_of
from academy.learning.players.surroundings import channel_of
from academy.learning.trial import (
    MOST_ACTIONS,
    MOST_CHARACTERS,
    Replayed,
    TooLong,
    Trial,
    along,
    replayed,
    trial_url,
    up_to_step,
    up_to_turn,
)
from academy.library.authoring.drafts import draft_for
from academy.library.models.exercise_page import ExercisePage

MOST_SEED = 10_000


@require_GET
@never_cache
def begin_trial(request: HttpRequest, page_id: int) -> HttpResponse:
    """A new trial; `from` names the step of a scenario to begin at, `along` the choices ("step/choice", with commas)
    to take first, `seed` another order and draw."""
    page = draft_for(request, page_id)
    exercise = _exercise(page)
    if exercise is None:
        return _not_playable(request, page_id)
    seed = _number(request.GET.get("seed", ""), MOST_SEED)
    taken = [place for place in request.GET.get("along", "")[:MOST_CHARACTERS].split(",") if "/" in place]
    trial = along(taken[:MOST_ACTIONS], seed) if taken else up_to_step(exercise, request.GET.get("from", ""), seed)
    return redirect(trial_url(page_id, trial) + ("#maintenant" if trial.actions else ""))


@require_http_methods(["GET", "POST"])
@never_cache
def trial_at(request: HttpRequest, page_id: int, text: str) -> HttpResponse:
    """The trial as its address says. A posted action leads to the next address."""
    page = draft_for(request, page_id)
    exercise = _exercise(page)
    if exercise is None:
        return _not_playable(request, page_id)
    now = replayed(request, page, exercise, Trial.from_text(text))
    if now.dropped:
        messages.warning(request, _("The draft has changed: the trial goes back to where it still fits."))
        return redirect(trial_url(page_id, now.trial))
    return _act(request, page_id, now) if request.method == "POST" else _show(request, page, now)


def _exercise(page: ExercisePage):
    """None while the draft cannot be played at all. Lesser errors do not stand in the way of a trial."""
    exercise, _problems = page.read_engine()
    steps = getattr(exercise, "steps", None)
    if steps is not None and not any(step.id == exercise.start for step in steps):
        return None
    return exercise


def _not_playable(request: HttpRequest, page_id: int) -> HttpResponse:
    messages.error(request, _("This draft cannot be played yet: first mend what its checks name as errors."))
    return redirect("wagtailadmin_pages:edit", page_id)


def _number(text: str, most: int) -> int:
    return min(int(text[:6]), most) if text.isascii() and text.isdigit() else 0


def _act(request: HttpRequest, page_id: int, now: Replayed) -> HttpResponse:
    play, query = now.play, ""
    player = player_of(play.attempt.version.kind)
    try:
        if "reflection" in request.POST:
            url = trial_url(page_id, now.trial) + "?bilan=1"
        elif "turn" in request.POST:
            url = trial_url(page_id, up_to_turn(now.trial, play, _number(request.POST["turn"], 1_000)))
        else:
            action = player.read_action(play.attempt, request.POST)
            outcome = play_one(play.exercise, play.state, action)
            if isinstance(outcome, Accepted):
                next_one = now.trial.and_then(action)
                after = replayed(request, draft_for(request, page_id), play.exercise, next_one).play
                query = player.target(after, request.POST, Outcome(after.attempt, outcome.events))
                url = trial_url(page_id, next_one) + query
            else:
                refused = Outcome(play.attempt, refused=outcome)
                messages.info(request, refused_notice(refused))
                kept = now.trial.and_then(Save(action.text, action.seq)) if isinstance(action, Send) else now.trial
                url = trial_url(page_id, kept) + player.target(play, request.POST, refused)
    except TooLong:
        messages.warning(request, _("This trial has become too long to go on. Begin another one."))
        url = request.path
    url += "#maintenant"
    if request.htmx:
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    response = redirect(url)
    response.status_code = 303
    return response


def _show(request: HttpRequest, page: ExercisePage, now: Replayed) -> HttpResponse:
    play = now.play
    player = player_of(play.attempt.version.kind)
    screen = None if "bilan" in request.GET else player.screen(play, request.GET)
    if screen is None and play.state.status == "playing":
        screen = player.screen(play, {})
    screen = screen or player.result(play)
    context = {
        "attempt": play.attempt,
        "exercise": play.exercise,
        "rules": Rules.from_json(play.attempt.rules),
        "channel": channel_of(play),
        "trial": {
            "editor": reverse("wagtailadmin_pages:edit", args=[page.pk]),
            "act": request.path,
            "again": f"{reverse('exercise_trial', args=[page.pk])}?seed={now.trial.seed + 1}",
        },
        "act_url": request.path,
        "replay_url": request.path,
        "reflect_url": request.path,
    }
    if request.htmx and not request.htmx.history_restore_request and screen.fragment:
        return render(request, screen.fragment, {**context, **screen.context, "partial": True})
    return render(request, screen.template, {**context, **screen.context})
