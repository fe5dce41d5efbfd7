"""What is wrong with an inbox before anybody sits down at it."""

from collections import Counter

from academy.exercises.actions import Accepted, Close, Handle, Wait
from academy.exercises.inbox import EVENTS, PRIORITIES, QUALITIES, REACHES, URGENCIES, Inbox, InboxState, Mention
from academy.exercises.inbox_order import reference
from academy.exercises.inbox_play import act, start
from academy.exercises.inbox_result import result
from academy.exercises.inbox_words import ACTIONS, in_french
from academy.exercises.lint.findings import Findings
from academy.exercises.text_problems import nearest
from academy.exercises.verdict import Result

MOST_OF_ONE = 60  # percent of the messages one answer may fit before it is no question any more
FEWEST = 4  # messages from which a mixture can be judged
_QUALITIES = {
    "service": ("le service", "the service"), "priority": ("la priorité", "the priority"),
    "action": ("le geste", "the action"), "type": ("le type", "the type"), "urgency": ("l'urgence", "the urgency"),
    "reach": ("la portée", "the reach"),
}  # fmt: skip


def lint_inbox(inbox: Inbox, findings: Findings) -> None:
    scored = [mention for mention in inbox.mentions if mention.scored]
    if not scored:
        findings.add("E78", inbox.id)
        return
    for id, times in Counter(mention.id for mention in inbox.mentions).items():
        if times > 1:
            findings.add("E02", id, id=id)
    for action in dict(inbox.costs):
        if action not in ACTIONS.values():
            findings.add("E112", "costs", value=action, hint=nearest(action, ACTIONS))
    if not any(mention.keys for mention in scored):
        findings.add("E79", scored[0].id)
    for mention in inbox.mentions:
        _values(inbox, mention, findings)
        _ties(inbox, mention, findings)
        _texts(mention, findings)
        if mention.image and not mention.alt:
            findings.add("E50", mention.id)
    _mixture(scored, findings)
    _load(inbox, findings)


def _offered(inbox: Inbox) -> dict[str, list[str]]:
    return {
        "service": list(dict(inbox.services)), "priority": list(PRIORITIES), "action": list(dict(inbox.costs)),
        "type": list(dict(inbox.types)), "urgency": list(URGENCIES), "reach": list(REACHES),
    }  # fmt: skip


def _values(inbox: Inbox, mention: Mention, findings: Findings) -> None:
    """What is expected must be among what the learner is offered, or nobody could be right."""
    offered = _offered(inbox)
    for key in mention.keys:
        known = offered[key.quality]
        for value in (key.best, *key.ok, *key.refused):
            if value not in known:
                findings.add("E70", mention.id, value=value, hint=nearest(value, known))
        if len(known) > 1 and set(known) <= {key.best, *key.ok}:
            findings.add("W77", mention.id, id=mention.id, quality=_QUALITIES[key.quality])


def _ties(inbox: Inbox, mention: Mention, findings: Findings) -> None:
    if mention.same_as and inbox.mention(mention.same_as) is None:
        known = [other.id for other in inbox.mentions]
        findings.add("E113", mention.id, id=mention.id, value=mention.same_as, hint=nearest(mention.same_as, known))
    if not mention.scored and mention.critical:
        findings.add("E72", mention.id, id=mention.id)
    seen, one = {mention.id}, mention
    while one.arrival.after:
        before = inbox.mention(one.arrival.after)
        if before is None or before.id in seen or one.arrival.event not in EVENTS:
            findings.add("E71", mention.id, id=mention.id)
            return
        seen.add(before.id)
        one = before


def _word(quality: str, value: str) -> tuple[str, str]:
    """A value as authors write it: actions have French names."""
    return (in_french(ACTIONS, value), value) if quality == "action" else (value, value)


def _texts(mention: Mention, findings: Findings) -> None:
    if not mention.scored:
        return
    if not mention.feedback:
        findings.add("W47", mention.id, id=mention.id)
    if not mention.key("service"):
        findings.add("W110", mention.id, id=mention.id)


def _mixture(scored: list[Mention], findings: Findings) -> None:
    if not any(mention.best("priority") == "P1" for mention in scored):
        findings.add(
            "W76", scored[0].id, what=("rien d'urgent parmi les messages", "nothing urgent among the messages")
        )
    if not any(mention.best("action") == "ignore" for mention in scored):
        findings.add("W76", scored[0].id, what=("rien à ignorer parmi les messages", "nothing to ignore"))
    if len(scored) < FEWEST:
        return
    for quality in ("service", "priority", "action"):
        fits: Counter[str] = Counter()
        for mention in scored:
            key = mention.key(quality)
            fits.update({key.best, *key.ok} if key else ())
        for value, times in fits.most_common(1):
            if 100 * times > MOST_OF_ONE * len(scored):
                findings.add(
                    "W75", scored[0].id, n=times, all=len(scored), what=_QUALITIES[quality], value=_word(quality, value)
                )
    owners = [key for mention in scored if (key := mention.key("service"))]
    if owners and not any(key.ok for key in owners):
        findings.add("I111", scored[0].id)


def _load(inbox: Inbox, findings: Findings) -> None:
    found = reference(inbox)
    verdict = found.verdict
    if verdict == "impossible":
        findings.add("W73", "clock")
    elif verdict == "unclear":
        findings.add("W74", "clock")
    else:
        outcome = _handled_best(inbox, [work.mention for work in found.order])
        if outcome is not None and not outcome.passed:
            findings.add("W114", "passing", score=outcome.score)


def _handled_best(inbox: Inbox, order: list[str]) -> Result | None:
    """The verdict on a watch that decides best in this order; None when it cannot be played like that."""
    state = start(inbox, 0)
    for id in order:
        mention = inbox.mention(id)
        while mention is not None and state.minute_of(id) is None and state.status == "playing":
            waited = act(inbox, state, Wait(state.seq))
            if not isinstance(waited, Accepted) or not isinstance(waited.state, InboxState):
                return None
            state = waited.state
        if mention is None or state.status != "playing":
            return None
        best = {quality: mention.best(quality) for quality in QUALITIES}
        note = " ".join(item[0] for item in mention.handover)
        done = act(inbox, state, Handle(mention=id, seq=state.seq, note=note, **best))
        if not isinstance(done, Accepted) or not isinstance(done.state, InboxState):
            return None
        state = done.state
    if state.status == "playing":
        closed = act(inbox, state, Close(state.seq))
        state = closed.state if isinstance(closed, Accepted) and isinstance(closed.state, InboxState) else state
    return result(inbox, state)
