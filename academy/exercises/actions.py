"""What a learner can do, the answers of the engine, and their JSON."""

from collections.abc import Mapping
from dataclasses import dataclass

from academy.exercises import canonical
from academy.exercises.machine import Event

Exercise = canonical.Exercise
State = canonical.State
HANDLING = ("service", "priority", "action", "type", "urgency", "reach", "note")


@dataclass(frozen=True, slots=True)
class Choose:
    """Take a choice of the scene one is in. `seq` is the number of the state the learner saw."""

    choice: str
    seq: int


@dataclass(frozen=True, slots=True)
class Answer:
    """`chosen` is an answer as the question's kind reads it (`kinds.base`); `confidence` is "", sure or unsure."""

    item: str
    chosen: tuple[str, ...]
    seq: int
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class Submit:
    seq: int


@dataclass(frozen=True, slots=True)
class Rewind:
    """Back to the decision with index `to` of the way taken (a scenario in practice). The log keeps both branches."""

    to: int
    seq: int


@dataclass(frozen=True, slots=True)
class Open:
    """Read a message of an inbox. Takes no simulated time."""

    mention: str
    seq: int


@dataclass(frozen=True, slots=True)
class Handle:
    """Decide about a message of an inbox. Qualities the inbox does not ask for stay empty; `note` is for whoever
    takes over."""

    mention: str
    service: str
    priority: str
    action: str
    seq: int
    type: str = ""
    urgency: str = ""
    reach: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Wait:
    """Let simulated time pass: to the next message, else five minutes."""

    seq: int


@dataclass(frozen=True, slots=True)
class Close:
    """Leave the desk; what is not handled stays so."""

    seq: int


@dataclass(frozen=True, slots=True)
class Save:
    """Keep a draft of a reply."""

    text: str
    seq: int


@dataclass(frozen=True, slots=True)
class Send:
    """Send a reply to whoever reviews it."""

    text: str
    seq: int


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What a malformed request becomes; always refused."""

    seq: int = -1


Action = Choose | Answer | Submit | Rewind | Open | Handle | Wait | Close | Save | Send | Unreadable
ACTIONS = (Choose, Answer, Submit, Rewind, Open, Handle, Wait, Close, Save, Send)  # those that can be played


@dataclass(frozen=True, slots=True)
class Accepted:
    state: State
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """`code`: stale, done, unknown_action, unknown_choice, unknown_item, unknown_option, answered, empty, one_only,
    incomplete, twice, too_long, not_a_number, unknown_turn, blocked (personal data in a reply),
    broken. `why` is the same as a key for translation: "refused.<code>"."""

    code: str
    why: str


def refuse(code: str) -> Refused:
    return Refused(code, f"refused.{code}")


def action_to_json(action: Action) -> dict[str, object]:
    match action:
        case Choose(choice, seq):
            return {"do": "choose", "choice": choice, "seq": seq}
        case Answer(item, chosen, seq, confidence):
            said = {"confidence": confidence} if confidence else {}
            return {"do": "answer", "item": item, "chosen": list(chosen), "seq": seq, **said}
        case Submit(seq):
            return {"do": "submit", "seq": seq}
        case Rewind(to, seq):
            return {"do": "rewind", "to": to, "seq": seq}
        case Open(mention, seq):
            return {"do": "open", "item": mention, "seq": seq}
        case Handle():
            said = {name: value for name in HANDLING if (value := getattr(action, name))}
            return {"do": "handle", "item": action.mention, "seq": action.seq, **said}
        case Wait(seq) | Close(seq):
            return {"do": "wait" if isinstance(action, Wait) else "close", "seq": seq}
        case Save(text, seq) | Send(text, seq):
            return {"do": "save" if isinstance(action, Save) else "send", "text": text, "seq": seq}
    return {"do": "unreadable", "seq": -1}


def action_from_json(data: object) -> Action:
    """Reads what `action_to_json` wrote. Never raises: anything else gives `Unreadable`, which play refuses."""
    if not isinstance(data, Mapping):
        return Unreadable()
    seq = data.get("seq")
    if not isinstance(seq, int) or isinstance(seq, bool):
        return Unreadable()
    match data.get("do"), data.get("choice"), data.get("item"), data.get("chosen"):
        case "choose", str(choice), _, _:
            return Choose(choice, seq)
        case "answer", _, str(item), list(chosen) | tuple(chosen) if all(isinstance(one, str) for one in chosen):
            confidence = data.get("confidence")
            return Answer(item, tuple(chosen), seq, confidence if isinstance(confidence, str) else "")
        case "submit", _, _, _:
            return Submit(seq)
        case "rewind", _, _, _ if type(data.get("to")) is int:
            return Rewind(int(data["to"]), seq)
        case "open", _, str(item), _:
            return Open(item, seq)
        case "handle", _, str(item), _:
            said = {name: data.get(name, "") for name in HANDLING}
            if all(isinstance(value, str) for value in said.values()):
                return Handle(item, seq=seq, **said)
        case "wait", _, _, _:
            return Wait(seq)
        case "close", _, _, _:
            return Close(seq)
        case "save" | "send" as do, _, _, _ if isinstance(text := data.get("text"), str):
            return (Save if do == "save" else Send)(text, seq)
    return Unreadable()
