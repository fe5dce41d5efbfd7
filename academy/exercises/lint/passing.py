"""Who passes: nobody, everybody, the lucky; the reference and the blessed plays; red lines that are too cheap."""

import random
from dataclasses import dataclass

from academy.exercises.blessed import check_play
from academy.exercises.lint.findings import Findings, Value
from academy.exercises.lint.judged import Judged
from academy.exercises.scenario_result import passing_ending
from academy.exercises.statespace import found_play, play_from
from academy.exercises.values import solve

RANDOM_PLAYS, RANDOM_MOVES = 2_000, 60_000
BY_CHANCE = 20  # percent that may pass by clicking at random
NAMED = 5  # places named in one finding


def lint_passing(judged: Judged, findings: Findings) -> None:
    scenario = judged.scenario
    if judged.graph.complete and judged.ends.complete:
        best = judged.passing.best[0]
        if best is None or judged.score(best) < scenario.passing.score:
            score = 0 if best is None else judged.score(best)
            findings.add("E23", "passing", best=score, mark=scenario.passing.score)
        else:
            _everybody(judged, findings)
            _by_chance(judged, findings)
            _on_no_good_path(judged, findings)
            _best_play(judged, findings)
        _red_lines(judged, findings)
    _reference(judged, findings)
    for number, text in enumerate(scenario.blessed):
        if (why := check_play(scenario, text)) is not None:
            findings.add("E32", f"plays/{number}", play=text, why=why)


def _everybody(judged: Judged, findings: Findings) -> None:
    ends = [node for node, position in enumerate(judged.ends.positions) if position.done]
    crossed = any(move.choice.critical for edges in judged.ends.edges for move, _ in edges)
    if crossed or not all(node in judged.passing_nodes for node in ends):
        return
    fewest = solve(judged.ends, judged.worth, worst=True).best[0]
    if fewest is not None and judged.score(fewest) >= judged.scenario.passing.score:
        findings.add("W24", "passing")


def _by_chance(judged: Judged, findings: Findings) -> None:
    """RANDOM_PLAYS seeded plays, fewer of long ones."""
    chance, graph, passed, plays, moves = random.Random(1), judged.ends, 0, 0, 0
    while plays < RANDOM_PLAYS and (moves < RANDOM_MOVES or plays < 100):
        node, points, allowed, steps = 0, 0, True, 0
        while graph.edges[node] and steps < 10 * len(judged.scenario.steps):
            move, node = chance.choice(graph.edges[node])
            points, allowed, steps = points + judged.worth(move), allowed and not move.choice.critical, steps + 1
        plays, moves = plays + 1, moves + steps
        passed += allowed and node in judged.passing_nodes and points >= judged.needed
    share = round(100 * passed / plays)
    if share > BY_CHANCE:
        findings.add("W25", "passing", share=share)


def _on_no_good_path(judged: Judged, findings: Findings) -> None:
    """Choices that no passing play takes, red lines left out: those are meant so."""
    graph, ahead = judged.clean, judged.passing.best
    come = _most_before(judged)
    good: set[str] = set()
    every = {}
    for node, edges in enumerate(graph.edges):
        here = come[node]
        for move, following in edges:
            every[move.place] = len(graph.machine.stages[graph.positions[node].step].moves)
            rest = ahead[following]
            if here is not None and rest is not None and here + judged.worth(move) + rest >= judged.needed:
                good.add(move.place)
    lost = [place for place, choices in every.items() if place not in good and choices > 1]
    if lost:
        shown = ", ".join(lost[:NAMED]) + (" …" if len(lost) > NAMED else "")
        findings.add("I34", judged.scenario.start, n=len(lost), places=shown)


def _most_before(judged: Judged) -> list[int | None]:
    """By node of `clean`, the most points a play can have on arrival. Circles earn nothing, so a component is one."""
    graph = judged.clean
    found: list[int | None] = [None] * len(graph.positions)
    found[0] = 0
    for part in reversed(graph.components):  # the start's first
        known = [value for node in part if (value := found[node]) is not None]
        if not known:
            continue
        most = max(known)
        for node in part:
            found[node] = most
            for move, following in graph.edges[node]:
                value, before = most + judged.worth(move), found[following]
                if before is None or value > before:
                    found[following] = value
    return found


def _red_lines(judged: Judged, findings: Findings) -> None:
    """A red line that costs less than a sibling which is none: points would praise what disqualifies."""
    told: set[str] = set()
    graph, best = judged.graph, judged.values.best
    for edges in graph.edges:
        if not any(move.choice.critical for move, _ in edges):
            continue
        rest = [(move, judged.worth(move) + (best[following] or 0)) for move, following in edges]
        for move, value in rest:
            cheaper = [other.choice.id for other, worth in rest if not other.choice.critical and worth < value]
            if move.choice.critical and cheaper and move.place not in told:
                told.add(move.place)
                findings.add("W29", move.place, other=cheaper[0])


@dataclass(frozen=True, slots=True)
class _Played:
    """`stopped` is the place where a play stops being possible, "" when it goes to an end."""

    points: int
    passed: bool
    stopped: str


def _played(judged: Judged, places: tuple[str, ...]) -> _Played:
    machine = judged.graph.machine
    position, points, clean = machine.start(), 0, True
    for place in places:
        move = next((one for one in machine.moves(position) if one.place == place), None)
        if move is None:
            return _Played(points, False, place)
        position, points = machine.after(position, move), points + judged.worth(move)
        clean = clean and not move.choice.critical
    scenario = judged.scenario
    if not position.done:
        return _Played(points, False, places[-1] if places else scenario.start)
    ended = passing_ending(scenario, machine.name_of(position)) and machine.passes(position)
    return _Played(points, clean and ended and judged.score(points) >= scenario.passing.score, "")


def _best_play(judged: Judged, findings: Findings) -> None:
    """The play with most points must pass, and the reference must be as good."""
    scenario = judged.scenario
    found = found_play(scenario)
    shown = _shown(found)
    if not _played(judged, found).passed:
        other = _shown(play_from(judged.clean, judged.passing, 0))
        findings.add("W26", "reference", found, why=(
            f"le parcours qui gagne le plus de points ne réussit pas ({shown}) ; le meilleur qui réussit : {other}",
            f"the play with most points does not pass ({shown}); the best that passes: {other}",
        ))  # fmt: skip
    if scenario.reference:
        points, best = _played(judged, scenario.reference).points, judged.values.best[0] or 0
        if points < best:
            findings.add("W26", "reference", found, why=(
                f"la référence gagne {points} points, {shown} en gagne {best}",
                f"the reference earns {points} points, {shown} earns {best}",
            ))  # fmt: skip


def _reference(judged: Judged, findings: Findings) -> None:
    scenario = judged.scenario
    if not scenario.reference:
        return
    played = _played(judged, scenario.reference)
    if played.stopped:
        findings.add("E31", "reference", place=played.stopped)
    elif not played.passed:
        why: Value = ("le parcours de référence ne réussit pas", "the reference play does not pass")
        findings.add("W26", "reference", scenario.reference, why=why)


def _shown(places: tuple[str, ...]) -> str:
    """A play in a sentence; long ones are cut in the middle."""
    return ", ".join(places if len(places) <= 12 else (*places[:6], "…", *places[-5:]))
