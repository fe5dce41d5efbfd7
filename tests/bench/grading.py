"""Questions graded per second by the engine, every kind and a whole quiz; the yardstick is a million additions."""

from collections.abc import Iterator

from academy.exercises.kinds import credit, kind_of
from academy.exercises.play import Answer, Submit, play, start
from academy.exercises.quiz import Quiz
from academy.exercises.result import result
from tests.bench import Line, cpu_ms, million
from tests.exercises.quiz.samples import ALL

TIMES = 300


def lines() -> Iterator[Line]:
    yardstick = cpu_ms(million, 7)
    rights = [(question, kind_of(question).right(question)) for question in ALL]

    def graded(_number: int) -> None:
        for _ in range(TIMES):
            for question, right in rights:
                credit(question, right)

    each = cpu_ms(graded, 5) / (TIMES * len(rights))
    yield _line("questions graded per second, all kinds", each, yardstick)
    for question, right in rights:
        each = cpu_ms(lambda _n, q=question, r=right: [credit(q, r) for _ in range(TIMES)], 5) / TIMES
        yield _line(f"  {question.kind} {question.ask}".rstrip(), each, yardstick)
    quiz = Quiz("q", "fr", "Q", "", 5, 80, 0, ALL, tuple(question.id for question in ALL), mode="exam")

    def taken(seed: int) -> None:
        state = start(quiz, seed)
        for question, right in rights:
            state = play(quiz, state, Answer(question.id, right, state.seq)).state
        state = play(quiz, state, Submit(state.seq)).state
        result(quiz, state)

    yield _line(f"quizzes of {len(ALL)} questions taken and marked per second", cpu_ms(taken, 50), yardstick)


def _line(what: str, ms: float, yardstick: float) -> Line:
    return Line(what, 1000 / ms, "/s", "additions each", 1_000_000 * ms / yardstick)
