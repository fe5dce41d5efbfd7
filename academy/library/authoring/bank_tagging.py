"""Tags on many questions at once: put on or taken off, drafts kept as drafts."""

from django import forms
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks

from academy.library.authoring.bank_action import BankAction
from academy.library.authoring.previewed import Previewed, retagged
from academy.library.models import Question
from academy.library.versions import deferred

LONGEST = 100


class TagsForm(forms.Form):
    add = forms.CharField(
        label=gettext_lazy("Tags to put on"), required=False, max_length=500,
        help_text=gettext_lazy("Separated by commas."),
    )  # fmt: skip
    remove = forms.CharField(label=gettext_lazy("Tags to take off"), required=False, max_length=500)

    def _names(self, field: str) -> list[str]:
        parts = (part.strip()[:LONGEST] for part in self.cleaned_data.get(field, "").split(","))
        return list(dict.fromkeys(part for part in parts if part))

    def clean(self):
        data = super().clean()
        if not self._names("add") and not self._names("remove"):
            raise forms.ValidationError(gettext_lazy("Name at least one tag."))
        return data

    @property
    def names(self) -> tuple[list[str], list[str]]:
        return self._names("add"), self._names("remove")


def retag(questions: list[Question], add: list[str], remove: list[str], user=None) -> int:
    """→ how many changed. A published question stays published, changes not yet published stay so."""
    changed = 0
    with deferred():  # each quiz gets one new version, not one per question
        for question in questions:
            held = {tag.name for tag in question.tags.all()}
            wanted = (held | set(add)) - set(remove)
            if wanted == held:
                continue
            changed += 1
            draft = question.get_latest_revision_as_object() if question.has_unpublished_changes else None
            question.tags.set(sorted(wanted))
            question.save()
            revision = question.save_revision(user=user)
            if question.live and draft is None:
                revision.publish(user=user)
            elif draft is not None:
                draft.tags.set(sorted((({tag.name for tag in draft.tags.all()}) | set(add)) - set(remove)))
                draft.save_revision(user=user)
    return changed


@hooks.register("register_bulk_action")
class TagQuestions(Previewed, BankAction):
    display_name = gettext_lazy("Tags")
    aria_label = gettext_lazy("Put tags on the chosen questions, or take them off")
    action_type = "tag"
    button = gettext_lazy("Change the tags")
    action_priority = 20
    form_class = TagsForm
    permission = "library.change_question"

    def changes_of(self, objects, form):
        found = []
        for question in objects:
            held = sorted(tag.name for tag in question.tags.all())
            after = retagged(held, *form.names)
            if set(after) != set(held):
                found.append((f"{question.code} · {question}", ", ".join(held), ", ".join(after)))
        return found

    def get_execution_context(self):
        return {"names": self.cleaned_form.names, "user": self.request.user}

    @classmethod
    def execute_action(cls, objects, names=((), ()), user=None, **kwargs):
        return retag(objects, *names, user=user), 0

    def get_success_message(self, num_parent_objects, num_child_objects):
        return ngettext("%(n)s question changed.", "%(n)s questions changed.", num_parent_objects) % {
            "n": num_parent_objects
        }
