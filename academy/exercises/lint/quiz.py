"""What is wrong with a quiz and its questions."""

from itertools import pairwise

from academy.exercises.kinds import KINDS, kind_of
from academy.exercises.lint.findings import Findings, problem_of
from academy.exercises.question import Question
from academy.exercises.quiz import Quiz
from academy.exercises.text_problems import nearest

_EXPLAINED = ("single", "multiple", "truefalse", "spot", "judgement")


def lint_quiz(quiz: Quiz, findings: Findings) -> None:
    ids = [question.id for question in quiz.questions]
    for id in sorted({first for first, second in pairwise(sorted(ids)) if first == second}):
        findings.add("E02", id, id=id)
    if not 0 <= quiz.pass_mark <= 100:
        findings.add("E90", quiz.id)
    for id in quiz.listed:
        if id not in ids:
            findings.add("E91", quiz.id, id=id, hint=nearest(id, ids))
    for draw in quiz.draws:
        pool = sum(draw.takes(question) for question in quiz.questions)
        if pool < draw.count:
            name = " + ".join(part for part in (draw.tag, draw.objective) if part)
            findings.add("E92", quiz.id, n=draw.count, name=name, pool=pool)
    if not quiz.listed and not quiz.draws:
        findings.add("E93", quiz.id)
    for question in quiz.questions:
        for code in question_codes(question):
            findings.add(code, question.id)


def question_codes(question: Question) -> list[str]:
    """Codes of everything wrong with one question, errors (E) first."""
    codes = [] if question.kind in KINDS else ["E102"]
    codes += kind_of(question).problems(question)
    if question.image and not question.alt:
        codes.append("E50")
    if question.kind in _EXPLAINED and any(not option.feedback for option in question.options):
        codes.append("W105")
    if question.kind == "single" and len(question.options) > 4:
        codes.append("W103")
    if question.kind == "single" and _gives_itself_away(question):
        codes.append("W104")
    return codes


def _gives_itself_away(question: Question) -> bool:
    right = [len(option.text) for option in question.options if option.correct]
    wrong = [len(option.text) for option in question.options if not option.correct]
    return len(right) == 1 and bool(wrong) and right[0] > 40 and right[0] > 2 * max(wrong)


def question_words(code: str, locale: str) -> str:
    """A code of `question_codes` in words."""
    return problem_of(code).in_full(locale)
