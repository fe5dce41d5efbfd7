import re

from django import template
from django.utils.translation import gettext as _

register = template.Library()
_BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (
    (r"iPhone|iPad", "iOS"),
    (r"Android", "Android"),
    (r"Windows", "Windows"),
    (r"Mac OS X", "macOS"),
    (r"Linux|X11", "Linux"),
)


@register.filter
def device(user_agent: str) -> str:
    """'Firefox · Linux' out of what a browser says of itself."""
    browser = next((name for sign, name in _BROWSERS if sign in user_agent), "")
    system = next((name for pattern, name in _SYSTEMS if re.search(pattern, user_agent)), "")
    return " · ".join(filter(None, [browser, system])) or _("a device we do not know")
