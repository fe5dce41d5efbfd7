"""Meters that never matter: not read, not moved, or at their limit whatever one does."""

import random

from academy.exercises.lint.findings import Findings, Value
from academy.exercises.lint.judged import Judged
from academy.exercises.machine import Machine
from academy.exercises.scenario import Condition, Scenario

PLAYS, MOVES = 200, 10_000
AT_LIMIT = 80  # percent of plays that end with the meter at one end


def lint_meters(judged: Judged, findings: Findings) -> None:
    scenario = judged.scenario
    if not scenario.meters:
        return
    read = {test.meter for condition in _conditions(scenario) for group in condition for test in group}
    moved = {
        effect.name
        for step in scenario.steps
        for effects in (step.on_enter, *(choice.effects for choice in step.choices))
        for effect in effects
    }
    limits = _at_limits(judged.graph.machine)
    for number, meter in enumerate(scenario.meters):
        why: Value
        if meter.id not in moved:
            why = ("rien ne la fait bouger", "nothing moves it")
        elif meter.id not in read:
            why = ("aucune condition ne la lit", "no condition reads it")
        elif limits[number] > AT_LIMIT:
            why = (
                f"elle finit à sa limite dans {limits[number]} % des parcours au hasard",
                f"it ends at its limit in {limits[number]} % of random plays",
            )
        else:
            continue
        findings.add("W27", "meters", meter=meter.id, why=why)


def _conditions(scenario: Scenario) -> list[Condition]:
    choices = [choice.when for step in scenario.steps for choice in step.choices]
    return [*choices, *(alarm.when for alarm in scenario.alarms), scenario.passing.when]


def _at_limits(machine: Machine) -> list[int]:
    """By meter, percent of random plays at whose end it stands at its lowest or highest."""
    chance, meters = random.Random(2), machine.scenario.meters
    hits, plays, moves = [0] * len(meters), 0, 0
    while plays < PLAYS and (moves < MOVES or plays < 10):
        position = machine.start()
        for _ in range(10 * len(machine.stages)):
            found = machine.moves(position)
            if not found:
                break
            position, moves = machine.after(position, chance.choice(found)), moves + 1
        plays += 1
        for number, meter in enumerate(meters):
            hits[number] += position.meters[number] in (meter.min, meter.max)
    return [round(100 * hit / plays) for hit in hits]
