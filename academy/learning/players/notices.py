"""What a learner is told when an action or an attempt is refused. Always what happened, and what was kept."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from academy.learning.attempts import Outcome
from academy.learning.exam_rules import May


def refused_notice(outcome: Outcome) -> str:
    """ "" when the action was played."""
    if outcome.refused is None:
        return ""
    if outcome.repeated:
        return _("Your choice was already saved.")
    known = {
        "stale": _("You went on elsewhere, perhaps in another tab. Here is where you stand; nothing is lost."),
        "done": _("This attempt is finished. Nothing was changed."),
        "late": _("The time is over. Everything you had saved until then counts."),
        "empty": _("Choose an answer first."),
        "blocked": _("Not sent: personal data would be public. Your text is saved; the check shows the place."),
        "incomplete": _("Fill in every part of the sheet, then validate."),
        "too_long": _("The note is too long: 2,000 characters at most."),
        "one_only": _("Only one answer can be chosen here."),
        "answered": _("This question is answered already; its explanation is shown."),
    }
    return known.get(outcome.refused.code) or _(
        "This page sent something that could not be read. Your earlier choices are kept: choose again."
    )


def why_not_now(may: May) -> str:
    """Why no new attempt may begin, and what happens next."""
    if may.refused == "cooldown" and may.since:
        moment = date_format(timezone.localtime(may.since), "SHORT_DATETIME_FORMAT")
        return _("The next attempt is possible from %(moment)s. Until then, read again what the result names.") % {
            "moment": moment
        }
    if may.refused == "talk":
        return _(
            "Several attempts did not succeed: a short talk comes before the next one. It is now on the list of your "
            "community leader and your manager, who see neither your answers nor your scores. Go through the "
            "objectives of your result together; as soon as the talk is recorded, one more attempt opens."
        )
    if may.refused == "passed":
        return _("You have passed: no attempt is left, and none is needed.")
    return _("All %(count)d attempts are used up. Your community leader can tell you what to do next.") % {
        "count": may.used
    }
