"""Benchmarks: every figure stands beside a yardstick taken in the same run, because machines differ and are busy.

A module here is one subject. Its `lines()` yields a `Line` for each thing measured, or its `benchmarks()` yields (what,
seconds, seconds of the limit) on a database made for it; `python -m tests.bench [NAME…]` prints them.
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    what: str
    value: float
    unit: str
    yardstick: str = ""
    ratio: float | None = None

    def __str__(self) -> str:
        text = f"{self.what:<58} {self.value:>9.1f} {self.unit}"
        return text if self.ratio is None else f"{text:<82} {self.ratio:>6.1f} × {self.yardstick}"


def cpu_ms(act: Callable[[int], object], times: int, warm: int = 2) -> float:
    """Median CPU milliseconds of one call, after a few that do not count."""
    for number in range(warm):
        act(number)
    taken = []
    for number in range(times):
        began = time.process_time()
        act(number)
        taken.append((time.process_time() - began) * 1000)
    return statistics.median(taken)


def million(_number: int) -> int:
    """The yardstick of what is pure computing: a million additions."""
    total = 0
    for number in range(1_000_000):
        total += number
    return total
