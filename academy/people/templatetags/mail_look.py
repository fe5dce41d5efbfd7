"""Colours of a mail: those of the brand's theme. Mail programs know no style sheet of ours, so they stand inline."""

import tomllib
from functools import cache

from django import template
from django.conf import settings

register = template.Library()
DEFAULT = "porte-voix"


@cache
def _colours(theme: str) -> dict[str, str]:
    file = settings.THEMES_DIR / theme / "theme.toml"
    return tomllib.loads(file.read_text())["colours"] if file.is_file() else _colours(DEFAULT)


@register.simple_tag(takes_context=True)
def mail_colours(context) -> dict[str, str]:
    """paper, surface, ink, muted, line, accent, on_accent … of the theme of `brand`, else of the default theme."""
    return _colours(getattr(context.get("brand"), "theme", "") or DEFAULT)


@register.inclusion_tag("people/email/button.html", takes_context=True)
def mail_button(context, url: str, words: str) -> dict:
    """A link that looks like the button of the site, with its address below for who cannot press it."""
    return {"look": mail_colours(context), "url": url, "words": words}
