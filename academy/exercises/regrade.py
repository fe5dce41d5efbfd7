"""Grading finished attempts again after an author corrected a key: what changed, and what it changes for an attempt.

A correction is a question that still asks the same (same kind, same words, same things to choose from) and marks
otherwise. A question that asks something else is another question: answers to the old one say nothing about it.
"""

from dataclasses import dataclass, replace
from fractions import Fraction

from academy.exercises.kinds import credit, gaps, matching
from academy.exercises.kinds.base import Answer, pairs
from academy.exercises.kinds.typed import folded
from academy.exercises.question import Option, Question
from academy.exercises.quiz import Quiz, QuizState
from academy.exercises.quiz_result import asked
from academy.exercises.verdict import Result, percent

_ALIKE = ("accents", "case", "punctuation")  # a mended typo asks the same
_TYPED = ("short", "numeric")


def _same(one: str) -> str:
    return folded(one, _ALIKE)


def _words_of(options: tuple[Option, ...]) -> list[str]:
    return sorted(_same(option.text) for option in options)


def asks_the_same(old: Question, new: Question) -> bool:
    """Whether an answer to the old question is an answer to the new one."""
    if old.id != new.id or old.kind != new.kind or old.ask != new.ask or _same(old.text) != _same(new.text):
        return False
    if old.kind in _TYPED:
        return True  # the options are accepted forms: they are the key
    if old.kind == "gaps":
        return _offered(old) == _offered(new)
    if old.kind == "matching":
        return _words_of(matching.lefts(old)) == _words_of(matching.lefts(new)) and sorted(
            map(_same, matching.rights(old).values())
        ) == sorted(map(_same, matching.rights(new).values()))
    return _words_of(old.options) == _words_of(new.options)


def _offered(question: Question) -> list[tuple[str, str]]:
    """What the menus of a gap fill offer; typed gaps offer nothing."""
    return sorted(
        (name, _same(o.text)) for name in gaps.names(question) if gaps.is_menu(question, name)
        for o in gaps.filling(question, name)
    )  # fmt: skip


def _marking(question: Question) -> list[tuple[object, ...]]:
    """What decides about credit, by the words of the options and not by their ids."""
    ordered = question.kind in ("ordering", "short", "numeric")
    marks: list[tuple[object, ...]] = [
        (_same(o.text), o.correct, o.worth, o.rank, _same(o.match), o.group) for o in question.options
    ]
    return [*(marks if ordered else sorted(marks, key=str)), tuple(question.ignore)]


def corrections(old: Quiz, new: Quiz) -> dict[str, Question]:
    """Questions of the old quiz whose key is another one now: code → the question as it is marked now."""
    now = {question.id: question for question in new.questions}
    return {
        question.id: now[question.id]
        for question in old.questions
        if question.id in now
        and asks_the_same(question, now[question.id])
        and _marking(question) != _marking(now[question.id])
    }


def carried(old: Question, new: Question, answer: Answer) -> Answer:
    """The answer in the new question's ids, found by the words that were chosen."""
    if old.kind in _TYPED:
        return answer
    if old.kind == "matching":
        lefts = {_same(o.text): o.id for o in matching.lefts(new)}
        rights = {_same(text): id for id, text in matching.rights(new).items()}
        old_lefts = {o.id: _same(o.text) for o in matching.lefts(old)}
        old_rights = matching.rights(old)
        return tuple(
            f"{lefts[old_lefts[left]]}={rights[_same(old_rights[right])]}"
            for left, right in pairs(answer).items()
            if left in old_lefts and right in old_rights
        )
    ids: dict[tuple[str, str], str] = {}
    for option in new.options:
        ids.setdefault((option.group, _same(option.text)), option.id)
    old_ids = {o.id: (o.group, _same(o.text)) for o in old.options}

    def now(id: str) -> str:
        return ids.get(old_ids[id], id) if id in old_ids else id

    if old.kind == "gaps" or (old.kind == "judgement" and old.ask == "best-worst"):
        return tuple(f"{name}={now(value)}" for name, value in pairs(answer).items())
    return tuple(now(id) for id in answer)


@dataclass(frozen=True, slots=True)
class Regraded:
    """`changed`: codes of the questions whose credit differs, with the credit before and now."""

    before: Result
    now: Result
    changed: tuple[tuple[str, Fraction, Fraction], ...]


def regrade(old: Quiz, state: QuizState, corrected: dict[str, Question], before: Result) -> Regraded:
    """A finished attempt marked by the corrected keys. Pass mark and critical questions stay those it began with;
    so do questions that were not corrected. `before` is the verdict it had."""
    credits, changed, missed = [], [], False
    for question, earned in asked(old, state):
        new = corrected.get(question.id)
        now = credit(new, carried(question, new, state.answer(question.id))) if new else earned
        if now != earned:
            changed.append((question.id, earned, now))
        credits.append(now)
        missed = missed or (question.critical and now < 1)
    total = sum(credits, Fraction(0))
    score = percent(total.numerator, total.denominator * len(credits)) if credits else 0
    reasons = (
        ("unfinished", state.status != "done"), ("below_pass_mark", score < old.pass_mark), ("critical", missed),
    )  # fmt: skip
    found = tuple(code for code, applies in reasons if applies)
    verdict = Result(score, sum(earned == 1 for earned in credits), len(credits), not found, found)
    return Regraded(before, verdict if changed else before, tuple(changed))


def as_corrected(old: Quiz, state: QuizState, corrected: dict[str, Question]) -> tuple[Quiz, QuizState]:
    """The quiz and an attempt's state as if the corrected questions had been asked: what statistics count then."""
    questions = tuple(corrected.get(question.id, question) for question in old.questions)
    answers = tuple(
        (item, carried(question, corrected[item], chosen) if item in corrected and question else chosen)
        for item, chosen in state.answers
        for question in [old.question(item)]
    )
    return replace(old, questions=questions), replace(state, answers=answers)
