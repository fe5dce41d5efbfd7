"""The report on a scenario: a verdict in a sentence, findings, map, endings, the table that says it all in words."""

from dataclasses import dataclass, field

from academy.exercises.layout import Map, layout
from academy.exercises.play import Accepted, Choose, play, start
from academy.exercises.result import result
from academy.exercises.scenario import Choice, Scenario, Step
from academy.exercises.statespace import best_play, best_points, space
from academy.exercises.ways import count_plays, random_ends, shortest_ways
from academy.library.authoring.findings import Finding, findings_in
from academy.library.models import ScenarioPage
from academy.library.models.exercise_page import problems_in

PLAYS = 400


@dataclass(frozen=True)
class Ending:
    """`share`: percent of random plays that end here. `score` is that of the shortest way to it."""

    step: Step
    share: int
    way: tuple[str, ...] | None
    words: list[str]
    score: int
    passed: bool


@dataclass(frozen=True)
class Row:
    """A step and its arrows in words."""

    step: Step
    url: str
    choices: tuple[Choice, ...]
    reached_by: tuple[str, ...]


@dataclass
class Report:
    scenario: Scenario | None
    findings: list[Finding]
    map: Map | None = None
    endings: list[Ending] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    best: list[str] = field(default_factory=list)
    best_points: int = 0
    plays: int | None = None
    complete: bool = True
    positions: int = 0

    @property
    def errors(self) -> list[Finding]:
        return [one for one in self.findings if one.severity == "error"]

    @property
    def scenes(self) -> int:
        return sum(step.kind == "scene" for step in self.scenario.steps) if self.scenario else 0


def report_on(page: ScenarioPage, urls: dict[str, str]) -> Report:
    """Everything the report page shows. `urls`: step id → where it is edited. Broken drafts give what can be given."""
    scenario, problems = page.read_engine()
    report = Report(scenario, findings_in(page, problems_in(scenario, problems)))
    if scenario is None:
        return report
    report.map = layout(scenario)
    report.rows = _rows(scenario, urls)
    if any(step.id == scenario.start for step in scenario.steps):
        _explore(scenario, report)
    return report


def _explore(scenario: Scenario, report: Report) -> None:
    graph = space(scenario)
    report.complete, report.positions = graph.complete, len(graph.positions)
    report.best, report.best_points = in_words(scenario, best_play(scenario)), best_points(scenario)
    report.plays = count_plays(scenario)
    ends, ways = random_ends(scenario, PLAYS), shortest_ways(scenario)
    for step in scenario.steps:
        if step.kind == "ending":
            way = ways[step.id].play if step.id in ways else None
            verdict = _verdict(scenario, way or ())
            share = round(100 * ends[step.id] / PLAYS)
            words = in_words(scenario, way or ())
            report.endings.append(Ending(step, share, way, words, verdict.score, verdict.passed))


def _verdict(scenario: Scenario, way: tuple[str, ...]):
    state = start(scenario, 0)
    for name in way:
        outcome = play(scenario, state, Choose(name.partition("/")[2], state.seq))
        if isinstance(outcome, Accepted):
            state = outcome.state
    return result(scenario, state)


def _rows(scenario: Scenario, urls: dict[str, str]) -> list[Row]:
    sources: dict[str, list[str]] = {}
    for step in scenario.steps:
        for choice in step.choices:
            if step.title not in sources.setdefault(choice.target, []):
                sources[choice.target].append(step.title or step.id)
    return [Row(step, urls.get(step.id, ""), step.choices, tuple(sources.get(step.id, ()))) for step in scenario.steps]


def in_words(scenario: Scenario, way: tuple[str, ...]) -> list[str]:
    """A way as the texts of its choices, in order."""
    return [choice.text for name in way if (choice := scenario.choice(name))]
