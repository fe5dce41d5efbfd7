"""The debrief of a watch: message by message what was expected and said, then the order of work."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from academy.exercises.inbox import Inbox
from academy.exercises.inbox_debrief import debrief
from academy.exercises.inbox_result import Graded, Item, missed
from academy.exercises.result import result
from academy.exercises.verdict import Result
from academy.learning.players.debrief import reference_is_shown
from academy.learning.players.inbox_words import Names, points_in_words, time_of
from academy.learning.players.screens import Play


@dataclass(frozen=True, slots=True)
class Line:
    """One quality. `look`: right, half, wrong; `expected` is "" while the reference is not shown."""

    label: str
    expected: str
    given: str
    look: str
    points: str


@dataclass(frozen=True, slots=True)
class Judged:
    """One message. `why_it_came` for a follow-up; `red_line` when missing it disqualified."""

    id: str
    time: str
    channel: str
    author: str
    lines: tuple[str, ...]
    graded: tuple[Line, ...]
    points: str
    possible: str
    full: bool
    scored: bool
    handled: bool
    late: bool
    collision: bool
    feedback: str
    red_line: str
    why_it_came: str
    image: str = ""  # image:<id>, see the tag `picture`
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Worked:
    """A line of the order of work. `before` names the more urgent messages that were waiting."""

    start: str
    end: str
    id: str
    author: str
    late: bool
    before: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Debriefing:
    verdict: Result
    points: str
    possible: str
    reasons: tuple[str, ...]
    items: tuple[Judged, ...]
    yours: tuple[Worked, ...]
    theirs: tuple[Worked, ...]
    unhandled: tuple[str, ...]
    inversions: int
    revealed: bool


def debriefing_of(play: Play, names: Names) -> Debriefing:
    inbox, state = play.exercise, play.state
    told, verdict, revealed = debrief(inbox, state), result(inbox, state), reference_is_shown(play.attempt)
    came = dict(state.arrived)
    red = {mention.id for mention in missed(inbox, state)}
    followed = {one.mention: _why_it_came(inbox, one.of, one.event) for one in told.follow_ups}
    before = {one.handled: tuple(_who(inbox, id) for id in one.waiting) for one in told.inversions}
    items = tuple(
        _judged(names, item, time_of(came.get(item.mention.id, item.mention.arrival.at)), revealed,
                item.mention.id in red, item.mention.id in told.late, followed.get(item.mention.id, ""))
        for item in told.items
    )  # fmt: skip
    return Debriefing(
        verdict,
        points_in_words(max(0, verdict.points)),
        points_in_words(verdict.possible),
        tuple(_reasons(inbox, play, verdict)),
        items,
        tuple(_worked(inbox, one, before.get(one.mention, ())) for one in told.yours),
        tuple(_worked(inbox, one, ()) for one in told.theirs) if revealed else (),
        tuple(_who(inbox, id) for id in told.unhandled),
        len(told.inversions),
        revealed,
    )


def _judged(names: Names, item: Item, time: str, revealed: bool, red: bool, late: bool, why: str) -> Judged:
    mention, done = item.mention, item.handled
    return Judged(
        mention.id,
        time,
        names.channel(mention),
        mention.author,
        tuple(mention.body.split("\n")),
        tuple(_line(names, one, revealed) for one in item.graded),
        points_in_words(item.half_points),
        points_in_words(item.possible),
        item.half_points >= item.possible,
        mention.scored,
        done is not None,
        late or (done is not None and not done.in_time),
        done is not None and done.collision,
        mention.feedback if revealed else "",
        mention.critical if red else "",
        why,
        mention.image,
        mention.alt,
    )


def _line(names: Names, one: Graded, revealed: bool) -> Line:
    looks = {"best": "right", "ok": "half"}
    expected = ", ".join(names.value(one.quality, value) for value in (one.expected, *one.accepted))
    given = names.value(one.quality, one.given)
    if one.quality == "due":
        expected = _("yes")
        given = {"best": _("yes"), "wrong": _("no"), "missing": ""}[one.verdict]
    return Line(
        names.quality(one.quality),
        expected if revealed or one.verdict == "best" else "",
        given or _("nothing"),
        looks.get(one.verdict, "wrong"),
        points_in_words(one.half_points),
    )


def _worked(inbox: Inbox, one, before: tuple[str, ...]) -> Worked:
    return Worked(time_of(one.start), time_of(one.end), one.mention, _who(inbox, one.mention), not one.in_time, before)


def _who(inbox: Inbox, id: str) -> str:
    mention = inbox.mention(id)
    return (mention.author or mention.channel) if mention else id


def _why_it_came(inbox: Inbox, of: str, event: str) -> str:
    words = {
        "late": _("Came because %(who)s waited too long."),
        "ignored": _("Came because %(who)s got no reply."),
        "replied": _("Came because %(who)s was answered."),
        "misrouted": _("Came because %(who)s went to another department."),
    }
    return words.get(event, "%(who)s") % {"who": _who(inbox, of)}


def _reasons(inbox: Inbox, play: Play, verdict: Result):
    """Exactly why it is not passed; nothing when it is."""
    for code in verdict.reasons:
        if code == "below_pass_mark":
            yield _("You reached %(score)d %% of what can be reached; %(mark)d %% are asked for.") % {
                "score": verdict.score,
                "mark": inbox.passing.score,
            }
        elif code == "critical":
            for mention in missed(inbox, play.state):
                yield _("A red line was crossed: %(why)s.") % {"why": mention.critical.rstrip(".")}
        elif code == "condition":
            yield _("A meter ended too low for the desk to be in good order.")
        elif code == "unfinished":
            yield _("This attempt was not played to its end.")
