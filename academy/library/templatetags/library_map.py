"""Drawing the map of a scenario: curves and labels."""

from itertools import pairwise

from django import template
from django.utils.translation import gettext as _

from academy.exercises.layout import Arrow, Node

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
