"""Asking for long work, and doing it."""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import TypeVar

from django.utils import timezone, translation
from django.utils.translation import get_language
from django_tasks import task
from wagtail.hooks import search_for_hooks

from academy.people.models import Brand, LongWork, User

Beat = Callable[[int, int], None]
Doer = Callable[[LongWork, Beat], dict]
Thing = TypeVar("Thing")
Status = LongWork.Status
KEPT = timedelta(days=90)
logger = logging.getLogger(__name__)
_doers: dict[str, Doer] = {}


class RefusedError(Exception):
    """The work cannot be done, and this is why, in the language of whoever asked."""


def long_work(kind: str) -> Callable[[Doer], Doer]:
    """Registers who does work of a kind. Put it in a module that the room's `apps.py` or hooks import."""

    def register(doer: Doer) -> Doer:
        _doers[kind] = doer
        return doer

    return register


def ask(kind: str, brand: Brand, by: User | None, title: str, total: int = 0, **details) -> LongWork:
    """Puts the work on the list and wakes the worker. → the row to watch."""
    work = LongWork.objects.create(
        brand=brand, by=by, kind=kind, title=title[:200], total=total,
        details={"language": get_language() or "fr", **details},
    )  # fmt: skip
    start(work)
    return work


def once(kind: str, brand: Brand, by: User | None, title: str, total: int = 0, **details) -> LongWork:
    """As `ask`; the same thing asked for again while it waits or is under way is the same piece of work."""
    known = LongWork.objects.filter(brand=brand, kind=kind, status__in=[Status.WAITING, Status.RUNNING])
    for work in known:
        if {name: work.details.get(name) for name in details} == details:
            return work
    return ask(kind, brand, by, title, total, **details)


def start(work: LongWork) -> None:
    """For work that waits, stopped by an error, or was left by a worker that died; harmless while somebody is at it."""
    run_long_work.enqueue(work.pk)


@task(backend="jobs")
def run_long_work(pk: int) -> None:
    do(pk)


def do(pk: int) -> None:
    """Does the work, unless it is done or somebody else is at it."""
    fresh = timezone.now() - LongWork.SILENCE
    mine = LongWork.objects.filter(pk=pk).exclude(status=Status.DONE).exclude(status=Status.RUNNING, beat__gt=fresh)
    if not mine.update(status=Status.RUNNING, report={}, beat=timezone.now()):
        return
    LongWork.objects.filter(created__lt=timezone.now() - KEPT).exclude(pk=pk).delete()
    work = LongWork.objects.select_related("brand__site", "by").get(pk=pk)
    search_for_hooks()  # rooms register in what their hooks import, which a worker has not read yet
    with translation.override(work.details.get("language", "fr")):
        try:
            report = _doers[work.kind](work, _every_second(pk))
        except RefusedError as refused:
            _finish(pk, Status.FAILED, {"problem": str(refused)})
        except Exception:
            logger.exception("long work %s (%s)", pk, work.kind)
            _finish(pk, Status.FAILED, {"problem": ""})
        else:
            _finish(pk, Status.DONE, report or {})


def in_pieces(things: Sequence[Thing], size: int, beat: Beat) -> Iterator[Sequence[Thing]]:
    """Some at a time; a beat follows each piece."""
    for first in range(0, len(things), size):
        yield things[first : first + size]
        beat(min(first + size, len(things)), len(things))


def _every_second(pk: int) -> Beat:
    """Writes the progress at most once a second, and the last step always."""
    last = 0.0

    def beat(done: int, total: int) -> None:
        nonlocal last
        if done < total and time.monotonic() - last < 1:
            return
        last = time.monotonic()
        LongWork.objects.filter(pk=pk).update(done=done, total=total, beat=timezone.now())

    return beat


def _finish(pk: int, status: str, report: dict) -> None:
    LongWork.objects.filter(pk=pk).update(status=status, report=report, beat=timezone.now())
