"""How long a text may be on a channel, and how the channel counts. Facts of mid-2026, each with its date and source.

Sources disagree on some; `checked` says when we last looked, and `stale` warns after half a year.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

STALE_AFTER = 180  # days


@dataclass(frozen=True, slots=True)
class Limit:
    """field: post | reply. counting: signs | x | sms."""

    channel: str
    field: str
    most: int
    counting: str = "signs"
    checked: str = "2026-06-15"
    source: str = ""


_X = "docs.x.com/fundamentals/counting-characters"
_LISTS = "editlyapp.com, typecount.com, nextools.space, repurpo.tech"
LIMITS = (
    Limit("x", "post", 280, "x", source=_X),
    Limit("x", "reply", 280, "x", source=_X),
    Limit("linkedin", "post", 3_000, source=_LISTS),
    Limit("linkedin", "reply", 1_250, source=_LISTS),
    Limit("instagram", "post", 2_200, source=_LISTS),
    Limit("instagram", "reply", 2_200, source=_LISTS),
    Limit("facebook", "post", 63_206, source=_LISTS),
    Limit("facebook", "reply", 8_000, source=_LISTS),
    Limit("tiktok", "post", 2_200, source=_LISTS),
    Limit("tiktok", "reply", 150, source=_LISTS),
    Limit("threads", "post", 500, source=_LISTS),
    Limit("threads", "reply", 500, source=_LISTS),
    Limit("bluesky", "post", 300, source=_LISTS),
    Limit("bluesky", "reply", 300, source=_LISTS),
    Limit("youtube", "post", 5_000, source=_LISTS),
    Limit("youtube", "reply", 10_000, source=_LISTS),
    Limit("avis-google", "reply", 4_096, source="general knowledge"),
    Limit("sms", "reply", 160, "sms", source="3GPP TS 23.038"),
)
_ALIASES = {"twitter": "x", "google": "avis-google", "google-reviews": "avis-google", "avis": "avis-google"}


def limit_of(channel: str, field: str = "reply") -> Limit | None:
    """The limit of a channel; None when the channel has none that we know."""
    code = _ALIASES.get(channel.casefold(), channel.casefold())
    return next((limit for limit in LIMITS if limit.channel == code and limit.field == field), None)


def stale(limit: Limit, today: date) -> bool:
    return (today - date.fromisoformat(limit.checked)).days > STALE_AFTER


def count(text: str, counting: str) -> int:
    """The length of a text as the channel counts it."""
    if counting == "x":
        return _count_x(text)
    if counting == "sms":
        return _count_sms(text)
    return sum(1 for _ in signs(text))


# What people see as one sign

_JOINER, _VARIATION = "\u200d", "\ufe0f"


def signs(text: str) -> Iterator[str]:
    """Signs as people see them: a letter with its accents, a whole emoji sequence, a flag."""
    text = unicodedata.normalize("NFC", text)
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or not _joins(text, start, place):
            yield text[start:place]
            start = place


def _joins(text: str, start: int, place: int) -> bool:
    """Whether the character at `place` belongs to the sign that began at `start`."""
    sign, before = text[place], text[place - 1]
    if sign in (_JOINER, _VARIATION, "\u20e3") or "\U0001f3fb" <= sign <= "\U0001f3ff" or unicodedata.combining(sign):
        return True
    if before == _JOINER and is_pictograph(sign):
        return True
    both_flags = _is_flag(before) and _is_flag(sign)
    return both_flags and (place - start) == 1


def _is_flag(sign: str) -> bool:
    return "\U0001f1e6" <= sign <= "\U0001f1ff"


def is_pictograph(sign: str) -> bool:
    """Whether a character is an emoji by itself (letters, digits and arrows of text are not)."""
    code = ord(sign)
    return (
        0x1F300 <= code <= 0x1FAFF
        or 0x1F1E6 <= code <= 0x1F1FF
        or 0x2600 <= code <= 0x27BF
        or code in (0x2B50, 0x2B55, 0x231A, 0x231B, 0x23F0, 0x23F3, 0x1F004, 0x1F0CF)
    )


# X

LINK = re.compile(r"(?:https?://|www\.)[^\s<>]{1,2000}|\b(?:[a-z0-9-]{1,63}\.){1,4}(?:com|fr|org|net|eu|io|be|ch)\b"
                  r"(?:/[^\s<>]{0,2000})?", re.I)  # fmt: skip
_X_LINK = 23
_X_LIGHT = ((0x0, 0x10FF), (0x2000, 0x200D), (0x2010, 0x201F), (0x2032, 0x2037))


def _count_x(text: str) -> int:
    """Weighted: a link is 23, an emoji or an ideogram 2, most other signs 1."""
    text = unicodedata.normalize("NFC", text)
    total, at = 0, 0
    for link in LINK.finditer(text):
        total += _x_weight(text[at : link.start()]) + _X_LINK
        at = link.end()
    return total + _x_weight(text[at:])


def _x_weight(text: str) -> int:
    total = 0
    for sign in signs(text):
        if is_pictograph(sign[0]) or sign.endswith("\u20e3"):
            total += 2
        else:
            total += sum(1 if any(low <= ord(c) <= high for low, high in _X_LIGHT) else 2 for c in sign)
    return total


# SMS

_GSM = set("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
           "¿abcdefghijklmnopqrstuvwxyzäöñüà")  # fmt: skip
_GSM_DOUBLE = set("^{}\\[~]|€")


def _count_sms(text: str) -> int:
    """In units of 160: signs of the GSM alphabet count 1 or 2; one sign outside it makes every sign weigh 160/70."""
    if all(sign in _GSM or sign in _GSM_DOUBLE for sign in text):
        return sum(2 if sign in _GSM_DOUBLE else 1 for sign in text)
    units = len(text.encode("utf-16-le", "surrogatepass")) // 2
    return -(-units * 160 // 70)
