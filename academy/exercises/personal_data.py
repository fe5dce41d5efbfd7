"""Personal data in a text: found by patterns with their checksums, and replaced by placeholders. Linear time."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """kind: email | phone | iban | card | order | account | person."""

    kind: str
    start: int
    end: int


_SPACE = r"[ \u00a0\u202f.\-]"
_EMAIL = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_PHONE = re.compile(rf"(?<![\w+])(?:(?:\+|00)\d{{1,3}}{_SPACE}?(?:\(0\){_SPACE}?)?|0)\d(?:{_SPACE}?\d){{7,12}}(?!\w)")
_IBAN = re.compile(r"\b[A-Za-z]{2}\d{2}(?:[ \u00a0\u202f]?[A-Za-z0-9]){11,30}(?!\w)")
_CARD = re.compile(r"(?<!\w)\d(?:[ \u00a0\u202f-]?\d){12,18}(?!\w)")
_ORDER_WORD = re.compile(
    r"(?:commande|dossier|order|r[ée]f[ée]rence|reference|ticket|colis|facture|invoice|client|suivi|tracking)s?\s{0,2}"
    r"(?:n°|no\.?|n[o°]|num[ée]ro|number|:|#)?\s{0,2}:?\s{0,2}#?([A-Za-z0-9][A-Za-z0-9-]{3,30})", re.I,
)  # fmt: skip
_ORDER_CODE = re.compile(r"(?<![\w-])(?=[A-Z0-9-]{6,24}(?![\w-]))[A-Z]{1,5}-?\d[A-Z0-9-]{3,20}")
_ACCOUNT = re.compile(r"(?<![\w@.])@[A-Za-z0-9_][\w.]{1,29}")
_PERSON = re.compile(r"\b(?:M\.|Mme|Mlle|Monsieur|Madame|Mr\.?|Mrs\.?|Ms\.?)[ \u00a0\u202f]([A-ZÀ-Þ][\w’'-]{1,30})")

PLACEHOLDERS = {
    "fr": {"email": "[adresse e-mail]", "phone": "[téléphone]", "iban": "[IBAN]", "card": "[carte bancaire]",
           "order": "[numéro de dossier]", "account": "[compte]", "person": "[nom]"},
    "en": {"email": "[e-mail address]", "phone": "[phone]", "iban": "[IBAN]", "card": "[bank card]",
           "order": "[reference number]", "account": "[account]", "person": "[name]"},
}  # fmt: skip
PUBLIC = ("email", "phone", "iban", "card", "order")  # what a public reply must never hold


def luhn(digits: str) -> bool:
    """The checksum of card numbers (ISO/IEC 7812)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def iban_checksum(text: str) -> bool:
    """ISO 13616: the first four signs moved to the end, letters as 10 … 35, the whole modulo 97 is 1."""
    compact = "".join(sign for sign in text if sign.isalnum()).upper()
    if not 15 <= len(compact) <= 34 or not compact.isascii():
        return False
    digits = "".join(str(int(sign, 36)) for sign in compact[4:] + compact[:4])
    return int(digits) % 97 == 1


def find(text: str, kinds: Iterable[str] = PUBLIC) -> list[Found]:
    """What is found, in order and without overlaps; where two kinds claim a place, the stricter one has it."""
    wanted = set(kinds)
    taken: list[Found] = []
    for kind, places in _FINDERS:
        if kind in wanted:
            for start, end in places(text):
                if all(end <= other.start or start >= other.end for other in taken):
                    taken.append(Found(kind, start, end))
    return sorted(taken, key=lambda one: one.start)


def pseudonymise(text: str, locale: str = "fr", kinds: Iterable[str] = ()) -> tuple[str, list[Found]]:
    """The text with a placeholder for every piece of personal data found, and what was found in the original.

    `kinds`: all of them unless some are named.

    A proposal, not a guarantee: whoever uploads the text reads it again.
    """
    found = find(text, tuple(kinds) or PLACEHOLDERS["fr"])
    names = PLACEHOLDERS["en" if locale.startswith("en") else "fr"]
    parts, at = [], 0
    for one in found:
        parts += [text[at : one.start], names[one.kind]]
        at = one.end
    return "".join([*parts, text[at:]]), found


def _whole(pattern: re.Pattern[str], check: Callable[[str], bool] = bool) -> Callable[[str], list[tuple[int, int]]]:
    return lambda text: [match.span() for match in pattern.finditer(text) if check(match[0])]


def _ibans(text: str) -> list[tuple[int, int]]:
    """The longest stretch that passes the checksum: words after an IBAN can look like more of it."""
    found = []
    for match in _IBAN.finditer(text):
        for end in range(match.end(), match.start() + 15, -1):
            if iban_checksum(text[match.start() : end]) and text[end - 1].isalnum():
                found.append((match.start(), end))
                break
    return found


def _orders(text: str) -> list[tuple[int, int]]:
    named = [match.span(1) for match in _ORDER_WORD.finditer(text) if sum(c.isdigit() for c in match[1]) >= 4]
    return named + [match.span() for match in _ORDER_CODE.finditer(text) if sum(c.isdigit() for c in match[0]) >= 4]


def _phone_like(text: str) -> bool:
    return 9 <= sum(sign.isdigit() for sign in text) <= 15


_FINDERS: tuple[tuple[str, Callable[[str], list[tuple[int, int]]]], ...] = (
    ("email", _whole(_EMAIL)),
    ("iban", _ibans),
    ("card", _whole(_CARD, lambda text: luhn("".join(sign for sign in text if sign.isdigit())))),
    ("phone", _whole(_PHONE, _phone_like)),
    ("order", _orders),
    ("account", _whole(_ACCOUNT)),
    ("person", lambda text: [match.span(1) for match in _PERSON.finditer(text)]),
)
