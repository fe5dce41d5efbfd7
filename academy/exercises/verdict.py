"""What a verdict on a play holds, and how points become a percentage."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """`reasons` says why it is not passed: unfinished, below_pass_mark, critical, ending, condition.

    Scenario: `points` and `possible` are weighted points, the learner's and the best play's; `ending` is the kind
    reached. Quiz: the number of fully right answers and of questions asked (the score also counts partial credit).
    """

    score: int
    points: int
    possible: int
    passed: bool
    reasons: tuple[str, ...]
    ending: str = ""


def percent(points: int, possible: int) -> int:
    """100 · points / possible, halves rounded up, kept in 0..100. Nothing to earn: 100 unless points were lost."""
    if possible <= 0:
        return 100 if points >= possible else 0
    return min(100, max(0, (200 * points + possible) // (2 * possible)))
