"""A number. An option's text is «12», «12 ± 0.5» or «10..14» (decimal comma or point); the first that fits decides.

Earns 1 for a right one, the share (`worth`) of a partly right one. Bounds are included.
"""

import re
from fractions import Fraction

from academy.exercises.kinds.base import Answer, Field, Said, Shown
from academy.exercises.kinds.typed import cleaned
from academy.exercises.question import Option, Question

_NUMBER = re.compile(r"([-+]?[0-9]{1,15})(?:\.([0-9]{1,15}))?\Z")
_SPACES = str.maketrans("", "", " \u00a0\u202f\u2009'_")


def number(text: str) -> Fraction | None:
    """«1 250,5», «-3», «80 %»: spaces between digits, a comma and a closing unit % or € are fine; else None."""
    plain = text.strip().rstrip("%€").translate(_SPACES).replace(",", ".").replace("\u2212", "-")
    match = _NUMBER.match(plain) or _NUMBER.match(re.sub(r"^([-+]?)\.", r"\g<1>0.", plain))
    if len(text) > 60 or not match:
        return None
    return Fraction(f"{match[1]}.{match[2] or '0'}")


def bounds(text: str) -> tuple[Fraction, Fraction] | None:
    """The lowest and highest number an option accepts, None when its text is not a number."""
    low, dots, high = text.partition("..")
    if dots:
        first, last = number(low), number(high)
        return (first, last) if first is not None and last is not None and first <= last else None
    middle, sign, tolerance = text.replace("+/-", "±").partition("±")
    centre, margin = number(middle), number(tolerance) if sign else Fraction(0)
    return (centre - margin, centre + margin) if centre is not None and margin is not None and margin >= 0 else None


def fitting(question: Question, typed: str) -> Option | None:
    found = number(typed)
    for option in question.options:
        if option.text.strip() == "*":
            return option
        limits = bounds(option.text)
        if found is not None and limits and limits[0] <= found <= limits[1]:
            return option
    return None


def problems(question: Question) -> tuple[str, ...]:
    if any(option.text.strip() != "*" and bounds(option.text) is None for option in question.options):
        return ("E98",)
    return () if any(option.correct for option in question.options) else ("E95",)


def read(question: Question, chosen: Answer, complete: bool) -> Answer | str:
    if len(chosen) > 1:
        return "one_only"
    typed = tuple(text for one in chosen if (text := cleaned(one)))
    return "not_a_number" if typed and number(typed[0]) is None else typed


def credit(question: Question, chosen: Answer) -> Fraction:
    option = fitting(question, chosen[0]) if len(chosen) == 1 and number(chosen[0]) is not None else None
    if option is None:
        return Fraction(0)
    return Fraction(1) if option.correct else Fraction(min(max(option.worth, 0), 100), 100)


def right(question: Question) -> Answer:
    for option in question.options:
        limits = bounds(option.text)
        if option.correct and limits:
            return (_decimal((limits[0] + limits[1]) / 2),)
    return ()


def _decimal(value: Fraction) -> str:
    """Exact: bounds are decimals, and so is the middle of two."""
    whole, digits = divmod(abs(value.numerator) * 10**20 // value.denominator, 10**20)
    text = f"{whole}.{digits:020d}".rstrip("0").rstrip(".")
    return f"-{text}" if value < 0 else text


def said(question: Question, chosen: Answer) -> tuple[Said, ...]:
    if not chosen:
        return ()
    option = fitting(question, chosen[0])
    expected = next((o.text for o in question.options if o.correct), "")
    return (Said("", chosen[0], bool(option and option.correct), option.feedback if option else "", expected),)


def shown(question: Question, seed: int) -> Shown:
    return Shown("number", (Field("", ""),))
