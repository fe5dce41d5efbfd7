"""The plain step graph of a scenario: who leads where, what is reachable, where one can go in circles."""

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


@lru_cache(maxsize=256)
def cyclic_steps(scenario: Scenario) -> frozenset[str]:
    """Steps from which a play can come back to themselves: what is left after peeling off steps without a way in
    or a way out inside the rest (a superset of the true cycles, which is safe)."""
    edges = {step: set(targets) for step, targets in edges_of(scenario).items()}
    while True:
        ins = {target for targets in edges.values() for target in targets}
        gone = {step for step, targets in edges.items() if not targets or step not in ins}
        if not gone:
            return frozenset(edges)
        edges = {step: targets - gone for step, targets in edges.items() if step not in gone}


@lru_cache(maxsize=256)
def _tested(scenario: Scenario) -> frozenset[str]:
    """The names every condition asks about: meters, "seen:step", "taken:step/choice"."""
    conditions = [choice.when for step in scenario.steps for choice in step.choices]
    conditions += [alarm.when for alarm in scenario.alarms]
    return frozenset(test.meter for condition in conditions for group in condition for test in group)


@lru_cache(maxsize=256)
def tested_meters(scenario: Scenario) -> frozenset[str]:
    return frozenset(name for name in _tested(scenario) if ":" not in name)


@lru_cache(maxsize=256)
def tested_steps(scenario: Scenario) -> frozenset[str]:
    return frozenset(name[5:] for name in _tested(scenario) if name.startswith("seen:"))


@lru_cache(maxsize=256)
def tested_choices(scenario: Scenario) -> frozenset[str]:
    return frozenset(name[6:] for name in _tested(scenario) if name.startswith("taken:"))
