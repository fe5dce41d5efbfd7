"""Many questions published at once, such as those of a course copied from another brand."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks

from academy.library.authoring.bank_action import BankAction
from academy.library.models import Question
from academy.library.versions import deferred


def publish_all(questions: list[Question], user=None) -> tuple[int, list[Question]]:
    """→ how many, and those that cannot be published as they are (an answer without a key, say), left as drafts."""
    done, broken = 0, []
    with deferred():  # each quiz gets one new version, not one per question
        for question in questions:
            if question.live and not question.has_unpublished_changes:
                continue
            draft = question.get_latest_revision_as_object() if question.latest_revision_id else question
            try:
                draft.full_clean(exclude=["latest_revision", "live_revision"])
            except ValidationError:
                broken.append(question)
                continue
            draft.save_revision(user=user).publish(user=user)
            done += 1
    return done, broken


@hooks.register("register_bulk_action")
class PublishQuestions(BankAction):
    display_name = gettext_lazy("Publish")
    aria_label = gettext_lazy("Publish the chosen questions")
    action_type = "publish_questions"
    template_name = "library/authoring/bulk_publish.html"
    action_priority = 10
    form_class = forms.Form
    permission = "library.publish_question"
    broken: list[Question] = []

    def get_execution_context(self):
        return {"user": self.request.user, "view": self}

    @classmethod
    def execute_action(cls, objects, user=None, view=None, **kwargs):
        done, view.broken = publish_all(objects, user)
        return done, 0

    def get_success_message(self, num_parent_objects, num_child_objects):
        told = ngettext("%(n)s question published.", "%(n)s questions published.", num_parent_objects)
        told %= {"n": num_parent_objects}
        if self.broken:
            codes = ", ".join(question.code for question in self.broken[:10])
            told += " " + _("Not complete yet, left as drafts: %(codes)s.") % {"codes": codes}
        return told
