"""The rubric a person reviews a reply with, the outcome of several reviews, and how well reviewers agree."""

from collections.abc import Sequence
from dataclasses import dataclass

TOP = 3  # levels are 0 absent, 1 partial, 2 good, 3 exemplary
SAFE_FROM = 2


@dataclass(frozen=True, slots=True)
class Criterion:
    """`levels` describes each level, lowest first. `eliminatory`: below SAFE_FROM the reply fails, whatever the sum."""

    id: str
    label: str
    label_en: str = ""
    levels: tuple[str, ...] = ()
    levels_en: tuple[str, ...] = ()
    eliminatory: bool = False

    def label_in(self, locale: str) -> str:
        """Its name in a language; the French one where there is no English one."""
        return (self.label_en if locale.startswith("en") else "") or self.label

    def levels_in(self, locale: str) -> tuple[str, ...]:
        """What each level means, lowest first; () when its author described none."""
        return (self.levels_en if locale.startswith("en") else ()) or self.levels

    @property
    def top(self) -> int:
        return max(1, len(self.levels) - 1) if self.levels else TOP


CRITERIA = (
    Criterion(
        "accueil", "Accueil et humanité", "Welcome and humanity",
        ("froid ou absent", "formule toute faite", "la personne est saluée et reconnue", "elle se sent comprise"),
        ("cold or missing", "stock phrase", "the person is greeted and acknowledged", "they feel understood"),
    ),
    Criterion(
        "exactitude", "Exactitude", "Accuracy",
        ("faux", "flou ou incomplet", "juste", "juste, avec la source ou la date"),
        ("wrong", "vague or incomplete", "right", "right, with its source or date"),
    ),
    Criterion(
        "utilite", "Utilité et suite concrète", "Usefulness and next step",
        ("rien à en faire", "suite vague", "qui, quoi et quand", "plus aucune question ne reste"),
        ("nothing to do with it", "vague next step", "who, what and when", "no question is left"),
    ),
    Criterion(
        "voix", "Valeurs et ton de la charte", "Values and tone of the charter",
        ("contraire à la charte", "neutre", "dans le ton", "on reconnaît la marque entre toutes"),
        ("against the charter", "neutral", "in tone", "the brand is recognised among all"),
    ),
    Criterion(
        "surete", "Sûreté : données, droit, secret, transparence", "Safety: data, law, secrecy, disclosure",
        ("une ligne rouge est franchie", "un risque reste", "rien à redire", "le risque est désamorcé"),
        ("a red line is crossed", "a risk is left", "nothing to object", "the risk is defused"), eliminatory=True,
    ),
    Criterion(
        "aiguillage", "Aiguillage, délai, clôture", "Routing, timing, closure",
        ("personne ne suit", "la suite est ailleurs, sans lien", "la bonne personne suit", "la boucle est bouclée"),
        ("nobody follows up", "the rest is elsewhere, without a link", "the right person follows up",
         "the loop is closed"),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """`score` in percent of the rubric; `verdict`: passed | failed | third_needed. `reasons`: below_pass_mark, safety,
    and for a third reader: differ, differ_on_safety."""

    verdict: str
    score: int
    reasons: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()  # those the reviewers differ on


def score(rubric: Sequence[Criterion], levels: Sequence[int]) -> int:
    """100 · sum of levels / most, halves rounded up."""
    most = sum(criterion.top for criterion in rubric)
    given = sum(min(max(level, 0), one.top) for one, level in zip(rubric, levels, strict=False))
    return (200 * given + most) // (2 * most) if most else 0


def outcome(rubric: Sequence[Criterion], reviews: Sequence[Sequence[int]], pass_mark: int, wanted: int = 2) -> Outcome:
    """What one, two or three reviews come to. `wanted`: how many are asked for (1 in practice, 2 for certification).

    Two reviewers who differ by two levels or more on a criterion, or fall on different sides on safety, call for a
    third; with three, the middle level of each criterion counts. Raises ValueError without a review.
    """
    if not reviews:
        raise ValueError("no review")
    if wanted >= 2 and len(reviews) == 2:
        differing = disagreements(rubric, reviews[0], reviews[1])
        if differing:
            safety = any(one.eliminatory and one.id in differing for one in rubric)
            why = "differ_on_safety" if safety else "differ"
            mean = (score(rubric, reviews[0]) + score(rubric, reviews[1])) // 2
            return Outcome("third_needed", mean, (why,), differing)
    levels = [_settled([review[place] for review in reviews], one) for place, one in enumerate(rubric)]
    percent = score(rubric, levels)
    unsafe = any(one.eliminatory and level < SAFE_FROM for one, level in zip(rubric, levels, strict=True))
    reasons = tuple(reason for reason, holds in (("below_pass_mark", percent < pass_mark), ("safety", unsafe)) if holds)
    return Outcome("failed" if reasons else "passed", percent, reasons)


def disagreements(rubric: Sequence[Criterion], one: Sequence[int], other: Sequence[int]) -> tuple[str, ...]:
    """Criteria that call for a third reader: two levels apart, or safe for one reader and not for the other."""
    return tuple(
        criterion.id
        for criterion, a, b in zip(rubric, one, other, strict=True)
        if abs(a - b) >= 2 or (criterion.eliminatory and (a < SAFE_FROM) != (b < SAFE_FROM))
    )


def _settled(levels: list[int], criterion: Criterion) -> int:
    """The middle level; of two, the lower one (on safety the doubt counts, elsewhere it costs little)."""
    ordered = sorted(min(max(level, 0), criterion.top) for level in levels)
    return ordered[(len(ordered) - 1) // 2]


def weighted_kappa(one: Sequence[int], other: Sequence[int], levels: int = TOP + 1) -> float | None:
    """Cohen's kappa with quadratic weights (Psychol. Bull. 70, 1968): 1 full agreement, 0 what chance would give.

    `one` and `other` hold the levels two reviewers gave to the same items. None when it is not defined: no item, or
    both always gave the same one level (full agreement without any variation is 1).
    """
    if len(one) != len(other):
        raise ValueError("reviews of different lengths")
    count = len(one)
    if not count:
        return None
    seen = sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) / count
    shares = [(one.count(level) / count, other.count(level) / count) for level in range(levels)]
    by_chance = sum(a * b * (i - j) ** 2 for i, (a, _) in enumerate(shares) for j, (_, b) in enumerate(shares))
    if by_chance == 0:
        return 1.0 if seen == 0 else None
    return 1 - seen / by_chance
