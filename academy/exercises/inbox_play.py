"""Playing an inbox: open a message, handle it, wait, close the desk."""

from dataclasses import replace

from academy.exercises.actions import Accepted, Action, Close, Handle, Open, Refused, Wait, refuse
from academy.exercises.canonical import content_hash
from academy.exercises.inbox import PRIORITIES, REACHES, SPEAKING, URGENCIES, Handled, Inbox, InboxState, Mention
from academy.exercises.inbox_clock import Clock

PAUSE = 5  # minutes that waiting takes when nothing is on its way
NOTE_LIMIT = 2_000


def start(inbox: Inbox, seed: int) -> InboxState:
    """The desk when it opens, with what has already come."""
    meters = tuple(min(max(meter.start, meter.min), meter.max) for meter in inbox.meters)
    clock = Clock(inbox, InboxState(content_hash(inbox), seed, 0, inbox.start, meters))
    clock.advance(inbox.start)
    return clock.state


def options(inbox: Inbox, state: InboxState) -> tuple[Mention, ...]:
    """The messages that can be handled now, in order of arrival."""
    if state.status != "playing":
        return ()
    return tuple(mention for id in state.waiting() if (mention := inbox.mention(id)))


def act(inbox: Inbox, state: InboxState, action: Action) -> Accepted | Refused:
    if len(state.meters) != len(inbox.meters):
        return refuse("broken")
    clock = Clock(inbox, state)
    refused: Refused | None = None
    match action:
        case Open():
            refused = _open(clock, action)
        case Handle():
            refused = _handle(clock, action)
        case Wait():
            coming = clock.next_arrival()
            clock.advance(state.now + PAUSE if coming is None or coming > inbox.end else max(coming, state.now))
        case Close():
            _close(clock)
        case _:
            return refuse("unknown_action")
    if refused is not None:
        return refused
    if clock.state.now >= inbox.end and clock.state.status == "playing":
        _close(clock)
    return Accepted(replace(clock.state, seq=state.seq + 1), tuple(clock.events))


def claimed_by(inbox: Inbox, state: InboxState, mention_id: str) -> str:
    """The colleague who is answering a message at this moment; "" when nobody is."""
    mention, arrived = inbox.mention(mention_id), state.minute_of(mention_id)
    if mention is None or mention.claim is None or arrived is None:
        return ""
    return mention.claim.by if state.now >= arrived + mention.claim.after else ""


def _open(clock: Clock, action: Open) -> Refused | None:
    if not isinstance(action.mention, str) or clock.state.minute_of(action.mention) is None:
        return refuse("unknown_item")
    clock.state = replace(clock.state, opened=clock.state.opened | {action.mention})
    return None


def _handle(clock: Clock, action: Handle) -> Refused | None:
    inbox, state = clock.inbox, clock.state
    mention = inbox.mention(action.mention) if isinstance(action.mention, str) else None
    if mention is None or state.minute_of(mention.id) is None:
        return refuse("unknown_item")
    if mention.id not in state.waiting():
        return refuse("answered")
    if (wrong := _unfit(inbox, action)) is not None:
        return wrong
    limit, until = clock.deadline(mention.id), state.now + inbox.cost(action.action)
    claimed = bool(claimed_by(inbox, state, mention.id))
    done = Handled(
        mention.id, state.now, until, action.service, action.priority, action.action, action.type, action.urgency,
        action.reach, action.note.strip(), limit is None or until <= limit, claimed,
    )  # fmt: skip
    if not done.in_time and mention.id not in state.late:
        clock.advance(limit + 1 if limit is not None else until)  # the deadline passes while one is at it
    clock.state = replace(clock.state, handled=(*clock.state.handled, done))
    clock.advance(until)
    effects = mention.well if is_good(mention, done) else mention.wrong
    clock.happened("collision" if done.collision else "handled", mention.id, effects, until)
    _consequences(clock, mention, done)
    return None


def is_good(mention: Mention, done: Handled) -> bool:
    """Whether the action is one of those expected (any is, where none is)."""
    key = mention.key("action")
    if done.claimed and done.action in (*SPEAKING, "ignore"):
        return not done.collision  # what a colleague has begun is left to them
    return key is None or done.action in (key.best, *key.ok)


def _consequences(clock: Clock, mention: Mention, done: Handled) -> None:
    if done.action == "ignore":
        clock.follow(mention.id, "ignored", done.until)
    if done.action in SPEAKING:
        clock.follow(mention.id, "replied", done.until)
    key = mention.key("service")
    if key is not None and done.service != key.best and done.service not in key.ok:
        clock.follow(mention.id, "misrouted", done.until)
    clock.advance(done.until)  # what follows without delay


def _unfit(inbox: Inbox, action: Handle) -> Refused | None:
    known = (
        ("service", dict(inbox.services)), ("priority", PRIORITIES), ("action", dict(inbox.costs)),
        ("type", dict(inbox.types)), ("urgency", URGENCIES), ("reach", REACHES),
    )  # fmt: skip
    for quality, values in known:
        said = getattr(action, quality)
        if not isinstance(said, str) or (said and said not in values):
            return refuse("unknown_option")
        if not said and (quality == "action" or inbox.judges(quality)):
            return refuse("incomplete")
    if not isinstance(action.note, str):
        return refuse("unknown_option")
    return refuse("too_long") if len(action.note) > NOTE_LIMIT else None


def _close(clock: Clock) -> None:
    clock.happened("closed", "")
    clock.state = replace(clock.state, status="done")
