"""Which player plays which form of exercise."""

from types import ModuleType

from academy.learning.players import inbox, quiz, reply, scenario

PLAYERS: dict[str, ModuleType] = {"scenario": scenario, "quiz": quiz, "inbox": inbox, "reply": reply}


def player_of(kind: str) -> ModuleType:
    """Raises KeyError for a form nobody plays."""
    return PLAYERS[kind]
