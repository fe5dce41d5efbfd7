"""The inbox player: a list, a message, its sheet. Simulated time moves only when one handles something or waits."""

from collections.abc import Mapping
from typing import Any

from academy.exercises.play import Action, Close, Handle, Unreadable, Wait
from academy.learning.attempts import Outcome
from academy.learning.models import Attempt
from academy.learning.players.inbox_debrief import debriefing_of
from academy.learning.players.inbox_desk import desk_of
from academy.learning.players.inbox_words import Names
from academy.learning.players.screens import Play, Screen, read_seq
from academy.library.models import Channel

CLOSING = "clore"


def read_action(attempt: Attempt, data: Mapping[str, Any]) -> Action:
    seq = read_seq(data)

    def said(name: str) -> str:
        return str(data.get(name, "")).strip()

    match said("do"):
        case "handle":
            return Handle(
                said("item"), said("service"), said("priority"), said("action"), seq,
                said("type"), said("urgency"), said("reach"), said("note").replace("\r\n", "\n"),
            )  # fmt: skip
        case "wait":
            return Wait(seq)
        case "close":
            return Close(seq)
    return Unreadable()


def names_of(play: Play) -> Names:
    """What codes are called in this inbox and brand: one query."""
    channels = Channel.objects.filter(brand=play.attempt.brand)
    return Names(play.exercise, {one.code: one.name for one in channels})


def screen(play: Play, query: Mapping[str, Any], outcome: Outcome | None = None) -> Screen | None:
    if play.state.status != "playing":
        return None
    desk = desk_of(play.exercise, play.state, names_of(play), str(query.get("message", "")))
    context = {"desk": desk, "closing": CLOSING in query}
    return Screen("learning/players/inbox/play.html", "learning/players/inbox/fragment.html", context)


def target(play: Play, data: Mapping[str, Any], outcome: Outcome) -> str:
    """Back to the list, where what has come meanwhile is; a sheet that was refused stays open."""
    refused = outcome.refused is not None and not outcome.repeated
    item = str(data.get("item", ""))
    known = play.exercise.mention(item) if item else None
    return f"?message={known.id}" if refused and known else ""


def result(play: Play) -> Screen:
    context = {"debrief": debriefing_of(play, names_of(play))}
    return Screen("learning/players/inbox/result.html", "", context)
