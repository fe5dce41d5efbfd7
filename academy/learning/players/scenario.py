"""The scenario player: a conversation, one decision at a time."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from academy.exercises.distances import Distance, distance
from academy.exercises.play import Action, Choose, Rewind, Unreadable, options
from academy.learning.attempts import Outcome
from academy.learning.exam_rules import Rules
from academy.learning.models import Attempt
from academy.learning.players.debrief import debrief_of
from academy.learning.players.screens import Play, Screen, read_seq
from academy.learning.players.transcript import Teller, announcement


def read_action(attempt: Attempt, data: Mapping[str, Any]) -> Action:
    seq = read_seq(data)
    back = str(data.get("rewind", ""))
    if back:
        may = not Rules.from_json(attempt.rules).graded and back.isascii() and back.isdigit()
        return Rewind(int(back[:6]), seq) if may else Unreadable()
    return Choose(str(data.get("choice", "")), seq)


def teller_of(play: Play, coach: bool | None = None) -> Teller:
    attempt = play.attempt
    speaks = Rules.from_json(attempt.rules).coach == "at_once" if coach is None else coach
    return Teller(play.exercise, attempt.person.get_short_name(), attempt.brand.name, speaks)


def screen(play: Play, query: Mapping[str, Any], outcome: Outcome | None = None) -> Screen:
    teller = teller_of(play)
    turns = teller.turns(play.state)
    running = play.state.status == "playing"
    choices = [(one.id, teller.inline(one.text)) for one in options(play.exercise, play.state)]
    fresh = outcome is not None and outcome.refused is None
    rewound = fresh and any(event.kind == "rewound" for event in outcome.events)
    context = {
        # After an action HTMX has the turns before on the page already.
        "turns": turns[-2:-1] if fresh and not rewound else turns[:-1],
        "now": turns[-1],
        "choices": choices,
        "gauges": with_changes(teller, play, turns[-1].changes),
        "announcement": announcement(turns[-1].changes) if fresh else "",
        "progress": progress_words(len(play.state.path) + 1, distance(play.exercise, play.state)) if running else "",
        "whole": outcome is not None and (not fresh or rewound),
        "ended": not running,
    }
    return Screen("learning/players/scenario/play.html", "learning/players/scenario/fragment.html", context)


def with_changes(teller: Teller, play: Play, changes):
    """All shown meters; those that just moved carry the change."""
    moved = {one.id: one for one in changes}
    return [moved.get(one.id, one) for one in teller.gauges(play.state.meters, changed_only=False)]


def target(play: Play, data: Mapping[str, Any], outcome: Outcome) -> str:
    return ""


def result(play: Play) -> Screen:
    teller = teller_of(play, coach=True)
    context = {"debrief": debrief_of(play, teller), "turns": teller.turns(play.state)}
    return Screen("learning/players/scenario/result.html", "", context)


def progress_words(number: int, left: Distance | None) -> str:
    """ "Decision 3, 2 to 4 more": what a learner needs to know before settling down or leaving."""
    here = _("Decision %(number)d") % {"number": number}
    if left is None:
        return here
    least, most = left.least - 1, left.most - 1 if left.most is not None else None
    if most is None:
        return f"{here}, " + (_("at least %(n)d more") % {"n": least} if least else _("perhaps the last one"))
    if most <= 0:
        return f"{here}, " + _("the last one")
    if least == most:
        return f"{here}, " + ngettext("%(n)d more", "%(n)d more", most) % {"n": most}
    if least <= 0:
        return f"{here}, " + _("%(most)d more at most") % {"most": most}
    return f"{here}, " + _("%(least)d to %(most)d more") % {"least": least, "most": most}
