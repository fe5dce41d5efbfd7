"""Times per question as a histogram that adds up: buckets of equal ratio, from which quartiles are read.

A mean says little of times: one phone put down for an hour outweighs fifty quick answers. A median does not care, and
a histogram of log-spaced buckets gives it from counts alone, to within half a bucket (about 9 %).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import floor, log2

PER_DOUBLING = 4  # buckets from a time to its double
LONGEST = 3_600  # seconds; what takes longer counts as an hour


def bucket_of(seconds: float) -> int:
    """The bucket of a time: 0 holds everything up to a good second."""
    return floor(PER_DOUBLING * log2(min(max(seconds, 1.0), LONGEST)))


@dataclass(frozen=True, slots=True)
class Times:
    """Quartiles in seconds over `n` people."""

    n: int
    quick: float
    median: float
    slow: float


def quartiles(buckets: Mapping[int, int]) -> Times | None:
    """From counts per bucket; None without any."""
    total = sum(buckets.values())
    if total <= 0:
        return None
    quick, median, slow = (_at(buckets, total * share) for share in (0.25, 0.5, 0.75))
    return Times(total, quick, median, slow)


def _at(buckets: Mapping[int, int], wanted: float) -> float:
    """The time that `wanted` people do not exceed, people spread evenly (by ratio) within a bucket."""
    below = 0
    for bucket in sorted(buckets):
        count = buckets[bucket]
        if count and below + count >= wanted:
            return float(2 ** ((bucket + (wanted - below) / count) / PER_DOUBLING))
        below += count
    return float(LONGEST)
