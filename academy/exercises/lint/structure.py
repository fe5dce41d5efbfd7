"""What the plain graph of steps shows, tests and meters left aside."""

from collections import Counter

from academy.exercises.graph import edges_of, reachable
from academy.exercises.lint.findings import Findings
from academy.exercises.scenario import Scenario, Step
from academy.exercises.text_problems import nearest

MOST_CHOICES, MOST_STEPS = 5, 60


def lint_structure(scenario: Scenario, findings: Findings) -> None:
    ids = Counter(step.id for step in scenario.steps)
    for id in sorted(id for id, times in ids.items() if times > 1):
        findings.add("E02", id, id=id)
    if scenario.start not in ids:
        findings.add("E03", scenario.start)
        return
    competencies = {one.id for one in scenario.competencies}
    for step in scenario.steps:
        _targets(step, ids, findings)
        _shape(step, findings)
        _repeatable(step, competencies, findings)
    for alarm in scenario.alarms:
        if alarm.target not in ids:
            findings.add("E01", "alarms", target=alarm.target, hint=nearest(alarm.target, ids))
    _ways(scenario, findings)
    _corridors(scenario, findings)
    if len(scenario.steps) > MOST_STEPS:
        findings.add("W13", scenario.start, n=len(scenario.steps))


def _targets(step: Step, ids: Counter[str], findings: Findings) -> None:
    names = Counter(choice.id for choice in step.choices)
    for name in sorted(name for name, times in names.items() if times > 1):
        findings.add("E02", f"{step.id}/{name}", id=name)
    for choice in step.choices:
        if choice.target not in ids:
            findings.add("E01", f"{step.id}/{choice.id}", target=choice.target, hint=nearest(choice.target, ids))


def _shape(step: Step, findings: Findings) -> None:
    if step.kind == "ending" and step.choices:
        findings.add("E14", step.id, step=step.id)
    if step.kind == "scene" and not step.choices:
        findings.add("E05", step.id, step=step.id)
    if step.kind == "router" and (not step.choices or step.choices[-1].when):
        findings.add("E08", step.id, step=step.id, why=("« sinon » manque à la fin", "'else' is missing at the end"))
    if step.kind == "scene" and len(step.choices) > MOST_CHOICES:
        findings.add("W11", step.id, step=step.id, n=len(step.choices))
    for line in step.lines:
        if line.media and not line.alt:
            findings.add("E50", step.id)


def _repeatable(step: Step, competencies: set[str], findings: Findings) -> None:
    for choice in step.choices:
        if choice.repeatable:
            for effect in choice.effects:
                if effect.name in competencies:
                    findings.add("E09", f"{step.id}/{choice.id}", name=effect.name)


def _ways(scenario: Scenario, findings: Findings) -> None:
    endings = [step for step in scenario.steps if step.kind == "ending"]
    if not any(step.ending == "success" for step in endings):
        findings.add("E04", scenario.start)
    edges = edges_of(scenario)
    seen = reachable(edges, [scenario.start])
    back: dict[str, list[str]] = {}
    for source, targets in edges.items():
        for target in targets:
            back.setdefault(target, []).append(source)
    finish = reachable({name: tuple(sources) for name, sources in back.items()}, [step.id for step in endings])
    circling = _routers_in_circles(scenario)
    for step in scenario.steps:
        if step.id not in seen:
            findings.add("W07", step.id, step=step.id)
        elif step.id in circling:
            findings.add("E08", step.id, step=step.id, why=("il tourne en rond", "it goes in a circle"))
        elif step.kind != "ending" and step.choices and step.id not in finish:
            findings.add("E06", step.id, step=step.id)


def _routers_in_circles(scenario: Scenario) -> set[str]:
    """Routers from which other routers alone lead back to them."""
    routers = {step.id: [c.target for c in step.choices] for step in scenario.steps if step.kind == "router"}
    onward = {id: tuple(target for target in targets if target in routers) for id, targets in routers.items()}
    return {id for id in routers if id in reachable(onward, list(onward[id]))}


def _corridors(scenario: Scenario, findings: Findings) -> None:
    """Three scenes in a row in which there is nothing to decide."""
    single = {s.id: s.choices[0].target for s in scenario.steps if s.kind == "scene" and len(s.choices) == 1}
    for first, second in single.items():
        if second in single and single[second] in single and first not in single.values():
            findings.add("W10", first, step=first)
