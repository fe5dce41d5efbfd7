"""Ordering: the options as written are in the right order; an answer is their ids in the learner's order.

Earns Kendall's tau, never below 0: (pairs in order - pairs not) / all pairs, so that a random order earns nothing on
average before the floor. A pair with an id that was left out is not in order.
"""

from fractions import Fraction
from itertools import combinations

from academy.exercises.kinds.base import Answer, Field, Said, Shown, option_choices
from academy.exercises.question import Question


def problems(question: Question) -> tuple[str, ...]:
    return ("E94",) if len(question.options) < 2 else ()


def read(question: Question, chosen: Answer, complete: bool) -> Answer | str:
    known = {option.id for option in question.options}
    if any(one not in known for one in chosen):
        return "unknown_option"
    if len(set(chosen)) < len(chosen):
        return "twice"
    return "incomplete" if complete and chosen and len(chosen) < len(known) else chosen


def credit(question: Question, chosen: Answer) -> Fraction:
    place = {id: number for number, id in reversed(list(enumerate(chosen)))}
    both = list(combinations([option.id for option in question.options], 2))
    good = sum(first in place and second in place and place[first] < place[second] for first, second in both)
    return max(Fraction(0), Fraction(2 * good - len(both), len(both))) if both else Fraction(0)


def right(question: Question) -> Answer:
    return tuple(option.id for option in question.options)


def said(question: Question, chosen: Answer) -> tuple[Said, ...]:
    expected = [option.text for option in question.options]
    found = []
    for number, id in enumerate(chosen):
        option = question.option(id)
        if option is not None and number < len(expected):
            good = option.text == expected[number]
            found.append(Said(str(number + 1), option.text, good, option.feedback, expected[number]))
    return tuple(found)


def shown(question: Question, seed: int) -> Shown:
    return Shown("order", (Field("", "", option_choices(question, seed)),))
