"""Plays the latest draft of an exercise as a learner would, for whoever writes it. Records nothing.

A trial is its seed and its actions, signed in the address: every state is a link, and going back is the browser's. The
draft may change under a link; what no longer fits is left out, and the page says so.
"""

from dataclasses import dataclass, replace
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone

from academy.exercises import canonical
from academy.exercises.play import Accepted, Action, Choose, Save, Send, action_from_json, action_to_json, play, start
from academy.exercises.result import result
from academy.exercises.scenario import Scenario
from academy.exercises.ways import way_to
from academy.learning.exam_rules import rules_of
from academy.learning.models import Attempt
from academy.learning.players.screens import Play
from academy.library.models import ExerciseVersion
from academy.library.models.exercise_page import ExercisePage

SALT = "academy.learning.trial"
MOST_ACTIONS = 300
MOST_CHARACTERS = 5_000  # of an address; servers and proxies cut around 8,000


class TooLong(Exception):
    """No further action fits into the address."""


@dataclass(frozen=True, slots=True)
class Trial:
    """`seed` orders and draws as in an attempt; `actions` in order, their `seq` is given by the replay."""

    seed: int = 0
    actions: tuple[Action, ...] = ()

    def to_text(self) -> str:
        """Raises TooLong."""
        text = signing.dumps([self.seed, [action_to_json(one) for one in self.actions]], salt=SALT, compress=True)
        if len(self.actions) > MOST_ACTIONS or len(text) > MOST_CHARACTERS:
            raise TooLong
        return text

    @classmethod
    def from_text(cls, text: str) -> "Trial":
        """Raises Http404 for anything that `to_text` did not write."""
        if len(text) > MOST_CHARACTERS:
            raise Http404
        try:
            seed, actions = signing.loads(text, salt=SALT)
        except (signing.BadSignature, ValueError):
            raise Http404 from None
        return cls(seed, tuple(action_from_json(one) for one in actions))

    def and_then(self, action: Action) -> "Trial":
        """A text that is saved or sent takes the place of the one saved before: an address holds one text, not ten."""
        texts = isinstance(action, Save | Send) and bool(self.actions) and isinstance(self.actions[-1], Save)
        return replace(self, actions=(*(self.actions[:-1] if texts else self.actions), action))


@dataclass(frozen=True, slots=True)
class Replayed:
    """`trial` holds only the actions that still fit the draft; `dropped` says whether any did not."""

    trial: Trial
    play: Play
    dropped: bool


def replayed(request: HttpRequest, page: ExercisePage, exercise: Any, trial: Trial) -> Replayed:
    """The trial on the draft as it is now, with an attempt that exists in memory only."""
    state, kept = start(exercise, trial.seed), []
    for action in trial.actions:
        fitting = replace(action, seq=state.seq)
        outcome = play(exercise, state, fitting)
        if not isinstance(outcome, Accepted):
            break
        state = outcome.state
        kept.append(fitting)
    attempt = _attempt(request, page, exercise, trial.seed, state)
    found = Trial(trial.seed, tuple(kept))
    return Replayed(found, Play(attempt, exercise, state), len(kept) < len(trial.actions))


def _attempt(request: HttpRequest, page: ExercisePage, exercise: Any, seed: int, state: Any) -> Attempt:
    language = page.locale.language_code
    attempt = Attempt(
        person=request.user,
        brand=request.brand,
        version=ExerciseVersion(kind=page.step_kind, locale=language, exercise_key=page.translation_key),
        course_key=page.translation_key,  # of no course: nothing leads on from a trial
        step_key=page.translation_key,
        number=1,
        seed=seed,
        state=canonical.state_to_json(state),
        seq=state.seq,
        rules=rules_of(page).to_json(),
    )
    if state.status != "playing":
        verdict = result(exercise, state)
        attempt.status, attempt.finished = Attempt.Status.DONE, timezone.now()
        attempt.score, attempt.passed, attempt.reasons = verdict.score, verdict.passed, list(verdict.reasons)
    return attempt


def up_to_turn(trial: Trial, play: Play, turn: int) -> Trial:
    """The same way up to the decision with index `turn`."""
    return along(getattr(play.state, "path", ())[: max(0, turn)], trial.seed)


def up_to_step(exercise: Any, step: str, seed: int = 0) -> Trial:
    """The shortest way to a step of a scenario; the beginning where there is none."""
    return along((way_to(exercise, step) if isinstance(exercise, Scenario) else None) or (), seed)


def along(places, seed: int) -> Trial:
    """A trial that takes these "step/choice" in turn."""
    return Trial(seed, tuple(Choose(place.partition("/")[2], number) for number, place in enumerate(places)))


def trial_url(page_id: int, trial: Trial) -> str:
    """Raises TooLong."""
    return reverse("exercise_trial_at", args=[page_id, trial.to_text()])
