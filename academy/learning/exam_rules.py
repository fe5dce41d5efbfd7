"""What an exercise page says about how attempts are made, and whether one may begin now. Pure functions."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

FAILURES_BEFORE_TALK = 3


@dataclass(frozen=True, slots=True)
class Rules:
    """Copied into every attempt when it begins. `mode`: practice, exam (a graded scenario too) or placement."""

    mode: str = "practice"
    attempts: int = 0  # 0: as many as wanted
    coach: str = "at_once"  # at_once | at_end, in scenarios
    cooldown_hours: int = 0  # after a failed exam
    time_limit_minutes: int = 0  # 0: none
    confidence: bool = False
    talk_after: int = 0  # failures after which a coaching talk opens each next attempt; 0: none is asked

    @property
    def graded(self) -> bool:
        return self.mode != "practice"

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Rules":
        """Of an attempt; what it does not know has its default."""
        known = {name: data[name] for name in cls.__slots__ if name in data}
        return cls(**known)


def rules_of(page) -> Rules:
    """What an exercise page says today."""
    if page.step_kind in ("scenario", "inbox", "reply"):
        mode = "exam" if page.graded else "practice"
        return Rules(mode, getattr(page, "attempts", 0) if page.graded else 0, getattr(page, "coach", "at_end"))
    feedback = getattr(page, "show_feedback", True)
    mode = getattr(page, "mode", "") or ("practice" if feedback else "exam")
    return Rules(
        mode=mode,
        attempts=getattr(page, "attempts", 0),
        cooldown_hours=getattr(page, "cooldown_hours", 0) or 0,
        time_limit_minutes=getattr(page, "time_limit_minutes", 0) or 0,
        confidence=bool(getattr(page, "confidence", False)),
        talk_after=FAILURES_BEFORE_TALK if mode == "exam" else 0,
    )


def limit_of(rules: Rules, extra_percent: int = 0) -> timedelta | None:
    """How long an attempt lasts for a person with that much extra time; None without a limit. Seconds round up."""
    if not rules.time_limit_minutes:
        return None
    return timedelta(seconds=-(-rules.time_limit_minutes * 60 * (100 + max(0, extra_percent)) // 100))


@dataclass(frozen=True, slots=True)
class Past:
    """A closed attempt, as these rules see it. `aside`: put aside by its owner, so neither passed nor failed."""

    passed: bool
    finished: datetime
    aside: bool = False


@dataclass(frozen=True, slots=True)
class May:
    """`refused`: "" (one may begin), used_up, passed (and no attempt left), cooldown (until `since`), talk."""

    refused: str = ""
    since: datetime | None = None
    left: int | None = None  # attempts left, this one included; None without a limit
    used: int = 0


def may_begin(rules: Rules, past: Sequence[Past], now: datetime, talks: Sequence[datetime] = ()) -> May:
    """Whether a new attempt may begin. Practice always may, within the attempts the author allows.

    `past` in the order of time. `talks`: when coaching talks about this exercise were recorded. An exam is never
    locked for good: after three failures, or with the author's attempts used up, each talk opens one more attempt,
    at once. What is passed needs none.
    """
    used, done = len(past), any(one.passed for one in past)
    left = max(0, rules.attempts + len(talks) - used) if rules.attempts else None
    if left == 0:
        return May("passed" if done else "talk" if rules.mode == "exam" else "used_up", None, left, used)
    if not rules.graded or done or not past:
        return May("", None, left, used)
    failed = sum(not one.aside for one in past)
    if rules.talk_after and failed >= rules.talk_after + len(talks):
        return May("talk", None, left, used)
    until = past[-1].finished + timedelta(hours=rules.cooldown_hours)
    if until > now and not any(talk >= past[-1].finished for talk in talks):
        return May("cooldown", until, left, used)
    return May("", None, left, used)
