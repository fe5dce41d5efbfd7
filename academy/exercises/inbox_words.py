"""The words authors use in inbox files, in both languages, for what the engine names in English."""

from academy.exercises.inbox import PRIORITIES

ACTIONS = {
    "répondre": "reply", "repondre": "reply", "demander": "ask", "escalader": "escalate", "transmettre": "forward",
    "masquer": "hide", "ignorer": "ignore",
}  # fmt: skip
PRIORITY = {
    "aucune": "P0", "none": "P0", "urgente": "P1", "urgent": "P1", "haute": "P2", "high": "P2", "normale": "P3",
    "normal": "P3", "basse": "P4", "low": "P4", **{name.casefold(): name for name in PRIORITIES},
}  # fmt: skip
URGENCY = {"faible": "low", "moyenne": "medium", "forte": "high"}
REACH = {"privée": "private", "privee": "private", "publique": "public", "large": "wide"}
EVENT = {
    "en retard": "late",
    "ignoré": "ignored",
    "ignore": "ignored",
    "répondu": "replied",
    "mal orienté": "misrouted",
}
MARKS = {
    "type": "type", "urgence": "urgency", "portée": "reach", "portee": "reach", "priorité": "priority",
    "priorite": "priority", "service": "service", "action": "action", "relais": "handover", "délai": "due",
    "delai": "due", "en-retard": "late_factor", "late": "late_factor", "ordre": "order",
    **{name: name for name in ("urgency", "reach", "priority", "handover", "due", "late_factor", "order")},
}  # fmt: skip

# Urgency × reach → priority: the triage table (DOMAIN, 'Triage').
TRIAGE = {
    ("high", "private"): "P1", ("high", "public"): "P1", ("high", "wide"): "P1",
    ("medium", "wide"): "P1", ("medium", "public"): "P2", ("medium", "private"): "P3",
    ("low", "wide"): "P2", ("low", "public"): "P3", ("low", "private"): "P4",
}  # fmt: skip


def in_french(words: dict[str, str], value: str) -> str:
    """The first French word for an engine value, else the value itself."""
    return next((word for word, meant in words.items() if meant == value), value)
