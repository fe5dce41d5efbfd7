"""What is wrong with an inbox before anybody sits down at it. The codes and their words; `lint` collects them."""

from collections import Counter
from collections.abc import Callable

from academy.exercises.inbox import EVENTS, PRIORITIES, REACHES, URGENCIES, Inbox, Mention
from academy.exercises.inbox_order import reference
from academy.exercises.inbox_words import ACTIONS
from academy.exercises.text_problems import nearest

Add = Callable[[str, str, str, str], None]  # code, where, French, English

MOST_OF_ONE = 60  # percent of the messages that may go to one service before routing stops being a question


def lint_inbox(inbox: Inbox, add: Add) -> None:
    scored = [mention for mention in inbox.mentions if mention.scored]
    if not scored:
        add("E81", inbox.id, "aucun message n'arrive à une heure dite", "no message comes at a given time")
        return
    for id, times in Counter(mention.id for mention in inbox.mentions).items():
        if times > 1:
            add("E02", id, f"message « {id} » donné deux fois", f"message '{id}' given twice")
    for action in dict(inbox.costs):
        if action not in ACTIONS.values():
            hint_fr, hint_en = nearest(action, ACTIONS)
            add("E80", inbox.id, f"action « {action} » inconnue dans les coûts{hint_fr}",
                f"unknown action '{action}' among the costs{hint_en}")  # fmt: skip
    if not any(mention.keys for mention in scored):
        add("E84", inbox.id, "aucun message ne dit ce qui est attendu", "no message says what is expected")
    for mention in inbox.mentions:
        _values(inbox, mention, add)
        _ties(inbox, mention, add)
        if mention.scored and not mention.feedback:
            add("W47", mention.id, f"message « {mention.id} » sans retour", f"message '{mention.id}' without feedback")
        if mention.scored and not mention.key("service"):
            add("W85", mention.id, f"message « {mention.id} » sans service attendu",
                f"message '{mention.id}' has no owner")  # fmt: skip
    _mixture(scored, add)
    _load(inbox, add)


def _values(inbox: Inbox, mention: Mention, add: Add) -> None:
    """What is expected must be among what the learner is offered, or nobody could be right."""
    offered = {
        "service": dict(inbox.services), "priority": PRIORITIES, "action": dict(inbox.costs),
        "type": dict(inbox.types), "urgency": URGENCIES, "reach": REACHES,
    }  # fmt: skip
    for key in mention.keys:
        for value in (key.best, *key.ok, *key.refused):
            if value not in offered[key.quality]:
                hint_fr, hint_en = nearest(value, offered[key.quality])
                add("E80", mention.id, f"message « {mention.id} » : « {value} » n'est pas proposé{hint_fr}",
                    f"message '{mention.id}': '{value}' is not offered{hint_en}")  # fmt: skip


def _ties(inbox: Inbox, mention: Mention, add: Add) -> None:
    if mention.same_as and inbox.mention(mention.same_as) is None:
        add("E82", mention.id, f"message « {mention.id} » : « {mention.same_as} » introuvable",
            f"message '{mention.id}': '{mention.same_as}' not found")  # fmt: skip
    seen, one = {mention.id}, mention
    while one.arrival.after:
        before = inbox.mention(one.arrival.after)
        if before is None or before.id in seen or one.arrival.event not in EVENTS:
            add("E82", mention.id, f"le message « {mention.id} » ne suit aucun message, ou tourne en rond",
                f"message '{mention.id}' follows nothing, or goes in a circle")  # fmt: skip
            return
        seen.add(before.id)
        one = before


def _mixture(scored: list[Mention], add: Add) -> None:
    owners = Counter(mention.best("service") for mention in scored if mention.key("service"))
    for service, times in owners.items():
        if len(scored) > 3 and 100 * times > MOST_OF_ONE * len(scored):
            add("W87", scored[0].id, f"{times} messages sur {len(scored)} vont à « {service} »",
                f"{times} of {len(scored)} messages go to '{service}'")  # fmt: skip
    if not any(mention.best("priority") == "P1" for mention in scored):
        add("W86", scored[0].id, "rien d'urgent parmi les messages", "nothing urgent among the messages")


def _load(inbox: Inbox, add: Add) -> None:
    verdict = reference(inbox).verdict
    if verdict == "impossible":
        add("W83", inbox.id, "aucun ordre de travail ne tient tous les délais : la charge est impossible",
            "no order of work meets all due times: the load is impossible")  # fmt: skip
    elif verdict == "unclear":
        add("W84", inbox.id, "aucun ordre connu ne tient tous les délais",
            "no known order of work meets all due times")  # fmt: skip
