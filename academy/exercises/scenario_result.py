"""The verdict on a play of a scenario."""

from academy.exercises.machine import machine_of
from academy.exercises.scenario import Scenario, ScenarioState
from academy.exercises.scenario_play import position_of
from academy.exercises.statespace import best_points
from academy.exercises.verdict import Result, percent


def weighted(scenario: Scenario, points: tuple[int, ...]) -> int:
    return sum(one.weight * earned for one, earned in zip(scenario.competencies, points, strict=False))


def passing_ending(scenario: Scenario, step_id: str) -> bool:
    step = scenario.step(step_id)
    if step is None or step.kind != "ending":
        return False
    allowed = scenario.passing.endings
    return not allowed or step.ending in allowed or step.id in allowed


def result(scenario: Scenario, state: ScenarioState) -> Result:
    points, possible = weighted(scenario, state.points), best_points(scenario)
    score = percent(points, possible)
    step = scenario.step(state.at)
    done = state.status == "done"
    machine = machine_of(scenario)
    fits = len(state.meters) == len(scenario.meters)
    reasons = (
        ("unfinished", not done),
        ("below_pass_mark", score < scenario.passing.score),
        ("critical", bool(state.critical)),
        ("ending", done and not passing_ending(scenario, state.at)),
        ("condition", done and not (fits and machine.passes(position_of(machine, state)))),
    )
    found = tuple(code for code, applies in reasons if applies)
    ending = step.ending if done and step is not None and step.kind == "ending" else ""
    return Result(score, points, possible, not found, found, ending)
