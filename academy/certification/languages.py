"""Languages as people type them, codes with commas: read in one place, unknown ones refused in a form."""

from babel import Locale
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def codes_of(text: str) -> list[str]:
    """'FR, de,fr' → ['fr', 'de']."""
    return list(dict.fromkeys(code for part in text.split(",") if (code := part.strip().lower())))


def clean_codes(text: str) -> str:
    """The codes as they are kept; raises ValidationError for one that no language has."""
    codes, known = codes_of(text), Locale.parse("en").languages
    for code in codes:
        if code not in known:
            raise ValidationError(_("No language has the code %(code)s.") % {"code": code[:20]})
    return ", ".join(codes)
