"""The plain step graph of a scenario: who leads where, and what is reachable."""

from functools import lru_cache

from academy.exercises.scenario import Scenario


@lru_cache(maxsize=256)
def edges_of(scenario: Scenario) -> dict[str, tuple[str, ...]]:
    """Step id → ids it leads to, alarms included (an alarm may fire after any choice)."""
    alarms = tuple(alarm.target for alarm in scenario.alarms)
    known = {step.id for step in scenario.steps}
    found = {}
    for step in scenario.steps:
        targets = [choice.target for choice in step.choices] + (list(alarms) if step.kind == "scene" else [])
        found[step.id] = tuple(dict.fromkeys(target for target in targets if target in known))
    return found


def reachable(edges: dict[str, tuple[str, ...]], starts: list[str]) -> set[str]:
    seen, waiting = set(starts), list(starts)
    while waiting:
        for target in edges.get(waiting.pop(), ()):
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return seen
