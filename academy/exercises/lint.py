"""What is wrong with an exercise before anybody plays it. Codes are stable: E stops publishing, W warns, I informs."""

import random
from collections.abc import Mapping
from typing import Any

from academy.exercises.exploration import Space, space
from academy.exercises.graph import edges_of, reachable
from academy.exercises.inbox import Inbox
from academy.exercises.inbox_lint import lint_inbox
from academy.exercises.play import Accepted, Choose, play, start
from academy.exercises.problems import Problem, Severity
from academy.exercises.quiz import Quiz
from academy.exercises.quiz_lint import lint_quiz
from academy.exercises.result import result
from academy.exercises.scenario import Scenario, Step
from academy.exercises.scenario_result import passing_ending
from academy.exercises.statespace import best_play, best_points, worth_of
from academy.exercises.text_problems import nearest
from academy.exercises.verdict import percent

RANDOM_PLAYS = 200
_SEVERITY: dict[str, Severity] = {"E": "error", "W": "warning", "I": "info"}


class _Findings:
    def __init__(self, lines: Mapping[str, int], path: str):
        self.lines, self.path = lines, path
        self.found: list[Problem] = []

    def add(self, code: str, where: str, french: str, english: str) -> None:
        line = self.lines.get(where, self.lines.get(where.partition("/")[0], 0))
        self.found.append(Problem(code, _SEVERITY[code[0]], french, english, self.path, line, where=where))


def lint(exercise: Any, lines: Mapping[str, int] | None = None, path: str = "") -> list[Problem]:
    """Every finding, errors first. `lines` maps a step, a "step/choice" or a question to its line in the file."""
    findings = _Findings(lines or {}, path)
    if isinstance(exercise, Quiz):
        lint_quiz(exercise, findings.add)
    elif isinstance(exercise, Inbox):
        lint_inbox(exercise, findings.add)
    elif isinstance(exercise, Scenario):
        _structure(exercise, findings)
        if not any(p.severity == "error" for p in findings.found):
            _states(exercise, space(exercise), findings)
        _decisions(exercise, findings)
    order = {"error": 0, "warning": 1, "info": 2}
    return sorted(findings.found, key=lambda p: (order[p.severity], p.line))


def _structure(scenario: Scenario, findings: _Findings) -> None:
    ids = [step.id for step in scenario.steps]
    for id in sorted({id for id in ids if ids.count(id) > 1}):
        findings.add("E02", id, f"identifiant « {id} » donné deux fois", f"id '{id}' given twice")
    if scenario.start not in ids:
        findings.add("E03", scenario.start, "l'étape de départ manque", "the start step is missing")
        return
    for step in scenario.steps:
        _one_step(step, set(ids), findings)
    endings = [step for step in scenario.steps if step.kind == "ending"]
    if not endings or not any(step.ending == "success" for step in endings):
        findings.add("E04", scenario.start, "aucune fin [succès]", "no ending tagged [success]")
    edges = edges_of(scenario)
    seen = reachable(edges, [scenario.start])
    finals = {step.id for step in endings}
    for step in scenario.steps:
        if step.id not in seen:
            findings.add("W07", step.id, f"étape « {step.id} » jamais atteinte", f"step '{step.id}' is never reached")
        elif step.kind != "ending" and step.choices and not reachable(edges, [step.id]) & finals:
            findings.add("E06", step.id, f"depuis « {step.id} », aucune fin n'est accessible",
                         f"no ending can be reached from '{step.id}'")  # fmt: skip


def _one_step(step: Step, ids: set[str], findings: _Findings) -> None:
    for choice in step.choices:
        if choice.target not in ids:
            hint_fr, hint_en = nearest(choice.target, ids)
            findings.add("E01", f"{step.id}/{choice.id}", f"étape « {choice.target} » introuvable{hint_fr}",
                         f"step '{choice.target}' not found{hint_en}")  # fmt: skip
        if choice.repeatable and any(effect.delta > 0 for effect in choice.effects):
            findings.add("E09", f"{step.id}/{choice.id}", "un choix répétable ne peut pas rapporter de points",
                         "a repeatable choice cannot earn points")  # fmt: skip
    names = [choice.id for choice in step.choices]
    for name in sorted({name for name in names if names.count(name) > 1}):
        findings.add("E02", f"{step.id}/{name}", f"choix « {name} » donné deux fois", f"choice '{name}' given twice")
    if step.kind == "ending" and step.choices:
        findings.add("E05", step.id, f"la fin « {step.id} » a des choix", f"ending '{step.id}' has choices")
    if step.kind == "scene" and not step.choices:
        findings.add("E05", step.id, f"la scène « {step.id} » est sans issue : ajoutez un choix ou marquez-la [succès]",
                     f"scene '{step.id}' has no way out: add a choice, or tag it as an ending")  # fmt: skip
    if step.kind == "router" and (not step.choices or step.choices[-1].when):
        findings.add("E08", step.id, f"l'aiguillage « {step.id} » doit finir par « sinon »",
                     f"router '{step.id}' must end with 'else'")  # fmt: skip
    if step.kind == "scene" and len(step.choices) > 5:
        findings.add("W11", step.id, "plus de cinq choix", "more than five choices")
    for line in step.lines:
        if line.media and not line.alt:
            findings.add("E50", step.id, "image sans texte alternatif", "image without alternative text")


def _states(scenario: Scenario, graph: Space, findings: _Findings) -> None:
    seen_choices: set[str] = set()
    seen_steps: set[str] = set()
    stuck: set[str] = set()
    flags = 0
    for node, position in enumerate(graph.positions):
        flags |= position.flags
        seen_choices |= {move.place for move, _ in graph.edges[node]}
        if position.done and scenario.steps[position.step].kind != "ending":
            stuck.add(graph.name_of(node))
    seen_steps |= {step.id for step in scenario.steps if flags >> graph.machine.flag(f"seen:{step.id}") & 1}
    for step_id in sorted(stuck):
        findings.add("E20", step_id, f"à « {step_id} », un apprenant peut n'avoir aucun choix visible",
                     f"at '{step_id}' a learner may see no choice at all")  # fmt: skip
    if not graph.complete:
        findings.add("I30", scenario.start, "trop d'états : exploration partielle", "too many states: partly explored")
        return
    for step in scenario.steps:
        if step.kind == "scene" and step.id in seen_steps:
            for choice in step.choices:
                if f"{step.id}/{choice.id}" not in seen_choices:
                    findings.add("W21", f"{step.id}/{choice.id}", "choix jamais visible", "choice never visible")
        if step.kind == "ending" and step.id not in seen_steps:
            findings.add("W28", step.id, f"fin « {step.id} » jamais atteinte", f"ending '{step.id}' never reached")
    _passing(scenario, findings)


def _passing(scenario: Scenario, findings: _Findings) -> None:
    """Random clicking: who passes by chance. The best play must pass."""
    passed = _passed_by_chance(scenario, space(scenario, True))
    share = round(100 * passed / RANDOM_PLAYS)
    if share > 20:
        findings.add("W25", scenario.start, f"en cliquant au hasard, {share} % réussissent",
                     f"by clicking at random, {share} % pass")  # fmt: skip
    state = start(scenario, 0)
    for name in best_play(scenario):
        outcome = play(scenario, state, Choose(name.partition("/")[2], state.seq))
        if not isinstance(outcome, Accepted):
            findings.add("E23", scenario.start, f"le parcours de référence s'arrête à « {name} »",
                         f"the reference play stops at '{name}'")  # fmt: skip
            return
        state = outcome.state  # type: ignore[assignment]
    if not result(scenario, state).passed:
        findings.add("E23", scenario.start, "le meilleur parcours ne réussit pas", "the best play does not pass")


def _passed_by_chance(scenario: Scenario, graph: Space) -> int:
    """How many of RANDOM_PLAYS seeded plays pass, walked on the graph of positions."""
    chance, worth, possible, passed = random.Random(1), worth_of(graph.machine), best_points(scenario), 0
    for _ in range(RANDOM_PLAYS):
        node, points, allowed = 0, 0, True
        for _ in range(10 * len(scenario.steps)):
            if not graph.edges[node]:
                break
            move, node = chance.choice(graph.edges[node])
            points, allowed = points + worth(move), allowed and not move.choice.critical
        end = graph.positions[node]
        allowed = allowed and end.done and graph.machine.passes(end)
        if allowed and passing_ending(scenario, graph.name_of(node)):
            passed += percent(points, possible) >= scenario.passing.score
    return passed


def _decisions(scenario: Scenario, findings: _Findings) -> None:
    for step in scenario.steps:
        if step.kind != "scene":
            continue
        for choice in step.choices:
            if not choice.feedback:
                findings.add("W47", f"{step.id}/{choice.id}", "choix sans retour", "choice without feedback")
        if len(step.choices) > 1 and len({(c.target, c.effects) for c in step.choices}) == 1:
            findings.add("W41", step.id, "décision sans conséquence", "decision without consequence")
