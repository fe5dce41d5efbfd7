"""A quiz: a pool of questions, the rule that draws from it, and what one answer is worth."""

from dataclasses import dataclass

from academy.exercises.kinds import Shown, credit, kind_of
from academy.exercises.question import Option, Question, later
from academy.exercises.shuffle import shuffled

__all__ = ["Draw", "Option", "Question", "Quiz", "QuizState", "credit", "draw_items", "option_order", "shown"]

MODES = ("practice", "exam", "placement")


@dataclass(frozen=True, slots=True)
class Draw:
    """`count` questions are drawn from those of the pool that carry `tag`, train `objective` and have `difficulty`.

    An empty condition (or 0) asks nothing.
    """

    tag: str
    count: int
    objective: str = later("")
    difficulty: int = later(0)

    def takes(self, question: Question) -> bool:
        return (
            (not self.tag or self.tag in question.tags)
            and (not self.objective or self.objective == question.objective)
            and (not self.difficulty or self.difficulty == question.difficulty)
        )


@dataclass(frozen=True, slots=True)
class Quiz:
    """`questions` is everything that may be asked; `listed` ids are always asked; no list and no draw asks all.

    `mode`: practice explains at once (when `show_feedback`) and is never shown to managers; exam explains by objective
    after submission; placement asks before the course, and from `test_out` percent on (0: never) credits its modules.
    """

    id: str
    locale: str
    title: str
    summary: str
    minutes: int
    pass_mark: int
    attempts: int  # 0: as many as wanted
    questions: tuple[Question, ...]
    listed: tuple[str, ...] = ()
    draws: tuple[Draw, ...] = ()
    show_feedback: bool = True  # reveal the answer at once; the item is then locked
    mode: str = later("practice")  # one of MODES
    test_out: int = later(0)

    @property
    def reveals(self) -> bool:
        """The answer is explained at once, and then locked."""
        return self.show_feedback and self.mode == "practice"

    def question(self, question_id: str) -> Question | None:
        return next((question for question in self.questions if question.id == question_id), None)


@dataclass(frozen=True, slots=True)
class QuizState:
    version: str
    seed: int
    seq: int
    items: tuple[str, ...]  # ids of the questions asked, in order
    answers: tuple[tuple[str, tuple[str, ...]], ...] = ()  # (question id, the answer as its kind reads it)
    status: str = "playing"  # playing | done
    confidence: tuple[tuple[str, str], ...] = later(())  # (question id, sure | unsure)

    def answer(self, item: str) -> tuple[str, ...]:
        """The answer to an item, () when it is not answered."""
        return next((chosen for question, chosen in self.answers if question == item), ())

    def sureness(self, item: str) -> str:
        """sure, unsure, or "" when nothing was said."""
        return next((said for question, said in self.confidence if question == item), "")


def draw_items(quiz: Quiz, seed: int) -> tuple[str, ...]:
    """The questions of one attempt: the listed ones, then each draw without repeats, all in a seeded order.

    Scarce questions do not starve: a draw prefers those that no later draw could take. A draw larger than what is left
    takes what is left (lint reports it).
    """
    known = {question.id: question for question in quiz.questions}
    if not quiz.listed and not quiz.draws:
        return shuffled(known, seed, "items")
    chosen = dict.fromkeys(item for item in quiz.listed if item in known)
    for number, draw in enumerate(quiz.draws):
        later_draws = quiz.draws[number + 1 :]
        pool = [q.id for q in known.values() if draw.takes(q) and q.id not in chosen]
        ordered = shuffled(pool, seed, f"draw:{number}:{draw.tag}")
        ordered = tuple(sorted(ordered, key=lambda item: sum(other.takes(known[item]) for other in later_draws)))
        chosen.update(dict.fromkeys(ordered[: max(draw.count, 0)]))
    return shuffled(chosen, seed, "items")


def option_order(quiz: Quiz, state: QuizState, item: str) -> tuple[str, ...]:
    """Option ids of an item in the order to show them, the same all through one attempt; () for an unknown item."""
    question = quiz.question(item)
    if question is None:
        return ()
    fields = kind_of(question).shown(question, state.seed).fields
    return tuple(dict.fromkeys(value for one in fields for value, _ in one.choices))


def shown(question: Question, seed: int) -> Shown:
    """What a player needs to draw the question, in the attempt's order."""
    return kind_of(question).shown(question, seed)
