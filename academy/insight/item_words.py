"""What statistics mean, in words an author can act on."""

from django.utils.translation import gettext_lazy as _

# Code of `item_statistics.advice` → (what to do, why, how urgent: critical, warning or calm).
ADVICE = {
    "check_key": (
        _("Check the key"),
        _("Those who do well elsewhere fail here: the wrong answer may be marked as right, or the question misleads."),
        "critical",
    ),
    "check_rival": (
        _("A wrong answer draws the best"),
        _("Those who choose it do better elsewhere than those who choose the key. Is it right after all?"),
        "critical",
    ),
    "hard": (
        _("Very hard"),
        _("Fewer than three in ten are right. Is it taught? Is it worded clearly?"),
        "warning",
    ),
    "weak": (
        _("Hardly tells who knows"),
        _("People who know and people who do not answer it alike. Reword it, or replace it."),
        "warning",
    ),
    "fair": (_("To improve"), _("It tells who knows, but could do so better."), "calm"),
    "easy": (
        _("Almost everybody is right"),
        _("Normal once it is mastered. Keep it if it matters; else it only takes time."),
        "calm",
    ),
    "easy_critical": (_("Mastered"), _("Almost everybody is right on this critical question: keep it."), "calm"),
    "idle": (
        _("A distractor nobody believes"),
        _("Fewer than 5 % choose it. Make it plausible, or take it out: three good answers suffice."),
        "warning",
    ),
}

GRADES = {
    "excellent": _("excellent"),
    "good": _("good"),
    "fair": _("to improve"),
    "weak": _("poor"),
    "negative": _("negative"),
    "none": _("not measurable"),
}

KINDS = {"right": _("right"), "wrong": _("wrong"), "other": _("something else"), "blank": _("no answer")}
