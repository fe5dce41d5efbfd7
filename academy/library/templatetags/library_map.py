"""Drawing the map of a scenario: curves and labels."""

from dataclasses import dataclass
from itertools import pairwise

from django import template
from django.utils.translation import gettext as _

from academy.exercises.layout import Arrow, Map, Node
from academy.exercises.scenario import Step
from academy.library.authoring.shares import ChoiceShares, Share

register = template.Library()
ROOM = 22  # signs of a title that fit on a step


@register.filter
def curve(arrow: Arrow) -> str:
    """The path of an arrow: straight down through its places, or round the right side when it leads back."""
    (x, y), *_rest = arrow.points
    parts = [f"M{x} {y}"]
    for (x1, y1), (x2, y2) in pairwise(arrow.points):
        if arrow.back:
            parts.append(f"C{x1 + 56} {y1} {x2 + 56} {y2} {x2} {y2}")
        else:
            half = (y1 + y2) // 2
            parts.append(f"C{x1} {half} {x2} {half} {x2} {y2}")
    return " ".join(parts)


@register.filter
def label(node: Node) -> list[str]:
    """The title, cut, and what kind of step it is: shape and colour are never alone."""
    title = node.step.title or node.step.id
    kinds = {
        "success": _("ending: success"),
        "mixed": _("ending: mixed"),
        "failure": _("ending: failure"),
        "router": _("router"),
    }
    kind = kinds.get(node.step.ending or node.step.kind, "")
    if not kind:
        kind = _("%(n)s choices") % {"n": len(node.step.choices)}
    return [title if len(title) <= ROOM else title[: ROOM - 1] + "…", _("never reached") if node.lost else kind]


@register.filter
def at(found: dict, key: str) -> str:
    return found.get(key, "")


@register.simple_tag
def share_of(shares: ChoiceShares | None, step: Step | str, choice: str) -> Share | None:
    """The share of a choice, None when it was never counted or too few people decided there."""
    step_id = step if isinstance(step, str) else step.id
    if shares is None or not shares.shown(step_id):
        return None
    return shares.by_place.get(f"{step_id}/{choice}", Share(0, 0, 0.0, 0))


@dataclass(frozen=True)
class Link:
    """All choices that lead from one step to the same other one: one arrow on the map."""

    arrow: Arrow
    choices: tuple[str, ...]
    conditional: bool
    percent: int | None  # None: nothing counted, or too few people

    @property
    def weight(self) -> str:
        """The class that draws the arrow as thick as the way is common."""
        if self.percent is None:
            return ""
        return f"pv-arrow--w{min(5, 1 + self.percent // 20)}" if self.percent else "pv-arrow--never"


@register.simple_tag
def links_of(drawn: Map, shares: ChoiceShares | None) -> list[Link]:
    groups: dict[tuple[str, str], list[Arrow]] = {}
    for arrow in drawn.arrows:
        groups.setdefault((arrow.source, arrow.target), []).append(arrow)
    found = []
    for (source, _target), arrows in groups.items():
        counted = [share_of(shares, source, arrow.choice) for arrow in arrows if arrow.text]
        percent = sum(one.percent for one in counted if one) if counted and all(counted) else None
        texts = tuple(arrow.text for arrow in arrows if arrow.text)
        found.append(Link(arrows[0], texts, all(arrow.conditional for arrow in arrows), percent))
    return found


@register.filter
def halfway(arrow: Arrow) -> dict[str, int]:
    """Where the label of an arrow stands: early on its way, so that labels of one target do not meet."""
    (x1, y1), (x2, y2) = arrow.points[0], arrow.points[1]
    return {"x": x1 + (x2 - x1) * 3 // 5, "y": y1 + (y2 - y1) * 11 // 20}
