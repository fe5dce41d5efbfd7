"""Who has earned a level: evidence in, what is met and what is missing out. Pure: no Django, no clock, no database.

Courses, steps and levels are named by opaque keys: the caller knows what they stand for.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

REVIEW_SHARE, REVIEW_DAYS = 85, 90  # DOMAIN §3: 85 % of must-know items over 90 days replaces the renewal quiz
RECENT_REPLIES = 2
RENEWAL_WINDOW = timedelta(days=60)
EXERCISES = ("quiz", "scenario")


@dataclass(frozen=True)
class Ask:
    """One requirement: `kind` as in Requirement.Kind, `key` of a course, step or level."""

    kind: str
    key: str = ""
    pass_mark: int = 0
    count: int = 1


@dataclass(frozen=True)
class LevelRule:
    """`renewal_replies` None: two where the level asks for reviewed replies, none elsewhere (DOMAIN §3)."""

    code: str
    asks: tuple[Ask, ...] = ()
    renewal_exercises: int = 1
    renewal_replies: int | None = None

    def recent_replies(self) -> int:
        if self.renewal_replies is not None:
            return self.renewal_replies
        return min(RECENT_REPLIES, sum(ask.count for ask in self.asks if ask.kind == "replies"))


@dataclass(frozen=True)
class Score:
    """The best passed attempt at an exercise, and the day of the latest passed one."""

    best: int
    passed_on: date


@dataclass(frozen=True)
class Review:
    """Spaced reviews: share of must-know items recalled (percent), over how many days."""

    share: int
    days: int


@dataclass(frozen=True)
class Changes:
    """What changed, that holders of a level must know, since a person's last certificate of it."""

    unread: int = 0  # announced and not confirmed
    questions: int = 0  # of the bank, about these changes: 0, and there is no quiz to pass
    since: date = date.min  # the day of the latest change
    passed: date | None = None  # the quiz about exactly these changes


@dataclass(frozen=True)
class Evidence:
    """All that counts about one person in one brand."""

    member: bool = True
    contract_end: date | None = None
    courses: Mapping[str, date] = field(default_factory=dict)  # completed on
    scores: Mapping[str, Score] = field(default_factory=dict)  # of passed exercises
    practice: Mapping[str, date] = field(default_factory=dict)  # course → latest passed exercise of any kind in it
    levels: Mapping[str, date] = field(default_factory=dict)  # held and in force → until
    barred: Mapping[str, str] = field(default_factory=dict)  # level → revoked, suspended or relinquished
    charter_signed: int = 0
    charter_current: int = 0  # 0: the brand has no charter yet
    replies: int = 0  # reviewed and found good
    reply_days: tuple[date, ...] = ()  # the days on which they were
    sponsors: Mapping[str, int] = field(default_factory=dict)  # level → how many vouch for it
    review: Review | None = None
    changes: Mapping[str, Changes] = field(default_factory=dict)  # level → since the last certificate of it


@dataclass(frozen=True)
class Finding:
    """A requirement and how it stands. `reason` and `next_step` are codes; empty when it is met."""

    ask: Ask
    met: bool
    reason: str = ""
    next_step: str = ""
    have: int = 0
    need: int = 0


@dataclass(frozen=True)
class Assessment:
    level: str
    findings: tuple[Finding, ...]

    @property
    def met(self) -> bool:
        return all(finding.met for finding in self.findings)

    @property
    def missing(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if not finding.met)


def assess(rule: LevelRule, evidence: Evidence, today: date) -> Assessment:
    """How far the person is from the level on that day."""
    findings = [_CHECKS[ask.kind](ask, rule, evidence, today) for ask in rule.asks]
    return Assessment(rule.code, (*_standing(rule, evidence, today), *findings))


def window_opens(issued: date, expires: date, ended: date | None = None, window: timedelta = RENEWAL_WINDOW) -> date:
    """From when on a next certificate may be earned: that long before the end, or once a final fact ended the right.

    Never in the first half of its validity: what was shown to earn a short certificate does not renew it at once.
    """
    if ended and ended <= expires:
        return ended
    return max(expires - window, issued + (expires - issued + timedelta(days=1)) / 2)


def assess_renewal(
    rule: LevelRule, evidence: Evidence, opens: date, today: date, lasts: date | None = None
) -> Assessment:
    """The lighter path from an earlier certificate: what is learnt stays learnt. `lasts`: its end while it runs still.

    Asked again: the earlier levels, the charter as it is now; what changed since, read and passed in a short quiz (a
    good record of spaced reviews replaces the quiz, not the reading); exercises of the level passed anew and recent
    reviewed replies, both since the window opened. Sponsors and older replies of the first time count still.
    """
    findings = [*_standing(rule, evidence, today)]
    if today < opens:
        findings.append(Finding(Ask("window"), False, "window_closed", "wait", need=(opens - today).days))
    elif lasts and evidence.contract_end and evidence.contract_end <= lasts:
        findings.append(Finding(Ask("window"), False, "contract_reached", "ask_leader"))
    findings += [_CHECKS[ask.kind](ask, rule, evidence, today) for ask in rule.asks if ask.kind in ("level", "charter")]
    findings.append(_delta(rule, evidence))
    findings += _fresh(rule, evidence, opens)
    findings += _recent(rule, evidence, opens)
    return Assessment(rule.code, tuple(findings))


def _standing(rule: LevelRule, evidence: Evidence, today: date) -> list[Finding]:
    """What stands in the way whatever was learnt; says nothing when all is well."""
    found = []
    if not evidence.member or (evidence.contract_end and evidence.contract_end < today):
        found.append(Finding(Ask("member"), False, "not_member", "ask_leader"))
    if reason := evidence.barred.get(rule.code):
        found.append(Finding(Ask("standing"), False, reason, "ask_leader"))
    return found


def good_record(review: Review | None) -> bool:
    """Whether spaced reviews show that the must-know items are still known."""
    return bool(review and review.share >= REVIEW_SHARE and review.days >= REVIEW_DAYS)


def _delta(rule: LevelRule, evidence: Evidence) -> Finding:
    changes, ask = evidence.changes.get(rule.code, Changes()), Ask("delta", rule.code)
    if changes.unread:
        return Finding(ask, False, "change_not_read", "read_change", need=changes.unread)
    if not changes.questions or good_record(evidence.review):
        return Finding(ask, True)
    if changes.passed and changes.passed >= changes.since:
        return Finding(ask, True)
    return Finding(ask, False, "delta_not_passed", "open_delta", need=changes.questions)


def _fresh(rule: LevelRule, evidence: Evidence, since: date) -> list[Finding]:
    """Exercises of the level passed anew; where it names neither exercise nor course, any exercise will do."""
    need = rule.renewal_exercises
    if not need:
        return []
    courses = {ask.key for ask in rule.asks if ask.kind == "course"}
    exercises = {ask.key for ask in rule.asks if ask.kind in EXERCISES}
    named = bool(courses or exercises)
    have = sum(score.passed_on >= since for key, score in evidence.scores.items() if key in exercises or not named)
    have += sum(day >= since for key, day in evidence.practice.items() if key in courses)
    ask = Ask("fresh", count=need)
    if have >= need:
        return [Finding(ask, True, have=have, need=need)]
    return [Finding(ask, False, "nothing_fresh", "practise", have, need)]


def _recent(rule: LevelRule, evidence: Evidence, since: date) -> list[Finding]:
    need = rule.recent_replies()
    if not need:
        return []
    have, ask = sum(day >= since for day in evidence.reply_days), Ask("recent_replies", count=need)
    if have >= need:
        return [Finding(ask, True, have=have, need=need)]
    return [Finding(ask, False, "too_few_replies", "send_reply", have, need)]


def _course(ask: Ask, rule: LevelRule, evidence: Evidence, today: date) -> Finding:
    done = evidence.courses.get(ask.key)
    if done is not None and done <= today:
        return Finding(ask, True)
    return Finding(ask, False, "not_completed", "open_course")


def _exercise(ask: Ask, rule: LevelRule, evidence: Evidence, today: date) -> Finding:
    score = evidence.scores.get(ask.key)
    if score is None:
        return Finding(ask, False, "not_passed", "open_step", need=ask.pass_mark)
    if score.best < ask.pass_mark:
        return Finding(ask, False, "score_too_low", "open_step", score.best, ask.pass_mark)
    return Finding(ask, True, have=score.best, need=ask.pass_mark)


def _level(ask: Ask, rule: LevelRule, evidence: Evidence, today: date) -> Finding:
    until = evidence.levels.get(ask.key)
    if until is not None and until >= today:
        return Finding(ask, True)
    return Finding(ask, False, "level_not_held", "see_level")


def _charter(ask: Ask, rule: LevelRule, evidence: Evidence, today: date) -> Finding:
    have, need = evidence.charter_signed, evidence.charter_current
    if need and have >= need:
        return Finding(ask, True, have=have, need=need)
    reason = "no_charter" if not need else "charter_outdated" if have else "charter_not_signed"
    return Finding(ask, False, reason, "sign_charter" if need else "ask_leader", have, need)


def _replies(ask: Ask, rule: LevelRule, evidence: Evidence, today: date) -> Finding:
    if evidence.replies >= ask.count:
        return Finding(ask, True, have=evidence.replies, need=ask.count)
    return Finding(ask, False, "too_few_replies", "send_reply", evidence.replies, ask.count)


def _sponsor(ask: Ask, rule: LevelRule, evidence: Evidence, today: date) -> Finding:
    have = evidence.sponsors.get(rule.code, 0)
    if have >= ask.count:
        return Finding(ask, True, have=have, need=ask.count)
    return Finding(ask, False, "no_sponsor", "find_sponsor", have, ask.count)


_CHECKS = {
    "course": _course,
    "quiz": _exercise,
    "scenario": _exercise,
    "level": _level,
    "charter": _charter,
    "replies": _replies,
    "sponsor": _sponsor,
}
