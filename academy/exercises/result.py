"""The verdict on a play: score, passed or not, and why not."""

from dataclasses import dataclass
from fractions import Fraction

from academy.exercises.machine import Machine, Position
from academy.exercises.quiz import Quiz, QuizState, credit
from academy.exercises.scenario import Scenario, ScenarioState
from academy.exercises.statespace import best_points


@dataclass(frozen=True, slots=True)
class Result:
    """`reasons` says why it is not passed: unfinished, below_pass_mark, critical, ending, condition.

    Scenario: `points` and `possible` are weighted points, the learner's and the best play's; `ending` is the kind
    reached. Quiz: the number of fully right answers and of questions asked (the score also counts partial credit).
    """

    score: int
    points: int
    possible: int
    passed: bool
    reasons: tuple[str, ...]
    ending: str = ""


def result(exercise: Scenario | Quiz, state: ScenarioState | QuizState) -> Result:
    """Raises TypeError when exercise and state are not of the same kind."""
    if isinstance(exercise, Scenario) and isinstance(state, ScenarioState):
        return _scenario_result(exercise, state)
    if isinstance(exercise, Quiz) and isinstance(state, QuizState):
        return _quiz_result(exercise, state)
    raise TypeError("the state belongs to another kind of exercise")


def percent(points: int, possible: int) -> int:
    """100 · points / possible, halves rounded up, kept in 0..100. Nothing to earn: 100 unless points were lost."""
    if possible <= 0:
        return 100 if points >= possible else 0
    return min(100, max(0, (200 * points + possible) // (2 * possible)))


def weighted(scenario: Scenario, points: tuple[int, ...]) -> int:
    return sum(one.weight * earned for one, earned in zip(scenario.competencies, points, strict=False))


def passing_ending(scenario: Scenario, step_id: str) -> bool:
    step = scenario.step(step_id)
    if step is None or step.kind != "ending":
        return False
    allowed = scenario.passing.endings
    return not allowed or step.ending in allowed or step.id in allowed


def _scenario_result(scenario: Scenario, state: ScenarioState) -> Result:
    points, possible = weighted(scenario, state.points), best_points(scenario)
    score = percent(points, possible)
    step = scenario.step(state.at)
    done = state.status == "done"
    position = Position(state.at, state.meters, state.taken, state.fired, state.seen, done)
    fits = len(state.meters) == len(scenario.meters)
    reasons = (
        ("unfinished", not done),
        ("below_pass_mark", score < scenario.passing.score),
        ("critical", bool(state.critical)),
        ("ending", done and not passing_ending(scenario, state.at)),
        ("condition", done and not (fits and Machine(scenario).holds(scenario.passing.when, position))),
    )
    found = tuple(code for code, applies in reasons if applies)
    ending = step.ending if done and step is not None and step.kind == "ending" else ""
    return Result(score, points, possible, not found, found, ending)


def _quiz_result(quiz: Quiz, state: QuizState) -> Result:
    asked = [question for item in state.items if (question := quiz.question(item))]
    credits = [credit(question, state.answer(question.id)) for question in asked]
    total = sum(credits, Fraction(0))
    score = percent(total.numerator, total.denominator * len(asked)) if asked else 0
    missed = any(question.critical and earned < 1 for question, earned in zip(asked, credits, strict=True))
    done = state.status == "done"
    reasons = (("unfinished", not done), ("below_pass_mark", score < quiz.pass_mark), ("critical", missed))
    found = tuple(code for code, applies in reasons if applies)
    return Result(score, sum(earned == 1 for earned in credits), len(asked), not found, found)
