"""Matching: each text with its counterpart. An answer is `left=right` pairs; earns the share of right pairs."""

from fractions import Fraction

from academy.exercises.kinds.base import Answer, Field, Said, Shown, pairs
from academy.exercises.question import Option, Question
from academy.exercises.shuffle import shuffled


def lefts(question: Question) -> tuple[Option, ...]:
    return tuple(option for option in question.options if option.text)


def rights(question: Question) -> dict[str, str]:
    """{id: text} of the counterparts; equal texts are one, known by the first option that has it."""
    first: dict[str, str] = {}
    for option in question.options:
        if option.match:
            first.setdefault(option.match, option.id)
    return {id: text for text, id in first.items()}


def _key(question: Question) -> dict[str, str]:
    ids = {text: id for id, text in rights(question).items()}
    return {option.id: ids.get(option.match, "") for option in lefts(question)}


def problems(question: Question) -> tuple[str, ...]:
    if len(lefts(question)) < 2 or len(rights(question)) < 2:
        return ("E94",)
    return () if all(option.match for option in lefts(question)) else ("E95",)


def read(question: Question, chosen: Answer, complete: bool) -> Answer | str:
    given, known = pairs(chosen), rights(question)
    order = [option.id for option in lefts(question)]
    if len(given) < len(chosen) or any(left not in order for left in given):
        return "unknown_option"
    given = {left: right for left, right in given.items() if right}
    if any(right not in known for right in given.values()):
        return "unknown_option"
    if complete and given and len(given) < len(order):
        return "incomplete"
    return tuple(f"{left}={given[left]}" for left in order if left in given)


def credit(question: Question, chosen: Answer) -> Fraction:
    key, given = _key(question), pairs(chosen)
    return Fraction(sum(bool(r) and given.get(left) == r for left, r in key.items()), len(key)) if key else Fraction(0)


def right(question: Question) -> Answer:
    return tuple(f"{left}={right}" for left, right in _key(question).items())


def said(question: Question, chosen: Answer) -> tuple[Said, ...]:
    given, known, key = pairs(chosen), rights(question), _key(question)
    return tuple(
        Said(o.text, known.get(given.get(o.id, ""), ""), given.get(o.id) == key[o.id], o.feedback, o.match)
        for o in lefts(question)
    )


def shown(question: Question, seed: int) -> Shown:
    known = rights(question)
    choices = tuple((id, known[id]) for id in shuffled(known, seed, f"rights:{question.id}"))
    by_id = {option.id: option for option in lefts(question)}
    order = shuffled(by_id, seed, f"options:{question.id}")
    return Shown("select", tuple(Field(id, by_id[id].text, choices) for id in order))
