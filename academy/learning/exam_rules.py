"""What an exercise page says about how attempts are made, and whether one may begin now. Pure functions."""

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
    return Rules(
        mode=getattr(page, "mode", "") or ("practice" if feedback else "exam"),
        attempts=getattr(page, "attempts", 0),
        cooldown_hours=getattr(page, "cooldown_hours", 0) or 0,
        time_limit_minutes=getattr(page, "time_limit_minutes", 0) or 0,
        confidence=bool(getattr(page, "confidence", False)),
    )


@dataclass(frozen=True, slots=True)
class Past:
    """A closed attempt, as these rules see it."""

    passed: bool
    finished: datetime


@dataclass(frozen=True, slots=True)
class May:
    """`refused`: "" (one may begin), used_up, cooldown (until `since`), talk (after three failures, see a coach)."""

    refused: str = ""
    since: datetime | None = None
    left: int | None = None  # attempts left, this one included; None without a limit
    used: int = 0


def may_begin(rules: Rules, past: list[Past], now: datetime, talked: datetime | None = None) -> May:
    """Whether a new attempt may begin. Practice always may, within the attempts the author allows.

    `past` in the order of time. `talked`: when a coach last talked with the person about this exercise; a talk opens
    the exam again after three failures.
    """
    used = len(past)
    left = max(0, rules.attempts - used) if rules.attempts else None
    if left == 0:
        return May("used_up", None, left, used)
    if not rules.graded or not past or any(one.passed for one in past):
        return May("", None, left, used)
    until = past[-1].finished + timedelta(hours=rules.cooldown_hours)
    if until > now:
        return May("cooldown", until, left, used)
    failures = [one for one in past if talked is None or one.finished > talked]
    if rules.mode == "exam" and not rules.attempts and len(failures) >= FAILURES_BEFORE_TALK and rules.cooldown_hours:
        return May("talk", None, left, used)
    return May("", None, left, used)
