"""What the positions of all plays show: choices never seen, tests that decide nothing, ends never reached."""

from academy.exercises.components import components
from academy.exercises.graph import edges_of
from academy.exercises.lint.findings import Findings
from academy.exercises.lint.judged import Judged
from academy.exercises.machine import Machine, Move
from academy.exercises.scenario import Scenario
from academy.exercises.statespace import worth_of
from academy.exercises.ways import distances

DEEPEST = 15  # decisions to the nearest ending


def lint_states(judged: Judged, findings: Findings) -> None:
    scenario, graph = judged.scenario, judged.graph
    _stuck(judged, findings)
    if not graph.complete:
        bound = points_bound(scenario)
        findings.add("I30", scenario.start, n=len(graph.positions), best=judged.possible, bound=bound)
        if not scenario.reference:
            findings.add("W33", scenario.start)
        return
    _endless(judged, findings)
    visible = {move.place for edges in graph.edges for move, _ in edges}
    at = {graph.name_of(node) for node in range(len(graph.positions))}
    _choices(judged, visible, findings)
    _routes(judged, findings)
    for step in scenario.steps:
        if step.kind == "ending" and step.id not in at:
            findings.add("W28", step.id, what=("fin", "ending"), name=step.id)
    flags = 0
    for position in graph.positions:
        flags |= position.flags
    for bell in graph.machine.bells:
        if not flags >> bell.bit & 1:
            findings.add("W28", "alarms", what=("alarme", "alarm"), name=bell.id)
    least = distances(graph).least[0]
    if least is not None and least > DEEPEST:
        findings.add("W12", scenario.start, n=least)


def _stuck(judged: Judged, findings: Findings) -> None:
    graph, steps = judged.graph, judged.scenario.steps
    told: set[str] = set()
    for node in judged.ways.order:
        position = graph.positions[node]
        if position.done and (position.step < 0 or steps[position.step].kind != "ending"):
            step = graph.name_of(node)
            if step not in told:
                told.add(step)
                findings.add("E20", step, judged.ways.to(node), step=step)


def _endless(judged: Judged, findings: Findings) -> None:
    """Positions from which no play ends, though the plain graph shows a way."""
    graph = judged.graph
    stopped = set(judged.ways.order) - {node for node, least in enumerate(distances(graph).least) if least is not None}
    told: set[str] = set()
    for node in judged.ways.order:
        step = graph.name_of(node)
        if node in stopped and step not in told:
            told.add(step)
            findings.add("E06", step, judged.ways.to(node), step=step)


def _choices(judged: Judged, visible: set[str], findings: Findings) -> None:
    graph, machine = judged.graph, judged.graph.machine
    always: dict[str, bool] = {}
    seen: set[int] = set()
    tested = {
        number: [move for move in stage.moves if move.when]
        for number, stage in enumerate(machine.stages)
        if stage.step.kind == "scene"
    }
    for position in graph.positions:
        seen.add(position.step)
        for move in tested.get(position.step, ()):
            if always.get(move.place, True):
                always[move.place] = machine.holds(move, position)
    for number, stage in enumerate(machine.stages):
        if stage.step.kind == "scene" and number in seen:
            for move in stage.moves:
                if move.place not in visible:
                    findings.add("W21", move.place)
                elif always.get(move.place):
                    findings.add("W22", move.place)


def _routes(judged: Judged, findings: Findings) -> None:
    """Routes never taken, and tests of routes that always hold."""
    machine, graph = judged.graph.machine, judged.graph
    routers = {n for n, stage in enumerate(machine.stages) if stage.step.kind == "router"}
    if not routers:
        return
    asked: dict[str, Move] = {}
    taken: set[str] = set()
    failed: set[str] = set()
    rung = any(bell.target in routers for bell in machine.bells)
    routes = machine.start_routes()
    for node, edges in enumerate(graph.edges):
        for move, _ in edges:
            if rung or move.target in routers:
                machine.after(graph.positions[node], move, routes=routes)
    for move, held in routes:
        asked[move.place] = move
        (taken if held else failed).add(move.place)
    for number in sorted(routers):
        stage = machine.stages[number]
        if any(move.place in asked for move in stage.moves):
            for move in stage.moves:
                if move.place not in taken:
                    findings.add("W21", move.place)
                elif move.when and move.place not in failed:
                    findings.add("W22", move.place)


def points_bound(scenario: Scenario) -> int:
    """Never fewer than the best play earns, whatever the tests: the longest path of the condensed graph of steps, each
    choice inside a circle counted once. O(steps + choices)."""
    machine = Machine(scenario)
    worth = worth_of(machine)
    numbers, edges = machine.step_numbers, edges_of(scenario)
    parts = components([[numbers[target] for target in edges[step.id]] for step in scenario.steps])
    part_of = {node: number for number, part in enumerate(parts) for node in part}
    best = [0] * len(parts)
    rung = [bell.target for bell in machine.bells if bell.target >= 0]
    for number, part in enumerate(parts):  # those without a way on come first
        inside, ahead = 0, 0
        for node in part:
            stage = machine.stages[node]
            for move in stage.moves:
                targets = [target for target in (move.target, *rung) if target >= 0]
                out = [best[part_of[target]] for target in targets if part_of[target] != number]
                if len(out) < len(targets):
                    inside += max(0, worth(move))
                ahead = max([ahead, *(worth(move) + value for value in out)])
        best[number] = inside + ahead
    start = numbers.get(scenario.start)
    return max(0, best[part_of[start]]) if start is not None else 0
