"""The life of a certificate as appended facts, and what it was worth on any day. Pure.

A day counts whole: the first and the last day of validity give the right, a fact of a day holds for that day. Facts of
one day count in the order in which they were written. After a withdrawal, a relinquishment or the end of the contract
nothing that happens to the same certificate gives the right back; a new certificate may.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    VALID = "valid"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    REPLACED = "replaced"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    RELINQUISHED = "relinquished"
    ENDED = "ended"
    ERASED = "erased"


# Kinds of facts that end a certificate for good, and the status they leave.
FINAL = {
    "revoked": Status.REVOKED,
    "relinquished": Status.RELINQUISHED,
    "ended": Status.ENDED,
    "erased": Status.ERASED,
    "trimmed": Status.REPLACED,  # after a transfer, by a certificate with a narrower scope
}
# Which final fact is told when there are several: the gravest.
_WEIGHT = [Status.REVOKED, Status.ERASED, Status.ENDED, Status.RELINQUISHED, Status.REPLACED]


@dataclass(frozen=True)
class Fact:
    kind: str  # as in AwardEvent.Kind
    on: date
    order: int = 0  # facts of one day, in the order they were written


@dataclass(frozen=True)
class Freeze:
    """A stop switch. Empty sets mean all; `lifted` is the first day on which it no longer holds."""

    since: date
    lifted: date | None = None
    levels: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.lifted is None or day < self.lifted)

    def stops(self, level: str, channel: str, topic: str) -> bool:
        return (
            (not self.levels or level in self.levels)
            and (not self.channels or channel in self.channels)
            and (not self.topics or topic in self.topics)
        )


@dataclass(frozen=True)
class Life:
    issued: date
    expires: date
    facts: tuple[Fact, ...] = ()
    contract_end: date | None = None
    renewed_on: date | None = None  # the day the next certificate of the same level was issued
    level: str = ""
    cells: frozenset[tuple[str, str]] = frozenset()  # channel × topic
    freezes: tuple[Freeze, ...] = ()


def status_on(life: Life, day: date) -> Status:
    """What the certificate was worth on that day."""
    known = sorted((fact for fact in life.facts if fact.on <= day), key=lambda fact: (fact.on, fact.order))
    finals = {FINAL[fact.kind] for fact in known if fact.kind in FINAL}
    for status in _WEIGHT:
        if status in finals:
            return status
    if day < life.issued:
        return Status.NOT_YET
    if life.contract_end and day > life.contract_end:
        return Status.ENDED
    if day > life.expires:
        return Status.REPLACED if life.renewed_on and life.renewed_on <= day else Status.EXPIRED
    if _suspended(known) or (life.cells and not open_cells(life, day)):
        return Status.SUSPENDED
    return Status.VALID


def cancelled_on(life: Life, day: date) -> bool:
    """Whether a fact has ended it for good by that day. A certificate that merely ran its time was not cancelled, be
    it renewed or not; nor is one whose holder's contract is over but not yet noted, for a contract may be prolonged."""
    return any(fact.kind in FINAL and fact.on <= day for fact in life.facts)


def _suspended(known: list[Fact]) -> bool:
    last = ""
    for fact in known:
        if fact.kind in ("suspended", "resumed"):
            last = fact.kind
    return last == "suspended"


def open_cells(life: Life, day: date) -> frozenset[tuple[str, str]]:
    """What is left of the scope under the stop switches of that day."""
    active = [freeze for freeze in life.freezes if freeze.holds_on(day)]
    if not active:
        return life.cells
    return frozenset(
        (channel, topic)
        for channel, topic in life.cells
        if not any(freeze.stops(life.level, channel, topic) for freeze in active)
    )


def may_append(life: Life, kind: str, day: date) -> bool:
    """Whether a new fact makes sense: nothing after a final one but erasure, no resuming of what is not suspended."""
    if any(fact.kind in FINAL for fact in life.facts):
        return kind == "erased" and not any(fact.kind == "erased" for fact in life.facts)
    known = sorted(life.facts, key=lambda fact: (fact.on, fact.order))
    if kind == "suspended":
        return not _suspended(known) and day <= life.expires
    if kind == "resumed":
        return _suspended(known)
    return True
