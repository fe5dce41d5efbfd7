"""Situations on many playbooks at once: the words people find them by. Drafts are kept as drafts."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction

from academy.library.authoring.bank_tagging import TagsForm
from academy.library.authoring.previewed import Previewed, retagged
from academy.library.models import PlaybookPage


class SituationsForm(TagsForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["add"].label, self.fields["remove"].label = _("Situations to put on"), _("Situations to take off")


def resituate(pages: list[PlaybookPage], add: list[str], remove: list[str], user=None) -> int:
    """→ how many changed. Of a published playbook without pending changes the new words are published at once."""
    changed = 0
    longest = PlaybookPage._meta.get_field("situations").max_length
    for page in pages:
        draft = page.get_latest_revision_as_object()
        words = ", ".join(retagged(draft.situation_list(), add, remove))
        if words == ", ".join(draft.situation_list()):
            continue
        if len(words) > longest:
            told = _("“%(title)s” would have more than %(n)d characters of situations.")
            raise ValidationError(told % {"title": page.title, "n": longest})
        publish = page.live and not page.has_unpublished_changes and page.permissions_for_user(user).can_publish()
        draft.situations = words
        revision = draft.save_revision(user=user, log_action=True)
        if publish:
            revision.publish(user=user)
        changed += 1
    return changed


@hooks.register("register_bulk_action")
class TagPlaybooks(Previewed, PageBulkAction):
    display_name = gettext_lazy("Situations")
    aria_label = gettext_lazy("Put situations on the chosen playbooks, or take them off")
    action_type = "situations"
    button = gettext_lazy("Change the situations")
    action_priority = 60
    form_class = SituationsForm

    def check_perm(self, page):
        if not isinstance(page.specific, PlaybookPage):
            return False
        permissions = page.permissions_for_user(self.request.user)
        return permissions.can_edit() and not permissions.page_locked()

    def changes_of(self, objects, form):
        found = []
        for page in objects:
            draft = page.specific.get_latest_revision_as_object()
            held = draft.situation_list()
            after = retagged(held, *form.names)
            if after != held:
                found.append((page.title, ", ".join(held), ", ".join(after)))
        return found

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except ValidationError as wrong:  # nothing was changed: it all happens in one transaction
            form.add_error("add", wrong)
            return self.form_invalid(form)

    def get_execution_context(self):
        return {**super().get_execution_context(), "names": self.cleaned_form.names}

    @classmethod
    def execute_action(cls, objects, names=((), ()), user=None, **kwargs):
        return resituate([page.specific for page in objects], *names, user=user), 0

    def get_success_message(self, num_parent_objects, num_child_objects):
        told = ngettext("%(n)s playbook changed.", "%(n)s playbooks changed.", num_parent_objects)
        return told % {"n": num_parent_objects}
