"""Attempts: begin, act, finish. An attempt pins one immutable version; its state is the fold of its responses."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from academy.exercises import canonical
from academy.exercises.machine import Event
from academy.exercises.play import (
    Accepted,
    Action,
    Answer,
    Choose,
    Refused,
    Save,
    Submit,
    action_to_json,
    play,
    replay,
    start,
)
from academy.exercises.play import action_from_json as read_action
from academy.exercises.quiz import Quiz
from academy.exercises.result import result
from academy.learning.coaching import ask_for_talk, drop_due_talk, extra_percent, standing_of
from academy.learning.counting import count_sent
from academy.learning.exam_rules import May, Rules, limit_of, rules_of
from academy.learning.models import Attempt, Progress, Response
from academy.learning.placement import credit_if_placed
from academy.learning.progress import complete_step
from academy.learning.refreshers.deck import learn_from
from academy.learning.sent_replies import TO_REVIEW, hand_over
from academy.library.models import CoursePage, ExerciseVersion
from academy.library.tree import page_by_key
from academy.people.models import Brand, User


class NothingToPlay(Exception):
    """The exercise has no published version."""


class NoAttemptLeft(Exception):
    """No attempt may begin now; `may` says why and until when."""

    def __init__(self, may: May):
        super().__init__(may.refused)
        self.may = may


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an action came to: the attempt as it is now, what happened, or why nothing did."""

    attempt: Attempt
    events: tuple[Event, ...] = ()
    refused: Refused | None = None
    repeated: bool = False  # refused because this very action was saved before


@transaction.atomic
def begin(person: User, brand: Brand, course: CoursePage, page, *, again: bool = False) -> Attempt:
    """The attempt under way on this exercise page, or a new one on its current version.

    `again` puts an attempt under way aside first (practice: one may always start over). The person is enrolled:
    locking their progress makes two tabs get the same attempt. Raises NothingToPlay, NoAttemptLeft.
    """
    Progress.objects.select_for_update().get(person=person, course_key=course.translation_key)
    mine = list(Attempt.objects.of(person, page.translation_key).select_related("version").defer("version__content"))
    running = next((one for one in mine if one.status == Attempt.Status.RUNNING), None)
    if running and close_if_late(running, person):
        running = None
    if running and not (again and not Rules.from_json(running.rules).graded):
        return running
    version = ExerciseVersion.objects.current(page.pk)
    if version is None:
        raise NothingToPlay
    rules = rules_of(page)
    may = standing_of(person, page.translation_key, rules, mine)
    if may.refused:
        raise NoAttemptLeft(may)
    if running:
        _put_aside(running)
    return _create(person, brand, course.translation_key, page.translation_key, version, rules, mine)


def _put_aside(attempt: Attempt) -> None:
    attempt.status = Attempt.Status.ABANDONED
    attempt.finished = timezone.now()
    attempt.save(update_fields=["status", "finished"])


def _create(person, brand, course_key, step_key, version, rules: Rules, mine: list[Attempt]) -> Attempt:
    seed = secrets.randbits(62)
    limit = limit_of(rules, extra_percent(person, brand) if rules.time_limit_minutes else 0)
    return Attempt.objects.create(
        person=person,
        brand=brand,
        course_key=course_key,
        step_key=step_key,
        version=version,
        number=max((one.number for one in mine), default=0) + 1,
        seed=seed,
        state=canonical.state_to_json(start(version.exercise(), seed)),
        rules=rules.to_json(),
        deadline=timezone.now() + limit if limit else None,
    )


@transaction.atomic
def replay_from(attempt: Attempt, person: User, turn: int) -> Attempt:
    """A new attempt of a practice scenario that takes the same way up to the decision with index `turn`.

    The finished attempt stays as it is; the new one is on the same version and has the decisions as its responses.
    Raises ValueError when the attempt is graded or has no such decision.
    """
    rules = Rules.from_json(attempt.rules)
    path = attempt.state.get("path", [])
    if rules.graded or not 0 <= turn < len(path):
        raise ValueError("nothing to replay from")
    Progress.objects.select_for_update().filter(person=person, course_key=attempt.course_key).first()
    mine = list(Attempt.objects.of(person, attempt.step_key))
    for running in mine:
        if running.status == Attempt.Status.RUNNING:
            _put_aside(running)
    fresh = _create(person, attempt.brand, attempt.course_key, attempt.step_key, attempt.version, rules, mine)
    fresh.rules["replayed_from"] = turn  # so that statistics can leave the repeated decisions out
    exercise = attempt.version.exercise()
    fresh.seed, state = attempt.seed, start(exercise, attempt.seed)
    fresh.state = canonical.state_to_json(state)
    for place in path[:turn]:
        action = Choose(place.partition("/")[2], state.seq)
        outcome = play(exercise, state, action)
        if isinstance(outcome, Refused):
            raise ValueError("the stored way cannot be taken again")
        _record(fresh, action, outcome)
        state = outcome.state
    fresh.save(update_fields=["state", "seq", "seed", "rules"])
    return fresh


@transaction.atomic
def act(public_id: UUID, person: User, action: Action | Callable[[Attempt], Action]) -> Outcome:
    """Plays one action and saves it before anybody sees what it led to. Raises Attempt.DoesNotExist.

    `action` may be a function that reads it in the light of the attempt. A repeated or stale action is refused with
    the attempt's present state, so sending twice is harmless. After the deadline the attempt is closed with what
    was saved in time, and the action is refused as done.
    """
    attempt = (
        Attempt.objects.select_for_update(of=("self",))
        .select_related("version", "brand__site")
        .defer("version__content")
        .get(public_id=public_id, person=person)
    )
    attempt.person = person  # known: no query for it later
    if callable(action):
        action = action(attempt)
    if attempt.status != Attempt.Status.RUNNING:
        return Outcome(attempt, refused=Refused("done", "refused.done"), repeated=_is_saved(attempt, action))
    if close_if_late(attempt, person):
        return Outcome(attempt, refused=Refused("late", "refused.late"))
    exercise = attempt.version.exercise()
    state = canonical.state_from_json(attempt.state)
    outcome = play(exercise, state, action)
    if isinstance(outcome, Refused) and outcome.code == "stale":
        if _is_saved(attempt, action):
            return Outcome(attempt, refused=outcome, repeated=True)
        if _may_follow(attempt, action):
            action = replace(action, seq=state.seq)
            outcome = play(exercise, state, action)
    if isinstance(outcome, Refused):
        return Outcome(attempt, refused=outcome)
    _apply(attempt, person, exercise, action, outcome)
    return Outcome(attempt, outcome.events)


def _apply(attempt: Attempt, person: User, exercise, action: Action, outcome: Accepted) -> None:
    _record(attempt, action, outcome)
    if outcome.state.status == "done":
        _finish(attempt, exercise, outcome)
        count_sent.enqueue()
    attempt.save(update_fields=["state", "seq", "status", "score", "passed", "reasons", "finished"])
    if attempt.status == Attempt.Status.DONE:
        _follow_up(attempt, person, exercise, outcome.state)


def _follow_up(attempt: Attempt, person: User, exercise, state) -> None:
    """A passed exercise completes its step, a placement always does; a failed exam may call for a talk; a reply
    waits for its review."""
    rules = Rules.from_json(attempt.rules)
    if isinstance(exercise, Quiz):
        learn_from(attempt, exercise, state)
    if TO_REVIEW in attempt.reasons:  # who reviews may take days: the course goes on meanwhile
        hand_over(attempt, person, exercise, state.text)
        _complete(attempt, person, exercise, state)
    elif attempt.passed or rules.mode == "placement":
        _complete(attempt, person, exercise, state)
        if rules.mode == "exam":
            drop_due_talk(person, attempt.step_key)
    elif rules.mode == "exam":
        mine = Attempt.objects.of(person, attempt.step_key).only("status", "passed", "finished", "number")
        if standing_of(person, attempt.step_key, rules, mine).refused == "talk":
            ask_for_talk(person, attempt.brand, attempt.course_key, attempt.step_key)


def close_if_late(attempt: Attempt, person: User) -> bool:
    """Submits a running attempt whose time is over, with the answers saved in time. → whether it did."""
    if attempt.status != Attempt.Status.RUNNING or attempt.deadline is None or timezone.now() <= attempt.deadline:
        return False
    with transaction.atomic():
        locked = Attempt.objects.select_for_update().get(pk=attempt.pk)
        if locked.status == Attempt.Status.RUNNING:
            exercise, action = attempt.version.exercise(), Submit(locked.seq)
            outcome = play(exercise, canonical.state_from_json(locked.state), action)
            if isinstance(outcome, Refused):
                return False
            attempt.state, attempt.seq = locked.state, locked.seq
            _apply(attempt, person, exercise, action, outcome)
        else:
            attempt.refresh_from_db(fields=["state", "seq", "status", "score", "passed", "reasons", "finished"])
    return True


def _said(action: Action) -> dict:
    return {name: value for name, value in action_to_json(action).items() if name != "seq"}


def _is_saved(attempt: Attempt, action: Action) -> bool:
    """Whether this very action is among the responses at or after the number it was sent with."""
    since = attempt.responses.filter(seq__gte=action.seq).values_list("action", flat=True)
    said = _said(action)
    return any({name: value for name, value in one.items() if name != "seq"} == said for one in since)


def _may_follow(attempt: Attempt, action: Action) -> bool:
    """An answer to a question that nobody touched since is as good late as early: another tab, a line that was cut.
    So is a draft: earlier ones are kept beside it."""
    if isinstance(action, Save):
        return action.seq >= 0
    if not isinstance(action, Answer) or action.seq < 0:
        return False
    return not attempt.responses.filter(seq__gte=action.seq, item=action.item[:120]).exists()


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
    if TO_REVIEW in verdict.reasons:  # people will say
        attempt.score = attempt.passed = None


def _complete(attempt: Attempt, person: User, exercise, state) -> None:
    course = page_by_key(CoursePage, attempt.brand, attempt.course_key, attempt.version.locale)
    if course is None:  # an unpublished course keeps its attempts, but nothing is left to complete
        return
    complete_step(person, attempt.brand, course, attempt.step_key)
    if isinstance(exercise, Quiz):
        credit_if_placed(person, attempt.brand, course, exercise, state)


def replayed_state(attempt: Attempt):
    """The state that the stored responses give again; equal to `attempt.state` (DESIGN, 'Learning')."""
    actions = [read_action(response.action) for response in attempt.responses.order_by("seq")]
    return replay(attempt.version.exercise(), attempt.seed, actions)
