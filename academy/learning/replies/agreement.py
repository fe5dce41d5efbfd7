"""How well reviewers agree on the replies two of them read: for the leader, who calibrates."""

from dataclasses import dataclass

from academy.exercises.rubric import CRITERIA, weighted_kappa
from academy.learning.reply_models import ReplyReview
from academy.people.models import Brand

ENOUGH = 5  # pairs below which a figure says nothing
AIM = 0.6  # DOMAIN §3: weighted kappa of 0.6 and more


@dataclass(frozen=True)
class Line:
    """`kappa` is None when it is not defined; `near`: percent of judgements at most one level apart."""

    criterion: str
    kappa: float | None
    near: int


@dataclass(frozen=True)
class Agreement:
    pairs: int
    overall: Line | None
    lines: tuple[Line, ...] = ()

    @property
    def enough(self) -> bool:
        return self.pairs >= ENOUGH


def pairs_of(brand: Brand) -> list[tuple[dict, dict]]:
    """The levels of the first two reviewers of every reply that counts and has two: who came first is first."""
    rows = ReplyReview.objects.filter(reply__brand=brand, reply__graded=True, role=ReplyReview.As.REVIEWER)
    found: dict[int, list[dict]] = {}
    for reply, levels in rows.order_by("reply_id", "pk").values_list("reply_id", "levels"):
        found.setdefault(reply, []).append(levels)
    return [(levels[0], levels[1]) for levels in found.values() if len(levels) >= 2]


def agreement_of(pairs: list[tuple[dict, dict]]) -> Agreement:
    """Pure: pairs of levels by criterion → agreement on each criterion of the house and on all of them together."""
    lines, all_one, all_other = [], [], []
    for criterion in CRITERIA:
        both = [(a[criterion.id], b[criterion.id]) for a, b in pairs if criterion.id in a and criterion.id in b]
        if both:
            one, other = [a for a, _b in both], [b for _a, b in both]
            all_one, all_other = all_one + one, all_other + other
            lines.append(_line(criterion.id, one, other))
    return Agreement(len(pairs), _line("", all_one, all_other) if all_one else None, tuple(lines))


def _line(criterion: str, one: list[int], other: list[int]) -> Line:
    kappa = weighted_kappa(one, other)
    near = sum(abs(a - b) <= 1 for a, b in zip(one, other, strict=True))
    return Line(criterion, kappa, round(100 * near / len(one)))
