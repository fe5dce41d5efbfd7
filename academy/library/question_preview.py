"""What the preview of a question shows: the fields a learner fills in, and the right answer in words."""

from typing import Any

from django.utils.translation import gettext as _

from academy.exercises.kinds import kind_of
from academy.exercises.kinds.base import Field
from academy.library.markdown import render, render_inline
from academy.library.quiz_engine import read_question

SEED = 1  # the same order each time the author looks


def preview_of(row: Any) -> dict[str, Any]:
    """Template context for `library/question_preview.html`; works on a row that is not saved yet."""
    question = read_question(row, tags=())
    kind, language = kind_of(question), row.locale.language_code
    drawn = kind.shown(question, SEED)
    fields: list[Any] = list(drawn.fields)
    if drawn.widget == "order" and fields:
        places = range(1, len(fields[0].choices) + 1)
        fields = [Field("", _("Place %(n)s") % {"n": place}, fields[0].choices) for place in places]
    hints = {
        "radio": _("One answer is right"), "checkbox": _("Several answers can be right"),
        "passages": _("Mark every passage that is a problem"), "select": _("Find the counterpart of each"),
        "order": _("Put in order, the first at the top"),
    }  # fmt: skip
    return {
        "drawn": drawn, "fields": fields, "hint": hints.get(drawn.widget, _("Your answer")),
        "gaps": list(zip(drawn.texts, [*drawn.fields, None], strict=False)),
        "html": render_inline(question.text, language), "said": kind.said(question, kind.right(question)),
        "explanation": render(question.explanation, language) if question.explanation else "",
    }  # fmt: skip
