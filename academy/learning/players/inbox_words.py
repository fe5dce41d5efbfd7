"""What the codes of an inbox are called: qualities, values, what happened. The author's names where there are any."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from academy.exercises.inbox import PRIORITIES, REACHES, URGENCIES, Inbox, Mention


def time_of(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def points_in_words(half_points: int) -> str:
    """Half points as a learner reads them: 12, 12,5."""
    return number_format(half_points / 2, decimal_pos=half_points % 2)


class Names:
    """Labels of one inbox. `channels` maps codes to names of the brand's channels."""

    def __init__(self, inbox: Inbox, channels: dict[str, str]) -> None:
        self.inbox, self.channels = inbox, channels

    def channel(self, mention: Mention) -> str:
        return self.channels.get(mention.channel) or mention.channel.replace("-", " ").capitalize()

    def quality(self, name: str) -> str:
        return {
            "type": _("Type"),
            "urgency": _("Urgency"),
            "reach": _("Reach"),
            "priority": _("Priority"),
            "service": _("Department"),
            "action": _("First gesture"),
            "handover": _("Handover note"),
            "due": _("In time"),
        }[name]

    def options(self, quality: str) -> tuple[tuple[str, str], ...]:
        """(code, label) of every value one may choose."""
        codes = {
            "type": dict(self.inbox.types),
            "service": dict(self.inbox.services),
            "action": dict(self.inbox.costs),
            "priority": PRIORITIES,
            "urgency": URGENCIES,
            "reach": REACHES,
        }[quality]
        return tuple((code, self.value(quality, code)) for code in codes)

    def value(self, quality: str, code: str) -> str:
        """The label of a value; the code itself where nobody named it."""
        if not code:
            return ""
        if quality in ("type", "service"):
            return dict(self.inbox.types if quality == "type" else self.inbox.services).get(code, code)
        return _values(quality).get(code, code)

    def hint(self, quality: str, code: str) -> str:
        """A second line under an option: what a gesture costs, how long a priority may wait."""
        if quality == "action":
            return _("%(n)d min") % {"n": self.inbox.cost(code)}
        minutes = dict(self.inbox.sla).get(code) if quality == "priority" else None
        if minutes is None:
            return ""
        if minutes >= 60 and minutes % 60 == 0:
            return _("within %(n)d h") % {"n": minutes // 60}
        return _("within %(n)d min") % {"n": minutes}


def _values(quality: str) -> dict[str, str]:
    return {
        "action": {
            "reply": _("Answer"),
            "ask": _("Ask for details"),
            "escalate": _("Raise the alarm by phone"),
            "forward": _("Pass on"),
            "hide": _("Hide and keep proof"),
            "ignore": _("Leave without reply"),
        },
        "priority": {
            "P0": _("P0, no reply"),
            "P1": _("P1, at once"),
            "P2": _("P2, soon"),
            "P3": _("P3, today"),
            "P4": _("P4, when there is time"),
        },
        "urgency": {
            "low": _("Low: a question, an opinion"),
            "medium": _("Medium: blocked, or bound to a time"),
            "high": _("High: danger, law, minors, data"),
        },
        "reach": {
            "private": _("One person, in private"),
            "public": _("A public thread"),
            "wide": _("Wide: press, large account, fast sharing"),
        },
    }.get(quality, {})
