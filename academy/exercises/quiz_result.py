"""The verdict on a quiz."""

from fractions import Fraction

from academy.exercises.quiz import Quiz, QuizState, credit
from academy.exercises.verdict import Result, percent


def result(quiz: Quiz, state: QuizState) -> Result:
    asked = [question for item in state.items if (question := quiz.question(item))]
    credits = [credit(question, state.answer(question.id)) for question in asked]
    total = sum(credits, Fraction(0))
    score = percent(total.numerator, total.denominator * len(asked)) if asked else 0
    missed = any(question.critical and earned < 1 for question, earned in zip(asked, credits, strict=True))
    done = state.status == "done"
    reasons = (("unfinished", not done), ("below_pass_mark", score < quiz.pass_mark), ("critical", missed))
    found = tuple(code for code, applies in reasons if applies)
    return Result(score, sum(earned == 1 for earned in credits), len(asked), not found, found)
