"""Fine typography for short texts that authors type plainly: titles, summaries."""

from django import template
from django.utils.translation import get_language

from academy.library.markdown import french_spaces

register = template.Library()


@register.filter
def signed(number: int) -> str:
    """A number with a true minus sign: -5 → −5."""
    return str(number).replace("-", "\u2212")


@register.filter
def fine(text: str, language: str = "") -> str:
    """French no-break spaces in a plain text; other languages stay as they are. The result is escaped as usual."""
    language = language or get_language() or "fr"
    return french_spaces(str(text)) if language.startswith("fr") else str(text)
