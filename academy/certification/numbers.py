"""Certificate numbers as people type them: lower case, blanks, missing hyphens, look-alike letters. Pure."""

import re

_SHAPE = re.compile(r"PV([23456789A-HJKMNP-TV-Z]{5})([23456789A-HJKMNP-TV-Z]{5})([23456789A-HJKMNP-TV-Z]{5})")


def read_number(typed: str) -> str | None:
    """'pv 23456 789ab cdefg' → 'PV-23456-789AB-CDEFG'; None when it cannot be one. Takes a whole address too."""
    text = typed.strip()[:300]
    if "/v/" in text:
        text = text.rpartition("/v/")[2].partition("?")[0].partition("#")[0]
    signs = "".join(sign for sign in text.upper() if sign.isalnum())
    if len(signs) == 15:
        signs = f"PV{signs}"
    found = _SHAPE.fullmatch(signs)
    return f"PV-{found[1]}-{found[2]}-{found[3]}" if found else None
