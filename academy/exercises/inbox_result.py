"""What a watch at an inbox was worth: item by item, in half points, and the verdict.

The best value of a quality earns its mark, an accepted one half of it, a refused one costs double. Work that comes late
counts by the late factor and loses the point for being in time; what is not handled earns nothing. Each inversion
(handling something while a higher priority was waiting) costs `order`. Follow-ups score nothing, so the most one can
earn is the same for everybody.
"""

from dataclasses import dataclass

from academy.exercises.inbox import PRIORITIES, QUALITIES, Handled, Inbox, InboxState, Key, Mention
from academy.exercises.inbox_play import is_good
from academy.exercises.machine import holds_in
from academy.exercises.verdict import Result, percent
from academy.exercises.wording import says

FULL, HALF = 2, 1  # half points per mark


@dataclass(frozen=True, slots=True)
class Graded:
    """One quality of one message ("handover" and "due" too). verdict: best | ok | wrong | refused | missing."""

    quality: str
    expected: str
    accepted: tuple[str, ...]
    given: str
    verdict: str
    half_points: int
    possible: int


@dataclass(frozen=True, slots=True)
class Item:
    """One message: its qualities, and the half points it earned of those possible."""

    mention: Mention
    handled: Handled | None
    graded: tuple[Graded, ...]
    half_points: int
    possible: int


@dataclass(frozen=True, slots=True)
class Inversion:
    """`handled` was done while `waiting`, of higher priorities, were there."""

    handled: str
    waiting: tuple[str, ...]


def items(inbox: Inbox, state: InboxState) -> tuple[Item, ...]:
    """Every message that scores, in the author's order."""
    return tuple(grade(inbox, state, mention) for mention in inbox.mentions if mention.scored)


def grade(inbox: Inbox, state: InboxState, mention: Mention) -> Item:
    """One message; a follow-up is shown like the others, its points count nowhere."""
    done = next((one for one in state.handled if one.mention == mention.id), None)
    graded = []
    for quality in QUALITIES:
        if (key := mention.key(quality)) is not None:
            graded.append(_quality(inbox.marks.of(quality), key, done))
    if mention.handover:
        graded.append(_note(inbox.marks.handover, mention, done))
    if inbox.time_for(mention) is not None:
        graded.append(_time(inbox.marks.due, done))
    earned, possible = sum(one.half_points for one in graded), sum(one.possible for one in graded)
    if done is not None and not done.in_time and earned > 0:
        earned = earned * inbox.marks.late_factor // 100
    return Item(mention, done, tuple(graded), earned, possible)


def _quality(mark: int, key: Key, done: Handled | None) -> Graded:
    best, ok = key.best, key.ok
    if done is None:
        return Graded(key.quality, best, ok, "", "missing", 0, mark * FULL)
    given, verdict = done.said(key.quality), "wrong"
    if key.quality == "action" and done.claimed and (done.collision or given == "ignore"):
        best, verdict = "ignore", "refused" if done.collision else "best"
    elif given == best:
        verdict = "best"
    elif given in ok:
        verdict = "ok"
    elif given in key.refused:
        verdict = "refused"
    earned = {"best": FULL, "ok": HALF, "wrong": 0, "refused": -2 * FULL}[verdict]
    return Graded(key.quality, best, ok, given, verdict, mark * earned, mark * FULL)


def _note(mark: int, mention: Mention, done: Handled | None) -> Graded:
    """All that the note must say earns the mark, half of it a half."""
    expected = ", ".join(item[0] for item in mention.handover)
    if done is None:
        return Graded("handover", expected, (), "", "missing", 0, mark * FULL)
    said = sum(says(done.note, item) for item in mention.handover)
    wanted = len(mention.handover)
    verdict = "best" if said == wanted else "ok" if 2 * said >= wanted else "wrong"
    earned = {"best": FULL, "ok": HALF, "wrong": 0}[verdict]
    return Graded("handover", expected, (), done.note, verdict, mark * earned, mark * FULL)


def _time(mark: int, done: Handled | None) -> Graded:
    verdict = "missing" if done is None else "best" if done.in_time else "wrong"
    return Graded("due", "", (), "", verdict, mark * FULL if verdict == "best" else 0, mark * FULL)


def inversions(inbox: Inbox, state: InboxState) -> tuple[Inversion, ...]:
    found = []
    finished = {done.mention: done.at for done in state.handled}
    for done in state.handled:
        mention = inbox.mention(done.mention)
        if mention is None or not mention.scored:
            continue
        waiting = tuple(
            other.id
            for id, arrived in state.arrived
            if (other := inbox.mention(id)) is not None
            and other.scored
            and arrived <= done.at
            and finished.get(id, done.at + 1) > done.at
            and urgency_rank(other) < urgency_rank(mention)
        )
        if waiting:
            found.append(Inversion(done.mention, waiting))
    return tuple(found)


def urgency_rank(mention: Mention) -> int:
    """1 for P1 … 4 for P4; last what needs no reply or has no priority."""
    best = mention.best("priority")
    return PRIORITIES.index(best) if best in PRIORITIES[1:] else len(PRIORITIES)


def missed(inbox: Inbox, state: InboxState) -> tuple[Mention, ...]:
    """Messages with a red line that were not handled, or wrongly."""
    done = {one.mention: one for one in state.handled}
    return tuple(
        mention
        for mention in inbox.mentions
        if mention.critical and mention.scored
        and (mention.id not in done or not is_good(mention, done[mention.id]))
    )  # fmt: skip


def result(inbox: Inbox, state: InboxState) -> Result:
    """Points are half points, the learner's and the most one can earn."""
    graded = items(inbox, state)
    cost = FULL * inbox.marks.order * len(inversions(inbox, state))
    points, possible = sum(item.half_points for item in graded) - cost, sum(item.possible for item in graded)
    score = percent(points, possible)
    done = state.status == "done"
    reasons = (
        ("unfinished", not done),
        ("below_pass_mark", score < inbox.passing.score),
        ("critical", done and bool(missed(inbox, state))),
        ("condition", done and not holds_in(inbox.meters, state.meters, inbox.passing.when)),
    )
    found = tuple(code for code, applies in reasons if applies)
    return Result(score, points, possible, not found, found)
