"""Attempts: begin, act, finish. An attempt pins one immutable version; its state is the fold of its responses."""

import secrets
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from academy.exercises import canonical
from academy.exercises.machine import Event
from academy.exercises.play import Accepted, Action, Refused, action_to_json, play, replay, start
from academy.exercises.play import action_from_json as read_action
from academy.exercises.result import result
from academy.learning.models import Attempt, Progress, Response
from academy.learning.progress import complete_step
from academy.library.models import CoursePage, ExerciseVersion
from academy.library.tree import page_by_key
from academy.people.models import Brand, User


class NothingToPlay(Exception):
    """The exercise has no published version."""


class NoAttemptLeft(Exception):
    """Every attempt the author allows is used up. `used` of them."""

    def __init__(self, used: int):
        super().__init__(used)
        self.used = used


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an action came to: the attempt as it is now, what happened, or why nothing did."""

    attempt: Attempt
    events: tuple[Event, ...] = ()
    refused: Refused | None = None


@transaction.atomic
def begin(person: User, brand: Brand, course: CoursePage, page, *, again: bool = False) -> Attempt:
    """The attempt under way on this exercise page, or a new one on its current version.

    `again` puts an attempt under way aside first (practice: one may always start over). The person is enrolled:
    locking their progress makes two tabs get the same attempt. Raises NothingToPlay, NoAttemptLeft.
    """
    Progress.objects.select_for_update().get(person=person, course_key=course.translation_key)
    mine = Attempt.objects.of(person, page.translation_key)
    running = mine.filter(status=Attempt.Status.RUNNING).select_related("version").first()
    if running and not again:
        return running
    version = ExerciseVersion.objects.current(page.pk)
    if version is None:
        raise NothingToPlay
    exercise = version.exercise()
    allowed = getattr(exercise, "attempts", 0)
    used = mine.exclude(status=Attempt.Status.RUNNING).count() + (running is not None)
    if allowed and used >= allowed:
        raise NoAttemptLeft(used)
    if running:
        running.status = Attempt.Status.ABANDONED
        running.finished = timezone.now()
        running.save(update_fields=["status", "finished"])
    last = mine.order_by("-number").values_list("number", flat=True).first() or 0
    seed = secrets.randbits(62)
    return Attempt.objects.create(
        person=person,
        brand=brand,
        course_key=course.translation_key,
        step_key=page.translation_key,
        version=version,
        number=last + 1,
        seed=seed,
        state=canonical.state_to_json(start(exercise, seed)),
    )


@transaction.atomic
def act(public_id: UUID, person: User, action: Action) -> Outcome:
    """Plays one action and saves it before anybody sees what it led to. Raises Attempt.DoesNotExist.

    A repeated or stale action is refused with the attempt's present state, so sending twice is harmless.
    """
    attempt = (
        Attempt.objects.select_for_update(of=("self",))
        .select_related("version", "brand__site")
        .defer("version__content")
        .get(public_id=public_id, person=person)
    )
    if attempt.status != Attempt.Status.RUNNING:
        return Outcome(attempt, refused=Refused("done", "refused.done"))
    exercise = attempt.version.exercise()
    outcome = play(exercise, canonical.state_from_json(attempt.state), action)
    if isinstance(outcome, Refused):
        return Outcome(attempt, refused=outcome)
    _record(attempt, action, outcome)
    if outcome.state.status == "done":
        _finish(attempt, exercise, outcome)
    attempt.save(update_fields=["state", "seq", "status", "score", "passed", "reasons", "finished"])
    if attempt.passed:
        _complete(attempt, person)
    return Outcome(attempt, outcome.events)


def _record(attempt: Attempt, action: Action, outcome: Accepted) -> None:
    data = action_to_json(action)
    item = str(data.get("item") or attempt.state.get("at") or "")
    Response.objects.create(attempt=attempt, seq=attempt.seq, item=item[:120], action=data)
    attempt.state = canonical.state_to_json(outcome.state)
    attempt.seq = outcome.state.seq


def _finish(attempt: Attempt, exercise, outcome: Accepted) -> None:
    verdict = result(exercise, outcome.state)
    attempt.status = Attempt.Status.DONE
    attempt.finished = timezone.now()
    attempt.score, attempt.passed, attempt.reasons = verdict.score, verdict.passed, list(verdict.reasons)


def _complete(attempt: Attempt, person: User) -> None:
    course = page_by_key(CoursePage, attempt.brand, attempt.course_key, attempt.version.locale)
    if course is not None:  # an unpublished course keeps its attempts, but nothing is left to complete
        complete_step(person, attempt.brand, course, attempt.step_key)


def replayed_state(attempt: Attempt):
    """The state that the stored responses give again; equal to `attempt.state` (DESIGN, 'Learning')."""
    actions = [read_action(response.action) for response in attempt.responses.order_by("seq")]
    return replay(attempt.version.exercise(), attempt.seed, actions)
