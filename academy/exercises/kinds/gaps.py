"""Gap fill: `[[name]]` in the text, and options whose `group` is that name. An answer is `name=value` pairs.

A gap with a wrong option is a menu (the value is an option's id), one with right forms only is typed. Earns the share
of gaps filled rightly.
"""

import re
from fractions import Fraction

from academy.exercises.kinds.base import LONGEST, Answer, Field, Said, Shown, pairs
from academy.exercises.kinds.typed import cleaned, same
from academy.exercises.question import Option, Question
from academy.exercises.shuffle import shuffled

GAP = re.compile(r"\[\[([a-z0-9][a-z0-9-]*)\]\]")


def names(question: Question) -> tuple[str, ...]:
    return tuple(dict.fromkeys(GAP.findall(question.text)))


def filling(question: Question, name: str) -> tuple[Option, ...]:
    return tuple(option for option in question.options if option.group == name)


def is_menu(question: Question, name: str) -> bool:
    return any(not option.correct for option in filling(question, name))


def problems(question: Question) -> tuple[str, ...]:
    found = names(question)
    if not found or len(found) < len(GAP.findall(question.text)):
        return ("E99",)
    if any(option.group not in found for option in question.options):
        return ("E100",)
    return () if all(any(o.correct for o in filling(question, name)) for name in found) else ("E95",)


def option_of(question: Question, name: str, value: str) -> Option | None:
    if is_menu(question, name):
        return next((option for option in filling(question, name) if option.id == value), None)
    return next((o for o in filling(question, name) if same(value, o.text, question.ignore)), None)


def read(question: Question, chosen: Answer, complete: bool) -> Answer | str:
    known, given = names(question), {name: cleaned(value) for name, value in pairs(chosen).items()}
    if len(given) < len(chosen) or any(name not in known for name in given):
        return "unknown_option"
    given = {name: value for name, value in given.items() if value}
    if any(len(value) > LONGEST for value in given.values()):
        return "too_long"
    if any(is_menu(question, name) and option_of(question, name, value) is None for name, value in given.items()):
        return "unknown_option"
    if complete and given and len(given) < len(known):
        return "incomplete"
    return tuple(f"{name}={given[name]}" for name in known if name in given)


def credit(question: Question, chosen: Answer) -> Fraction:
    known, given = names(question), pairs(chosen)
    good = 0
    for name in known:
        option = option_of(question, name, given[name][:LONGEST]) if given.get(name) else None
        good += bool(option and option.correct)
    return Fraction(good, len(known)) if known else Fraction(0)


def right(question: Question) -> Answer:
    found = []
    for name in names(question):
        option = next((option for option in filling(question, name) if option.correct), None)
        if option is not None:
            found.append(f"{name}={option.id if is_menu(question, name) else option.text.replace('*', '')}")
    return tuple(found)


def said(question: Question, chosen: Answer) -> tuple[Said, ...]:
    found, given = [], pairs(chosen)
    for number, name in enumerate(names(question), 1):
        value = given.get(name, "")
        option = option_of(question, name, value) if value else None
        text = option.text if option and is_menu(question, name) else value
        expected = next((o.text for o in filling(question, name) if o.correct), "")
        good = bool(option and option.correct)
        found.append(Said(str(number), text, good, option.feedback if option else "", expected))
    return tuple(found)


def shown(question: Question, seed: int) -> Shown:
    fields = []
    for number, name in enumerate(names(question), 1):
        texts = {o.id: o.text for o in filling(question, name)} if is_menu(question, name) else {}
        order = shuffled(texts, seed, f"options:{question.id}:{name}")
        fields.append(Field(name, str(number), tuple((id, texts[id]) for id in order)))
    return Shown("gaps", tuple(fields), tuple(GAP.split(question.text)[::2]))
