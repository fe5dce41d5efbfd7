"""What learners did with a scenario, as the report shows it. The room above fills it when asked."""

from dataclasses import dataclass, field

from academy.library.signals import choice_shares_wanted

FEWEST = 5  # shares of fewer people than this are not shown: they would tell who


@dataclass(frozen=True)
class Share:
    """One choice: how many took it, percent of those who decided there, points lost by it in the mean, and for how
    many it was the first decision that cost points."""

    taken: int
    percent: int
    lost: float
    seconds: int
    first_wrong: int = 0


@dataclass(frozen=True)
class ChoiceShares:
    """`by_place` by "step/choice"; `deciders` by step; `left_at` counts attempts given up by step."""

    plays: int = 0
    by_place: dict[str, Share] = field(default_factory=dict)
    deciders: dict[str, int] = field(default_factory=dict)
    left_at: dict[str, int] = field(default_factory=dict)
    departments: list[tuple[str, str]] = field(default_factory=list)

    def shown(self, step: str) -> bool:
        return self.deciders.get(step, 0) >= FEWEST

    def worst(self) -> list[str]:
        """Places where most points were lost in sum, at most three."""
        losses = {place: share.lost * share.taken for place, share in self.by_place.items()}
        ranked = sorted((place for place in losses if losses[place] > 0), key=lambda place: -losses[place])
        return [place for place in ranked if self.shown(place.partition("/")[0])][:3]

    def first_wrong(self) -> list[tuple[str, int]]:
        """Where people go wrong first: (place, how many), at most three; small groups left out."""
        found = [(place, share.first_wrong) for place, share in self.by_place.items() if share.first_wrong]
        return [one for one in sorted(found, key=lambda one: -one[1]) if self.shown(one[0].partition("/")[0])][:3]


def shares_of(page, scenario, department: str = "") -> ChoiceShares | None:
    """None when nobody above counts anything."""
    for _receiver, answer in choice_shares_wanted.send(type(page), page=page, scenario=scenario, department=department):
        if isinstance(answer, ChoiceShares):
            return answer
    return None
