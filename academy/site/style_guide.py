"""The living style page: every component in every state, in the theme of the brand, as the stylesheet shows it now."""

from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from academy.people.permissions import team_leaders_only

# The snippets of templates/site/style/, in the order of the page: (file, title, what to know).
COMPONENTS = [
    ("buttons", _("Buttons"), _("One primary button per view. Hover and focus: try them with the mouse and with Tab.")),
    ("messages", _("Messages"), _("What happened, and what to do.")),
    ("forms", _("Forms"), _("A field empty, filled, in error, with help; filters; and a search that finds nothing.")),
    ("breadcrumb", _("Way back"), _("On a phone only the nearest places stay.")),
    ("what_now", _("What now"), _("The one thing to do next.")),
    ("cards", _("Cards and badges"), _("The whole card is clickable. A badge never speaks by its colour alone.")),
    ("steps", _("Steps of a course"), _("Done, to do now, to do, locked.")),
    ("ladder", _("Ladder of levels"), _("Held, next rung, later: on the page of certificates and on the home page.")),
    ("figures", _("Figures"), _("Key numbers, the manager's three questions, tables, coverage.")),
    ("reading", _("Reading"), _("What lessons and playbooks are made of.")),
    ("hero", _("Course hero"), _("From edge to edge, at the top of a course.")),
    ("scenario", _("Scenario"), _("Narration, received, own, coach; meters; choices.")),
    ("inbox", _("Inbox"), _("The clock, the messages, the one that is open.")),
    ("quiz", _("Quiz"), _("Right, wrong, missed, plain; sureness.")),
    ("result", _("Result and debrief"), _("Passed and not yet passed.")),
    ("certificates", _("Certificates"), _("The card, and the four verdicts of a verification.")),
    ("entrance", _("Entrance"), _("Sign-in and invitations.")),
]
COLOURS = [
    "paper", "surface", "sunken", "ink", "ink-soft", "line", "line-strong", "accent", "accent-text", "accent-soft",
    "good", "good-soft", "warn", "warn-soft", "bad", "bad-soft", "info", "info-soft", "hero-bg", "hero-accent",
]  # fmt: skip
SIZES = ["5", "4", "3", "2", "1", "0", "-1", "-2"]
SPACES = ["1", "2", "3", "4", "5", "6", "7", "8"]


@team_leaders_only
def style_guide(request):
    components = [(f"site/style/{file}.html", file, title, note) for file, title, note in COMPONENTS]
    context = {"components": components, "colours": COLOURS, "sizes": SIZES, "spaces": SPACES}
    return render(request, "site/style.html", context)
