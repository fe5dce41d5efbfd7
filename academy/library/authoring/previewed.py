"""Bulk actions of the Wagtail admin that put words on and take words off: seen first, then exactly that is done."""

from django.core import signing

SALT = "academy.library.bulk"


class Previewed:
    """Mix into a BulkAction whose form has `names`. `button` says what pressing it does; `changes_of(objects, form)`
    gives (what, before, after) of what would change.

    The first answer shows it; the second brings back its seal, which holds what was asked for of which things.
    """

    template_name = "library/authoring/bulk_words.html"

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "heading": self.display_name, "button": self.button}

    def form_valid(self, form):
        objects, _without = self.get_actionable_objects()
        seal = signing.Signer(salt=SALT).sign_object([sorted(one.pk for one in objects), self.asked(form)])
        if self.request.POST.get("seen") == seal:
            return super().form_valid(form)
        changes = self.changes_of(objects, form)
        return self.render_to_response(self.get_context_data(form=form, changes=changes, seal=seal))

    def asked(self, form) -> list:
        return [list(names) for names in form.names]

    def changes_of(self, objects, form) -> list[tuple[str, str, str]]:
        raise NotImplementedError


def retagged(held: list[str], add: list[str], remove: list[str]) -> list[str]:
    """What is left of the words one holds, in their order, the new ones last."""
    kept = [one for one in held if one not in remove]
    return [*kept, *(one for one in add if one not in kept)]
