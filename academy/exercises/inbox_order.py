"""Can an inbox be handled in time, and in which order? The reference order of work, with its proof.

Preemptive earliest-due-first with release dates is optimal for meeting every due time (Horn 1974): when even that
misses one, the load is impossible. When an order without interruption meets all, that order is the reference. In
between nothing is proved, and lint says so.
"""

from collections.abc import Callable
from dataclasses import dataclass
from heapq import heappop, heappush

from academy.exercises.inbox import Inbox, Mention
from academy.exercises.inbox_result import urgency_rank


@dataclass(frozen=True, slots=True)
class Work:
    mention: str
    start: int
    end: int
    in_time: bool


@dataclass(frozen=True, slots=True)
class Reference:
    """`verdict`: feasible (the order meets all due times), impossible (proved), unclear."""

    order: tuple[Work, ...]
    verdict: str


@dataclass(frozen=True, slots=True)
class _Job:
    mention: str
    release: int
    cost: int
    due: int
    rank: int


def reference(inbox: Inbox) -> Reference:
    jobs = [_job(inbox, mention) for mention in inbox.mentions if mention.scored]
    runs = [_run(jobs, key) for key in (lambda job: (job.rank, job.due), lambda job: (job.due, job.rank))]
    best = min(runs, key=lambda run: sum(not work.in_time for work in run))
    if all(work.in_time for work in best):
        return Reference(best, "feasible")
    return Reference(best, "unclear" if _preemptive_meets_all(jobs) else "impossible")


def _job(inbox: Inbox, mention: Mention) -> _Job:
    release = max(mention.arrival.at, inbox.start)
    allowed = inbox.time_for(mention)
    due = inbox.end if allowed is None else min(inbox.end, mention.arrival.at + allowed)
    return _Job(mention.id, release, inbox.cost(mention.best("action")), due, urgency_rank(mention))


def _run(jobs: list[_Job], key: Callable[[_Job], tuple[int, int]]) -> tuple[Work, ...]:
    """One after the other, without interruption: always the most pressing of those that are there."""
    coming = sorted(jobs, key=lambda job: (job.release, job.mention), reverse=True)
    waiting: list[tuple[tuple[int, int], str, _Job]] = []
    now, order = 0, []
    while coming or waiting:
        if not waiting:
            now = max(now, coming[-1].release)
        while coming and coming[-1].release <= now:
            job = coming.pop()
            heappush(waiting, (key(job), job.mention, job))
        *_, job = heappop(waiting)
        order.append(Work(job.mention, now, now + job.cost, now + job.cost <= job.due))
        now += job.cost
    return tuple(order)


def _preemptive_meets_all(jobs: list[_Job]) -> bool:
    coming = sorted(jobs, key=lambda job: (job.release, job.mention), reverse=True)
    waiting: list[tuple[int, str, int]] = []  # due, message, minutes left
    now = 0
    while coming or waiting:
        if not waiting:
            now = max(now, coming[-1].release)
        while coming and coming[-1].release <= now:
            job = coming.pop()
            heappush(waiting, (job.due, job.mention, job.cost))
        due, mention, left = heappop(waiting)
        until = min(now + left, coming[-1].release) if coming else now + left
        left, now = left - (until - now), until
        if left:
            heappush(waiting, (due, mention, left))
        elif now > due:
            return False
    return True
