"""Situational judgement: reactions the experts ranked (`rank`, 1 is best, equals allowed). Credit by distance to them.

`ask` rank: the learner orders all reactions. With d the sum of distances of places (Spearman's footrule, equals share
their middle place), earns (worst d - d) / (worst d - best d).
`ask` best-worst: the learner names both. Each half earns 1 - |rank of the one named - rank of the right one| / (highest
rank - lowest rank); the same reaction for both earns nothing. (McDaniel 2007: «what should one do» measures knowledge.)
"""

from fractions import Fraction

from academy.exercises.kinds import ordering
from academy.exercises.kinds.base import Answer, Field, Said, Shown, option_choices, pairs
from academy.exercises.question import Question


def by_rank(question: Question) -> bool:
    return question.ask != "best-worst"


def _places(question: Question) -> dict[str, Fraction]:
    """The experts' place of each reaction, equals at their middle: ranks 1, 2, 2, 5 are the places 1, 2.5, 2.5, 4."""
    ranks = {option.id: option.rank for option in question.options}
    return {
        id: Fraction(2 * sum(r < rank for r in ranks.values()) + sum(r == rank for r in ranks.values()) + 1, 2)
        for id, rank in ranks.items()
    }


def problems(question: Question) -> tuple[str, ...]:
    if len(question.options) < 2:
        return ("E94",)
    ranks = {option.rank for option in question.options}
    return ("E101",) if min(ranks) < 1 or len(ranks) < 2 else ()


def read(question: Question, chosen: Answer, complete: bool) -> Answer | str:
    if by_rank(question):
        return ordering.read(question, chosen, complete)
    given, known = pairs(chosen), {option.id for option in question.options}
    if len(given) < len(chosen) or set(given) - {"best", "worst"}:
        return "unknown_option"
    given = {name: id for name, id in given.items() if id}
    if any(id not in known for id in given.values()):
        return "unknown_option"
    if len(given) == 2 and given["best"] == given["worst"]:
        return "twice"
    if complete and len(given) == 1:
        return "incomplete"
    return tuple(f"{name}={given[name]}" for name in ("best", "worst") if name in given)


def credit(question: Question, chosen: Answer) -> Fraction:
    if len(set({option.id: option.rank for option in question.options}.values())) < 2:
        return Fraction(0)
    return _rank_credit(question, chosen) if by_rank(question) else _best_worst_credit(question, chosen)


def _rank_credit(question: Question, chosen: Answer) -> Fraction:
    places = _places(question)
    if len(chosen) != len(places) or set(chosen) != set(places):
        return Fraction(0)
    ordered = sorted(places.values())
    best = _distance(ordered)
    worst = _distance(ordered[::-1])
    return (worst - _distance([places[id] for id in chosen])) / (worst - best)


def _distance(places: list[Fraction]) -> Fraction:
    return sum((abs(place - number) for number, place in enumerate(places, 1)), Fraction(0))


def _best_worst_credit(question: Question, chosen: Answer) -> Fraction:
    ranks = {option.id: option.rank for option in question.options}
    low, high, given = min(ranks.values()), max(ranks.values()), pairs(chosen)
    if given.get("best") == given.get("worst"):
        return Fraction(0)
    half = Fraction(0)
    for name, wanted in (("best", low), ("worst", high)):
        if given.get(name) in ranks:
            half += 1 - Fraction(abs(ranks[given[name]] - wanted), high - low)
    return half / 2


def right(question: Question) -> Answer:
    ranked = [option.id for option in sorted(question.options, key=lambda option: option.rank)]
    return tuple(ranked) if by_rank(question) else (f"best={ranked[0]}", f"worst={ranked[-1]}") if ranked else ()


def said(question: Question, chosen: Answer) -> tuple[Said, ...]:
    texts = {option.id: option for option in question.options}
    key, places = right(question), _places(question)
    found = []
    if by_rank(question):
        for number, (id, wanted) in enumerate(zip(chosen, key, strict=False), 1):
            if id in texts:
                good = places[id] == places[wanted]
                found.append(Said(str(number), texts[id].text, good, texts[id].feedback, texts[wanted].text))
        return tuple(found)
    given, wanted_of = pairs(chosen), pairs(key)
    for name in ("best", "worst"):
        option, wanted_option = texts.get(given.get(name, "")), texts.get(wanted_of.get(name, ""))
        if option and wanted_option:
            good = option.rank == wanted_option.rank
            found.append(Said(name, option.text, good, option.feedback, wanted_option.text))
    return tuple(found)


def shown(question: Question, seed: int) -> Shown:
    choices = option_choices(question, seed)
    if by_rank(question):
        return Shown("order", (Field("", "", choices),))
    return Shown("best-worst", (Field("best", "", choices), Field("worst", "", choices)))
