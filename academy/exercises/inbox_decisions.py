"""What was decided in a watch at an inbox, as places that can be counted over many watches."""

from collections.abc import Iterator

from academy.exercises.inbox import QUALITIES, Inbox, InboxState
from academy.exercises.inbox_result import items

COLLISION = "collision"  # the value of an action that answered while a colleague was answering already


def decisions(inbox: Inbox, state: InboxState) -> Iterator[tuple[str, int]]:
    """(place, half points lost) of each message that scores: "message/done=yes|late|no", then "message/quality=value".

    What a handover note says is not given out, only the verdict on it.
    """
    for item in items(inbox, state):
        handled = item.handled
        done = "no" if handled is None else "yes" if handled.in_time else "late"
        yield f"{item.mention.id}/done={done}", 0
        if handled is None:
            continue
        for one in item.graded:
            lost = max(0, one.possible - one.half_points)
            if one.quality in QUALITIES:
                collides = one.quality == "action" and handled.collision
                yield f"{item.mention.id}/{one.quality}={COLLISION if collides else one.given}", lost
            elif one.quality == "handover":
                yield f"{item.mention.id}/handover={one.verdict}", lost
