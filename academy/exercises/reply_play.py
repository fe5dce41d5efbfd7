"""Writing a reply: drafts are kept, the last one is sent. What it is worth is for people to say."""

from dataclasses import replace

from academy.exercises.actions import Accepted, Action, Refused, Save, Send, refuse
from academy.exercises.canonical import content_hash
from academy.exercises.machine import Event
from academy.exercises.reply import TEXT_LIMIT, ReplyBrief, ReplyState, Rule
from academy.exercises.verdict import Result
from academy.exercises.voice import check, is_blocking, rules_of

MOST_DRAFTS = 20


def start(brief: ReplyBrief, seed: int) -> ReplyState:
    return ReplyState(content_hash(brief), seed, 0)


def options(brief: ReplyBrief, state: ReplyState) -> tuple[Rule, ...]:
    """The rules of voice that hold here, while one can still write."""
    return rules_of(brief) if state.status == "playing" else ()


def act(brief: ReplyBrief, state: ReplyState, action: Action) -> Accepted | Refused:
    """Saving keeps a draft. Sending is held back while something blocking is found (personal data in public)."""
    if not isinstance(action, Save | Send):
        return refuse("unknown_action")
    if not isinstance(action.text, str):
        return refuse("unknown_option")
    text = action.text.replace("\r\n", "\n").strip()
    if len(text) > TEXT_LIMIT:
        return refuse("too_long")
    drafts = _kept(state.drafts, text)
    after = replace(state, seq=state.seq + 1, drafts=drafts)
    if isinstance(action, Save):
        return Accepted(after, (Event("saved", ""),))
    if not text:
        return refuse("empty")
    if is_blocking(check(brief, text)):
        return refuse("blocked")
    return Accepted(replace(after, status="done"), (Event("submitted", ""),))


def _kept(drafts: tuple[str, ...], text: str) -> tuple[str, ...]:
    """The drafts with this one. What only goes on writing takes the place of what it continues: kept as one goes, a
    text would push out the versions worth going back to."""
    before = drafts[-1] if drafts else ""
    if text == before:
        return drafts
    earlier = drafts[:-1] if drafts and text.startswith(before) else drafts
    return (*earlier, text)[-MOST_DRAFTS:]


def result(brief: ReplyBrief, state: ReplyState) -> Result:
    """The machine never grades: a sent reply waits for its review (`rubric.outcome`)."""
    return Result(0, 0, sum(one.top for one in brief.rubric), False, ("unfinished" if state.status != "done" else
                                                                      "to_review",))  # fmt: skip
