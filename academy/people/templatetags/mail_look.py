"""Colours of a mail: those of the brand's theme. Mail programs know no style sheet of ours, so they stand inline."""

from django import template

from academy.people.theme import DEFAULT, colours_of

register = template.Library()


@register.simple_tag(takes_context=True)
def mail_colours(context) -> dict[str, str]:
    """paper, surface, ink, muted, line, accent, on_accent … of the theme of `brand`, else of the default theme."""
    return colours_of(getattr(context.get("brand"), "theme", "") or DEFAULT)


@register.inclusion_tag("people/email/button.html", takes_context=True)
def mail_button(context, url: str, words: str) -> dict:
    """A link that looks like the button of the site, with its address below for who cannot press it."""
    return {"look": mail_colours(context), "url": url, "words": words}
