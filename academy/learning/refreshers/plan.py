"""When a question comes back: FSRS-6 (py-fsrs, default weights), by whole days. Pure: the moment is passed in.

Targets and caps are those of the domain brief: wrong = Again, right but unsure = Hard, right = Good; must-know items
aim at 95 % recall and come back after 90 days at the latest, others at 90 % and after a year.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from fsrs import Card, Rating, Scheduler, State

from academy.exercises.question import Question

AT_MOST = 5  # questions a day
MINUTE = 60  # seconds they may take together
WORDS_A_SECOND = 238 / 60  # silent reading of non-fiction by adults: Brysbaert 2019, J. of Memory and Language 109
MUST_KNOW_CAP, CAP = 90, 365  # days


def seconds_to_read(question: Question) -> float:
    """How long the question, its answers and the longest explanation of one take to read."""
    shown = [question.text, question.explanation, *(f"{option.text} {option.match}" for option in question.options)]
    explained = max((option.feedback for option in question.options), key=len, default="")
    return sum(len(text.split()) for text in (*shown, explained)) / WORDS_A_SECOND


def how_many_fit(seconds: Sequence[float], spent: float) -> int:
    """How many questions, in their order, still fit the minute of which `spent` seconds are gone; the first of the
    day always does."""
    fit = 0
    for one in seconds[:AT_MOST]:
        spent += one
        if spent > MINUTE and not (fit == 0 and spent == one):
            break
        fit += 1
    return fit


@dataclass(frozen=True, slots=True)
class Memory:
    """How well a question is remembered. `due`: when it comes back; `seen`: when it was last answered."""

    stability: float
    difficulty: float
    due: datetime
    seen: datetime


def _scheduler(must_know: bool) -> Scheduler:
    # No steps of minutes: one look a day. No fuzz: the same answers give the same plan.
    return Scheduler(
        desired_retention=0.95 if must_know else 0.9,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=MUST_KNOW_CAP if must_know else CAP,
        enable_fuzzing=False,
    )


_SCHEDULERS = {must_know: _scheduler(must_know) for must_know in (True, False)}


def rating_of(right: bool, sureness: str) -> Rating:
    if not right:
        return Rating.Again
    return Rating.Hard if sureness == "unsure" else Rating.Good


def after_answer(memory: Memory | None, right: bool, sureness: str, must_know: bool, now: datetime) -> Memory:
    """The memory after an answer given at `now` (with a time zone); None before it: the first time."""
    card = Card(card_id=1, state=State.Review, due=now)
    if memory is None:
        card = Card(card_id=1, due=now)
    else:
        card.stability, card.difficulty, card.last_review = memory.stability, memory.difficulty, memory.seen
    card, _log = _SCHEDULERS[must_know].review_card(card, rating_of(right, sureness), now)
    due = max(card.due, now + timedelta(days=1))
    return Memory(float(card.stability or 0), float(card.difficulty or 0), due, now)
