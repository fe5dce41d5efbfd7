"""Begin, show, act, result: the same for every form of exercise (see the package's docstring)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from wagtail.models import Page

from academy.exercises import canonical
from academy.learning.attempts import NoAttemptLeft, NothingToPlay, Outcome, act, begin, close_if_late, replay_from
from academy.learning.coaching import ask_for_talk
from academy.learning.enrolment import PrerequisitesMissing, enrol
from academy.learning.exam_rules import Rules
from academy.learning.models import Attempt
from academy.learning.players.notices import refused_notice, why_not_now
from academy.learning.players.registry import player_of
from academy.learning.players.screens import Play, Screen
from academy.learning.players.surroundings import surroundings
from academy.library.models.exercise_page import ExercisePage
from academy.library.tree import home_of
from academy.people.permissions import members_only

REFLECTION_LIMIT = 5_000


class HttpResponseSeeOther(HttpResponseRedirect):
    status_code = 303


@require_POST
@members_only
def begin_step(request: HttpRequest, page_id: int) -> HttpResponse:
    """Begins or resumes the exercise of a step. `again` starts a practice over."""
    page = _exercise_page(request, page_id)
    course = page.course
    if course is None:
        raise Http404
    try:
        enrol(request.user, request.brand, course)
        attempt = begin(request.user, request.brand, course, page, again="again" in request.POST)
    except PrerequisitesMissing as missing:
        names = ", ".join(one.title for one in missing.courses)
        messages.warning(request, _("First finish: %(courses)s.") % {"courses": names})
        return redirect(course.get_url(request))
    except NothingToPlay:
        messages.warning(request, _("This exercise is not ready yet. Come back a little later."))
        return redirect(course.get_url(request))
    except NoAttemptLeft as stopped:
        if stopped.may.refused == "talk":
            ask_for_talk(request.user, request.brand, course.translation_key, page.translation_key)
        messages.warning(request, why_not_now(stopped.may))
        last = Attempt.objects.of(request.user, page.translation_key).filter(status=Attempt.Status.DONE).first()
        return redirect("learning:result", last.public_id) if last else redirect(page.get_url(request))
    return _see_other(attempt)


def _exercise_page(request: HttpRequest, page_id: int) -> ExercisePage:
    page = Page.objects.live().filter(pk=page_id).first()
    page = page.specific if page else None
    homes = (home_of(request.brand, code) for code in ("fr", "en"))
    if not isinstance(page, ExercisePage) or not any(page.path.startswith(home.path) for home in homes):
        raise Http404
    return page


@require_GET
@never_cache
@members_only
def show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The attempt as it stands: the same on every device."""
    play = _play(request, public_id)
    if play.attempt.status == Attempt.Status.ABANDONED:
        return redirect("learning:result", public_id)
    screen = _player(play).screen(play, request.GET)
    if screen is None:
        return redirect("learning:result", public_id)
    if request.htmx and not request.htmx.history_restore_request:
        return _render_fragment(request, play, screen)
    return render(request, screen.template, {**_context(play), **surroundings(play), **screen.context})


@require_POST
@never_cache
@members_only
def act_on(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One action. Saved first; then HTMX gets the new part, a script an acknowledgement, a plain form a redirect."""
    try:
        outcome = act(public_id, request.user, lambda attempt: _read(attempt, request))
    except Attempt.DoesNotExist:
        raise Http404 from None
    play = play_of(outcome.attempt)
    if request.accepts("application/json") and not request.accepts("text/html"):
        return _acknowledge(play, outcome)
    notice = refused_notice(outcome)
    if play.attempt.status != Attempt.Status.RUNNING and _player(play).screen(play, {}, outcome) is None:
        return leave_to(request, reverse("learning:result", args=[public_id]), notice)
    return answer_with(request, play, outcome, _player(play).target(play, request.POST, outcome), notice)


def answer_with(request: HttpRequest, play: Play, outcome: Outcome, query: str, notice: str) -> HttpResponse:
    """The running attempt after an action: the new part for HTMX, else a redirect to its page."""
    if request.htmx:
        screen = _player(play).screen(play, _query(query), outcome)
        return _render_fragment(request, play, screen, notice, query)
    if notice:
        messages.info(request, notice)
    return HttpResponseSeeOther(f"{reverse('learning:attempt', args=[play.attempt.public_id])}{query}#maintenant")


def _read(attempt: Attempt, request: HttpRequest):
    return player_of(attempt.version.kind).read_action(attempt, request.POST)


def leave_to(request: HttpRequest, url: str, notice: str = "") -> HttpResponse:
    if notice:
        messages.info(request, notice)
    if request.htmx:
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return HttpResponseSeeOther(url)


def _acknowledge(play: Play, outcome: Outcome) -> JsonResponse:
    """For answers sent by the script, the queue of an interrupted line included."""
    saved = outcome.refused is None or outcome.repeated
    code = outcome.refused.code if outcome.refused and not saved else ""
    body = {"saved": saved, "seq": play.attempt.seq, "status": play.attempt.status, "refused": code}
    return JsonResponse({**body, "message": "" if saved else refused_notice(outcome)})


@require_GET
@never_cache
@members_only
def result(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """How it went: verdict, why, what to do next. A running attempt is shown instead."""
    play = _play(request, public_id)
    if play.attempt.status == Attempt.Status.RUNNING:
        return redirect("learning:attempt", public_id)
    screen = _player(play).result(play)
    return render(request, screen.template, {**_context(play), **surroundings(play, after=True), **screen.context})


@require_POST
@members_only
def reflect(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Keeps the learner's own words after a scenario, for them alone; then the result."""
    text = request.POST.get("reflection", "").strip()[:REFLECTION_LIMIT]
    mine = Attempt.objects.filter(public_id=public_id, person=request.user, brand=request.brand)
    if not mine.exclude(status=Attempt.Status.RUNNING).update(reflection=text) and not mine.exists():
        raise Http404
    return HttpResponseSeeOther(reverse("learning:result", args=[public_id]))


@require_POST
@members_only
def replay(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A new attempt of a practice scenario, from a decision of a finished one."""
    play = _play(request, public_id)
    turn = request.POST.get("turn", "")
    try:
        fresh = replay_from(play.attempt, request.user, int(turn) if turn.isascii() and turn.isdigit() else -1)
    except ValueError:
        messages.warning(request, _("This decision cannot be played again. Start over instead."))
        return redirect("learning:result", public_id)
    return _see_other(fresh)


def _see_other(attempt: Attempt) -> HttpResponse:
    return HttpResponseSeeOther(reverse("learning:attempt", args=[attempt.public_id]) + "#maintenant")


def _play(request: HttpRequest, public_id: UUID) -> Play:
    """The person's own attempt in this brand, closed if its time is over; 404 for anybody else's."""
    attempt = (
        Attempt.objects.graded()
        .select_related("version", "brand__site")
        .defer("version__content")
        .filter(public_id=public_id, person=request.user, brand=request.brand)
        .first()
    )
    if attempt is None:
        raise Http404
    attempt.person = request.user
    if close_if_late(attempt, request.user):
        messages.info(request, _("The time is over. Everything you had saved until then counts."))
    return play_of(attempt)


def play_of(attempt: Attempt) -> Play:
    return Play(attempt, attempt.version.exercise(), canonical.state_from_json(attempt.state))


def _player(play: Play):
    return player_of(play.attempt.version.kind)


def _context(play: Play) -> dict:
    place = [play.attempt.public_id]
    return {
        "attempt": play.attempt,
        "exercise": play.exercise,
        "rules": Rules.from_json(play.attempt.rules),
        # Where the forms go: a trial of a draft has the same templates and other addresses.
        "act_url": reverse("learning:act", args=place),
        "replay_url": reverse("learning:replay", args=place),
        "reflect_url": reverse("learning:reflect", args=place),
    }


def _query(text: str) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in text.removeprefix("?").split("&") if "=" in pair)


def _render_fragment(request, play: Play, screen: Screen, notice: str = "", query: str | None = None) -> HttpResponse:
    context = {**_context(play), **screen.context, "partial": True, "notice": notice}
    response = render(request, screen.fragment, context)
    if query is not None:
        response["HX-Push-Url"] = reverse("learning:attempt", args=[play.attempt.public_id]) + query
    return response
