"""The debrief of a watch at an inbox: message by message, and what happened when."""

from dataclasses import dataclass

from academy.exercises.inbox import Inbox, InboxState, Moment
from academy.exercises.inbox_order import Work, reference
from academy.exercises.inbox_result import Inversion, Item, grade, inversions


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A message that came because of how another was handled. event: late | ignored | replied | misrouted."""

    mention: str
    of: str
    event: str
    minute: int


@dataclass(frozen=True, slots=True)
class InboxDebrief:
    """`items` holds every message that came, follow-ups included; `yours` and `theirs` are the two orders of work."""

    items: tuple[Item, ...]
    timeline: tuple[Moment, ...]
    yours: tuple[Work, ...]
    theirs: tuple[Work, ...]
    inversions: tuple[Inversion, ...]
    follow_ups: tuple[FollowUp, ...]
    unhandled: tuple[str, ...]
    late: tuple[str, ...]
    collisions: tuple[str, ...]


def debrief(inbox: Inbox, state: InboxState) -> InboxDebrief:
    came = dict(state.arrived)
    shown = [mention for mention in inbox.mentions if mention.scored or mention.id in came]
    follow_ups = tuple(
        FollowUp(mention.id, mention.arrival.after, mention.arrival.event, came[mention.id])
        for mention in shown
        if not mention.scored
    )
    done = {one.mention for one in state.handled}
    return InboxDebrief(
        items=tuple(grade(inbox, state, mention) for mention in shown),
        timeline=state.log,
        yours=tuple(Work(one.mention, one.at, one.until, one.in_time) for one in state.handled),
        theirs=reference(inbox).order,
        inversions=inversions(inbox, state),
        follow_ups=follow_ups,
        unhandled=tuple(mention.id for mention in shown if mention.id not in done),
        late=tuple(mention.id for mention in shown if mention.id in state.late),
        collisions=tuple(one.mention for one in state.handled if one.collision),
    )
