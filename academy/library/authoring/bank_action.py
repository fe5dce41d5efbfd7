"""What every bulk action on questions has in common: whose they are, and who may."""

from django.core.exceptions import PermissionDenied
from wagtail import hooks
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from academy.library.models import Question
from academy.people.admin_views import may_edit


class BankAction(SnippetBulkAction):
    """`permission` is the one Django asks of whoever does it; the role in the brand is asked besides."""

    models = [Question]
    permission: str

    def check_perm(self, question):
        return self.request.user.has_perm(self.permission) and may_edit(self.request.standing, "library.question")

    def get_all_objects_in_listing_query(self, parent_id):
        return Question.objects.filter(brand=self.request.brand).values_list("pk", flat=True)


def of_this_brand(request, action_type, objects, action):
    """Wagtail's bulk actions know model permissions only: things of another brand are out of reach."""
    brand = getattr(request.brand, "pk", None)
    if any(getattr(one, "brand_id", brand) != brand for one in objects):
        raise PermissionDenied


hooks.register("before_bulk_action", of_this_brand)
