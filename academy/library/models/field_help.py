"""What each field of a page is for, in words, where the model itself does not say it: shown under the field."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

HELP = {
    "summary": _("One or two sentences: what the reader gets. They stand under the title and on the cards."),
    "introduction": _("What to know before beginning, in a paragraph. Markdown: **bold**, *italic*, - list."),
    "audience": _("Who gains from it, in the words people use for themselves."),
    "track": _("Where the catalogue files it: “all” when everybody should take it."),
    "maturity": _("How much practice it asks for; the catalogue shows the first steps first."),
    "minutes": _("Read or play it once yourself, without hurry, and write the time it took."),
    "prerequisites": _("The course stays closed until these are finished. Leave empty when nothing must come first."),
    "body": _("The text, block by block. Short paragraphs; one example says more than three rules."),
    "values": _("What all voices of the brand have in common; exercises name the values they train."),
    "playbooks": _("What the reader will open at work; they stand beside the lesson."),
    "verified_on": _("The day somebody checked that everything written here is still true."),
    "review_by": _("After this day the playbook is on the list of what to read over."),
    "channels": _("Where it applies. People filter by channel when a message surprises them."),
    "pass_mark": _("80 is usual for an exam. Red lines fail the exam whatever the score."),
    "show_feedback": _("Practice explains at once; an exam after it is sent."),
    "draws": _("So many questions with this tag, drawn anew for each attempt."),
    "questions": _("Asked in every attempt, before those that are drawn."),
    "steps": _("Each step: what is said, what one may answer, where each answer leads. “As text” shows all at once."),
    "meters": _("What moves with the choices, for example trust from 0 to 10. Two or three are enough."),
    "competencies": _("What the points count for; the debrief says where each was shown."),
    "passing_score": _("Percentage of the points of the best play."),
    "passing_when": _("A further condition, such as trust above 5 at the end. Empty when the score is enough."),
    "coach": _("After every answer a word explains it. For a graded exercise, better after the end."),
    "go_live_at": _("Empty: as soon as you publish."),
    "expire_at": _("Empty: it stays until somebody withdraws it."),
}


class AcademyPageForm(WagtailAdminPageForm):
    """Wagtail's form of a page, with a word of help under every field."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, form_field in self.fields.items():
            form_field.help_text = HELP.get(name, form_field.help_text)
