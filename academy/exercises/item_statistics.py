"""How well questions measure: classical test theory, from sums that can be kept up to date one attempt at a time.

`x` is what a person's answer to an item earned (0 to 1), `rest` the mean of what the other items of the same attempt
earned, so that an item is never compared with itself. Thresholds are those of DOMAIN, «item analysis»: Ebel & Frisbie
1991 for difficulty and discrimination, 5 % for a distractor that does nothing, mastery tests expecting easy items.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, sqrt

SHOWN_FROM = 30  # people, for any statistic of an item or a quiz
STABLE_FROM = 100
FEWEST = 5  # below this not even the number is told
RARE = 0.05  # a distractor fewer choose does nothing
HARD, EASY = 0.30, 0.95
POOR, FAIR, GOOD = 0.20, 0.30, 0.40


@dataclass(frozen=True, slots=True)
class ItemSums:
    """Sums over the people who were asked one item."""

    n: int = 0
    x: float = 0
    xx: float = 0
    rest: float = 0
    rest_rest: float = 0
    x_rest: float = 0


@dataclass(frozen=True, slots=True)
class QuizSums:
    """Sums over the people who took one form of a quiz.

    `items` counts answers asked for (people × items), `x` and `xx` sum their credits and squares; `score` and
    `score_score` sum each person's mean credit and its square; `between` sums number of items × mean credit squared.
    """

    n: int = 0
    items: int = 0
    x: float = 0
    xx: float = 0
    score: float = 0
    score_score: float = 0
    between: float = 0


def facility(sums: ItemSums) -> float | None:
    """Difficulty p: the mean credit, for right-or-wrong items the share who were right."""
    return sums.x / sums.n if sums.n else None


def discrimination(sums: ItemSums) -> float | None:
    """Correlation of the item with the rest of the attempt (point-biserial when it is right or wrong); None without
    variance."""
    if sums.n < 2:
        return None
    spread_x = sums.n * sums.xx - sums.x**2
    spread_rest = sums.n * sums.rest_rest - sums.rest**2
    if spread_x <= 1e-9 or spread_rest <= 1e-9:
        return None
    found = (sums.n * sums.x_rest - sums.x * sums.rest) / sqrt(spread_x * spread_rest)
    return max(-1.0, min(1.0, found))


def alpha(quiz: QuizSums, items: list[ItemSums]) -> float | None:
    """Cronbach's alpha of a form where everybody answers the same items; KR-20 when they are right or wrong.

    k/(k-1) × (1 - sum of the items' variances / variance of the totals). None for fewer than two items or people, or
    without variance.
    """
    k = len(items)
    if k < 2 or quiz.n < 2 or any(item.n != quiz.n for item in items):
        return None
    n = quiz.n
    variances = sum((item.xx - item.x**2 / n) / (n - 1) for item in items)
    total = k * k * (quiz.score_score - quiz.score**2 / n) / (n - 1)
    if total <= 1e-9:
        return None
    return k / (k - 1) * (1 - variances / total)


def dependability(quiz: QuizSums) -> float | None:
    """Reliability of a form whose items are drawn anew for each person (Brennan 2001, design i:p, index Φ).

    (mean square between people - mean square within) / mean square between. Differences in difficulty between draws
    count as error, as they should: somebody else's draw was easier. Equals the one-way intraclass correlation of the
    mean. None for fewer than two people, one item each, or no variance.
    """
    if quiz.n < 2 or quiz.items <= quiz.n:
        return None
    between = (quiz.between - quiz.x**2 / quiz.items) / (quiz.n - 1)
    within = (quiz.xx - quiz.between) / (quiz.items - quiz.n)
    return (between - within) / between if between > 1e-9 else None


def standard_error(quiz: QuizSums, reliability: float | None) -> float | None:
    """Standard error of measurement of a score, in percentage points: standard deviation × √(1 - reliability)."""
    if reliability is None or quiz.n < 2:
        return None
    variance = max(0.0, (quiz.score_score - quiz.score**2 / quiz.n) / (quiz.n - 1))
    return 100 * sqrt(variance * (1 - min(1.0, max(0.0, reliability))))


def standard_error_at(mark: int, k: int) -> float | None:
    """Conditional standard error near a mark, in percentage points, for k items (Lord 1955): √(p(1-p)/(k-1))."""
    if k < 2 or not 0 <= mark <= 100:
        return None
    p = mark / 100
    return 100 * sqrt(p * (1 - p) / (k - 1))


@dataclass(frozen=True, slots=True)
class Chosen:
    """One answer of an item: how many gave it, the sum of their `rest`, whether it is a right one."""

    n: int
    rest: float
    right: bool


def idle_distractors(answers: Mapping[str, Chosen], n: int) -> tuple[str, ...]:
    """Wrong answers that fewer than 5 % choose: they make nobody think."""
    return tuple(key for key, one in answers.items() if not one.right and n and one.n / n < RARE)


def better_than_key(answers: Mapping[str, Chosen]) -> tuple[str, ...]:
    """Wrong answers that at least five choose and whose choosers do better elsewhere than those who chose the key."""
    right = [one for one in answers.values() if one.right and one.n]
    chosen = sum(one.n for one in right)
    if not chosen:
        return tuple(key for key, one in answers.items() if not one.right and one.n >= FEWEST)
    mean = sum(one.rest for one in right) / chosen
    return tuple(
        key for key, one in answers.items() if not one.right and one.n >= FEWEST and one.rest / one.n > mean + 1e-9
    )


def advice(sums: ItemSums, answers: Mapping[str, Chosen], *, critical: bool = False, ticks: bool = True) -> list[str]:
    """Codes of what an author should look at, the most urgent first; [] below 30 people.

    check_key, check_rival, hard, weak, fair, easy, easy_critical, idle. `ticks`: `answers` are ready-made options,
    of which some may do nothing.
    """
    p, r = facility(sums), discrimination(sums)
    if p is None or sums.n < SHOWN_FROM:
        return []
    found = []
    if r is not None and r < 0:
        found.append("check_key")
    if ticks and better_than_key(answers):
        found.append("check_rival")
    if p < HARD:
        found.append("hard")
    if p > EASY:
        found.append("easy_critical" if critical else "easy")
    elif r is not None and 0 <= r < POOR:
        found.append("weak")
    elif r is not None and POOR <= r < FAIR:
        found.append("fair")
    if ticks and idle_distractors(answers, sums.n):
        found.append("idle")
    return found


def grade(r: float | None) -> str:
    """A discrimination in a word: excellent, good, fair, weak, negative, or none."""
    if r is None:
        return "none"
    if r < 0:
        return "negative"
    return "weak" if r < POOR else "fair" if r < FAIR else "good" if r < GOOD else "excellent"


def items_needed(reliability: float | None, k: int, target: float) -> int | None:
    """How many items of the same quality would reach a reliability (Spearman-Brown); None when it is reached, or when
    no number would do."""
    if reliability is None or not 0 < reliability < target < 1:
        return None
    return ceil(k * target * (1 - reliability) / (reliability * (1 - target)) - 1e-9)
